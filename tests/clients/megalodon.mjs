// A day with megalodon, the library of Whalebird and others: it first has to believe that we speak Mastodon's language.
import generator, { detector } from "megalodon"
import { createReadStream } from "node:fs"
import { PIXEL_FILE, base, finish, is, other, step, token, until } from "./steps.mjs"

const kind = await step("detector", () => detector(base))
const me = generator.default?.(kind, base, token) ?? generator(kind, base, token)
const friend = generator.default?.(kind, base, other) ?? generator(kind, base, other)
const calls = async (name, ...words) => (await me[name](...words)).data
const does = (name, ...words) => step(name, () => calls(name, ...words))
const file = () => createReadStream(PIXEL_FILE)

is(kind === "mastodon", "detected as one that speaks like Mastodon")
await step("registerApp", async () => {
  const app = await me.registerApp("A day", { scopes: ["read", "write", "follow"], redirect_uris: "urn:ietf:wg:oauth:2.0:oob" })
  is(app.client_id && app.client_secret && app.url.startsWith(base), "keys and an address to go to")
})
const self = await does("verifyAccountCredentials")
const them = (await step("verifyAccountCredentials (friend)", () => friend.verifyAccountCredentials())).data
await step("updateCredentials", async () => {
  const after = await calls("updateCredentials", { display_name: "Meg", note: "Hi", locked: false, source: { privacy: "public" } })
  is(after.display_name === "Meg" && after.source.note === "Hi", "what was sent")
})

// the instance
await step("getInstance", async () => is((await calls("getInstance")).urls.streaming_api, "a streaming address"))
for (const name of ["getInstancePeers", "getInstanceActivity", "getInstanceTrends", "getInstanceDirectory", "getInstanceCustomEmojis", "getInstanceAnnouncements", "getPreferences", "getSuggestions", "getSuggestedTags"])
  await does(name)

// people
await does("getAccount", them.id)
await step("lookupAccount", async () => is((await calls("lookupAccount", them.acct)).id === them.id, "the friend"))
await step("searchAccount", async () => is((await calls("searchAccount", them.username)).length > 0, "somebody"))
await step("followAccount", async () => is((await calls("followAccount", them.id)).following, "following"))
await step("subscribeAccount", async () => is((await calls("subscribeAccount", them.id)).notifying, "notifying"))
await step("unsubscribeAccount", async () => is(!(await calls("unsubscribeAccount", them.id)).notifying, "not notifying"))
await step("follow back", () => friend.followAccount(self.id))
await step("getRelationships", async () => is((await calls("getRelationships", [them.id]))[0].followed_by, "each other"))
await does("getRelationship", them.id)
await step("setAccountNote", async () => is((await calls("setAccountNote", them.id, "kind")).note === "kind", "the note"))
await step("pinAccount", async () => is((await calls("pinAccount", them.id)).endorsed, "endorsed"))
await step("getEndorsements", async () => is((await calls("getEndorsements")).length === 1, "one"))
await does("unpinAccount", them.id)
for (const name of ["getAccountFollowers", "getAccountFollowing"]) await step(name, async () => is((await calls(name, self.id)).length === 1, "one"))
await does("getIdentityProof", self.id)

// posts
const media = await does("uploadMedia", file(), { description: "One blue pixel", focus: "0.1,0.1" })
await step("getMedia", async () => is((await calls("getMedia", media.id)).url, "an address"))
await step("updateMedia", async () => is((await calls("updateMedia", media.id, { description: "Blue" })).description === "Blue", "a new description"))
const post = await does("postStatus", "Look #azure", { media_ids: [media.id], visibility: "public", language: "en" })
await does("getStatus", post.id)
await step("getStatusSource", async () => is((await calls("getStatusSource", post.id)).text === "Look #azure", "what was typed"))
await step("editStatus", async () => is((await calls("editStatus", post.id, { status: "Look again #azure", media_ids: [media.id] })).content.includes("again"), "the edit"))
const reply = (await step("reply", () => friend.postStatus(`@${self.acct} fine`, { in_reply_to_id: post.id })))?.data
await step("getStatusContext", async () => is((await calls("getStatusContext", post.id)).descendants[0].id === reply.id, "the reply"))
for (const name of ["favouriteStatus", "reblogStatus", "bookmarkStatus"]) await step(name, () => friend[name](post.id))
for (const name of ["getStatusFavouritedBy", "getStatusRebloggedBy"]) await step(name, async () => is((await calls(name, post.id)).length === 1, "one"))
for (const name of ["getFavourites", "getBookmarks"]) await step(name, async () => is((await friend[name]()).data.length === 1, "one"))
for (const name of ["unfavouriteStatus", "unreblogStatus", "unbookmarkStatus"]) await step(name, () => friend[name](post.id))
for (const name of ["muteStatus", "unmuteStatus", "pinStatus", "unpinStatus"]) await does(name, post.id)
await step("getAccountStatuses", async () => is((await calls("getAccountStatuses", self.id, { only_media: true })).length === 1, "one"))
const poll = (await does("postStatus", "Which?", { poll: { options: ["this", "that"], expires_in: 3600, multiple: false } }))?.poll
await step("votePoll", async () => is((await friend.votePoll(poll.id, [0])).data.voted, "voted"))
await step("getPoll", async () => is((await calls("getPoll", poll.id)).votes_count === 1, "counted"))
const later = await does("postStatus", "Later", { scheduled_at: new Date(Date.now() + 7200e3).toISOString() })
await step("scheduled", async () => {
  is((await calls("getScheduledStatuses")).length === 1, "one")
  await calls("getScheduledStatus", later.id)
  await calls("scheduleStatus", later.id, new Date(Date.now() + 9000e3).toISOString())
  await calls("cancelScheduledStatus", later.id)
})
await step("/imagine", async () => {
  const asked = await calls("postStatus", "/imagine a fox in the snow\n\nBrr.", {})
  const made = await until(async () => { const seen = await calls("getStatus", asked.id); return seen.media_attachments.length && seen }, "a picture")
  is(made.media_attachments[0].description.includes("fox"), "a described picture")
})

// reading
for (const name of ["getHomeTimeline", "getPublicTimeline", "getLocalTimeline"]) await step(name, async () => is((await calls(name, { limit: 3 })).length === 3, "three"))
await step("getTagTimeline", async () => is((await calls("getTagTimeline", "azure")).length === 1, "one"))
await step("search", async () => is((await calls("search", "azure", { type: "hashtags" })).hashtags.length === 1, "a hashtag"))

// order
const list = await does("createList", "Friends")
await step("lists", async () => {
  await calls("addAccountsToList", list.id, [them.id])
  is((await calls("getAccountsInList", list.id)).length === 1, "one")
  is((await calls("getAccountLists", them.id)).length === 1, "one")
  await calls("getListTimeline", list.id)
  await calls("deleteAccountsFromList", list.id, [them.id])
  await calls("updateList", list.id, "Old friends")
  is((await calls("getList", list.id)).title === "Old friends", "the new title")
  is((await calls("getLists")).length === 1, "one")
  await calls("deleteList", list.id)
})
await step("tags", async () => {
  is((await calls("followTag", "azure")).following, "followed")
  is((await calls("getFollowedTags")).length === 1, "one")
  await calls("getTag", "azure")
  await calls("unfollowTag", "azure")
})
await step("featured tags", async () => {
  const made = await calls("createFeaturedTag", "azure")
  is((await calls("getFeaturedTags")).length === 1, "one")
  await calls("deleteFeaturedTag", made.id)
})
const filter = await does("createFilter", "awful", ["home"], { whole_word: true })
await step("filters", async () => {
  await calls("getFilter", filter.id)
  await calls("updateFilter", filter.id, "dreadful", ["home", "public"])
  is((await calls("getFilters")).length === 1, "one")
  await calls("deleteFilter", filter.id)
})
await step("markers", async () => {
  await calls("saveMarkers", { home: { last_read_id: post.id } })
  is((await calls("getMarkers", ["home"])).home.last_read_id === post.id, "the place")
})
await step("conversations", async () => {
  await friend.postStatus(`@${self.acct} psst`, { visibility: "direct" })
  const [one] = await calls("getConversationTimeline")
  await calls("readConversation", one.id)
  await calls("deleteConversation", one.id)
})
await step("notifications", async () => {
  const heard = await calls("getNotifications", { limit: 30 })
  is(heard.some((one) => one.type === "mention") && heard.some((one) => one.type === "follow"), "what happened")
  await calls("getNotification", heard[0].id)
  await calls("dismissNotification", heard[0].id)
  await calls("dismissNotifications")
})
await step("push", async () => {
  const keys = { p256dh: "BEm_a0bdPDhf0SOsrnB2-ategf1hHoCnpXgQsFj5JCkcoMrMt2WHoPfEYOYPzOIs9mZE8ZUaD7VA5vouy0kEkr8", auth: "eH_C8rq2raXqlcBVDa1gLg" }
  await calls("subscribePushNotification", { endpoint: "https://push.example/send/2", keys }, { alerts: { mention: true } })
  is((await calls("getPushSubscription")).alerts.mention, "an alert")
  await calls("updatePushSubscription", { alerts: { mention: false } })
  await calls("deletePushSubscription")
})

// live
await step("streaming", async () => {
  const stream = await me.userStreaming()
  const heard = new Promise((done, fail) => {
    stream.on("connect", () => friend.postStatus(`@${self.acct} right now`, {}))
    stream.on("notification", (one) => one.status?.content.includes("right now") && done(one))
    setTimeout(() => fail(new Error("nothing heard")), 8000)
  })
  is((await heard).type === "mention", "a mention")
  stream.stop()
})

// keeping away
for (const name of ["muteAccount", "unmuteAccount"]) await does(name, them.id, ...(name === "muteAccount" ? [true] : []))
for (const name of ["getMutes", "getBlocks", "getDomainBlocks", "getFollowRequests"]) await does(name)
await does("blockDomain", "loud.example")
await does("unblockDomain", "loud.example")
await does("report", them.id, { comment: "no", status_ids: [reply.id], category: "spam" })
await step("blockAccount", async () => is((await calls("blockAccount", them.id)).blocking, "blocked"))
await does("unblockAccount", them.id)
await does("unfollowAccount", them.id)
await does("deleteStatus", post.id)
finish()
