// A day with masto.js, the library of Phanpy and Elk: everything a person does with such a client.
import "./steps.mjs"
import WebSocketOfNode from "ws"
import { createOAuthAPIClient, createRestAPIClient, createStreamingAPIClient } from "masto"
import { PIXEL, base, finish, is, other, step, token, until } from "./steps.mjs"

globalThis.WebSocket ??= WebSocketOfNode
const me = createRestAPIClient({ url: base, accessToken: token })
const friend = createRestAPIClient({ url: base, accessToken: other })
const oauth = createOAuthAPIClient({ url: base })
const pixel = (name = "pixel.png") => new File([PIXEL], name, { type: "image/png" })

// letting an app in
const app = await step("apps.create", () => me.v1.apps.create({ clientName: "A day", redirectUris: "urn:ietf:wg:oauth:2.0:oob", scopes: "read write follow push" }))
await step("oauth.token.create client_credentials", async () => {
  const made = await oauth.token.create({ clientId: app.clientId, clientSecret: app.clientSecret, redirectUri: "urn:ietf:wg:oauth:2.0:oob", grantType: "client_credentials", scope: "read" })
  is(made.tokenType === "Bearer" && typeof made.createdAt === "number", "a bearer token with a number")
  await createRestAPIClient({ url: base, accessToken: made.accessToken }).v1.apps.verifyCredentials()
  await oauth.revoke({ clientId: app.clientId, clientSecret: app.clientSecret, token: made.accessToken })
})
await step("apps.verifyCredentials", () => me.v1.apps.verifyCredentials())

// the instance
await step("v2.instance.fetch", async () => is((await me.v2.instance.fetch()).configuration.urls.streaming, "a streaming address"))
for (const part of ["peers", "activity", "translationLanguages"]) await step(`v1.instance.${part}`, () => me.v1.instance[part].list())
for (const part of ["domainBlocks", "extendedDescription"]) await step(`v1.instance.${part}`, () => me.v1.instance[part].fetch())
await step("v1.instance.fetch", () => me.v1.instance.fetch())
await step("customEmojis.list", () => me.v1.customEmojis.list())
await step("announcements.list", () => me.v1.announcements.list())
await step("directory.list", () => me.v1.directory.list({ local: true }))
await step("preferences.fetch", async () => is("posting:default:visibility" in await me.v1.preferences.fetch(), "keys with colons"))

// who is who
const self = await step("accounts.verifyCredentials", () => me.v1.accounts.verifyCredentials())
const them = await step("accounts.verifyCredentials (friend)", () => friend.v1.accounts.verifyCredentials())
await step("accounts.updateCredentials", async () => {
  const after = await me.v1.accounts.updateCredentials({ displayName: "Me", note: "Hello", avatar: pixel(), header: pixel(), fieldsAttributes: [{ name: "where", value: "here" }], source: { privacy: "public" } })
  is(after.displayName === "Me" && after.fields[0].name === "where" && after.source.note === "Hello", "what was sent")
})
await step("profile.avatar.remove", () => me.v1.profile.avatar.remove())
await step("profile.header.remove", () => me.v1.profile.header.remove())
await step("accounts.$select.fetch", () => me.v1.accounts.$select(them.id).fetch())
await step("accounts.fetch several", async () => is((await me.v1.accounts.fetch({ id: [self.id, them.id] })).length === 2, "two"))
await step("accounts.lookup", async () => is((await me.v1.accounts.lookup({ acct: them.acct })).id === them.id, "the friend"))
await step("accounts.search", async () => is((await me.v1.accounts.search.list({ q: them.username })).length > 0, "somebody"))
await step("follow", async () => is((await me.v1.accounts.$select(them.id).follow({ notify: true })).following, "following"))
await step("follow back", () => friend.v1.accounts.$select(self.id).follow())
await step("relationships", async () => {
  const [one] = await me.v1.accounts.relationships.fetch({ id: [them.id] })
  is(one.following && one.followedBy && one.notifying, "each other")
})
await step("familiarFollowers", () => me.v1.accounts.familiarFollowers.fetch({ id: [them.id] }))
await step("note.create", async () => is((await me.v1.accounts.$select(them.id).note.create({ comment: "kind" })).note === "kind", "the note"))
await step("endorse", async () => is((await me.v1.accounts.$select(them.id).pin()).endorsed, "endorsed"))
await step("endorsements.list", async () => is((await me.v1.endorsements.list()).length === 1, "one"))
await step("accounts endorsements", () => me.v1.accounts.$select(self.id).endorsements.list())
await step("unendorse", () => me.v1.accounts.$select(them.id).unpin())
await step("followers and following", async () => {
  is((await me.v1.accounts.$select(self.id).followers.list()).length === 1, "a follower")
  is((await me.v1.accounts.$select(self.id).following.list()).length === 1, "one followed")
})

// pictures and posts
const media = await step("v2.media.create", async () => {
  const made = await me.v2.media.create({ file: pixel(), description: "One blue pixel", focus: "0.5,-0.5" })
  is(made.url && made.meta.original.width === 10 && made.meta.focus.x === 0.5, "a picture that is ready")
  return made
})
await step("v1.media.create", () => me.v1.media.create({ file: pixel() }))
await step("v1.media update", () => me.v1.media.$select(media.id).update({ description: "Blue" }))
await step("v1.media fetch", async () => is((await me.v1.media.$select(media.id).fetch()).description === "Blue", "the new description"))
const post = await step("statuses.create", async () => {
  const made = await me.v1.statuses.create({ status: "Look #blue", mediaIds: [media.id], visibility: "public", language: "en" }, { requestInit: { headers: { "Idempotency-Key": "one" } } })
  is(made.mediaAttachments[0].url && made.tags[0].name === "blue" && made.createdAt.endsWith("Z"), "the whole post")
  return made
})
await step("the same key again", async () => is((await me.v1.statuses.create({ status: "Look #blue", visibility: "public" }, { requestInit: { headers: { "Idempotency-Key": "one" } } })).id === post.id, "the same post"))
await step("statuses fetch", () => friend.v1.statuses.$select(post.id).fetch())
await step("statuses several", async () => is((await me.v1.statuses.list({ id: [post.id] })).length === 1, "one"))
await step("source", async () => is((await me.v1.statuses.$select(post.id).source.fetch()).text === "Look #blue", "what was typed"))
await step("update", async () => {
  const after = await me.v1.statuses.$select(post.id).update({ status: "Look again #blue", mediaIds: [media.id], mediaAttributes: [{ id: media.id, description: "Bluer" }] })
  is(after.editedAt && after.mediaAttachments[0].description === "Bluer", "edited, with its description")
})
await step("history", async () => is((await me.v1.statuses.$select(post.id).history.list()).length === 2, "two versions"))
const reply = await step("reply", () => friend.v1.statuses.create({ status: `@${self.acct} nice`, inReplyToId: post.id }))
await step("context", async () => is((await me.v1.statuses.$select(post.id).context.fetch()).descendants[0].id === reply.id, "the reply"))
for (const [does, undoes, flag] of [["favourite", "unfavourite", "favourited"], ["reblog", "unreblog", "reblogged"], ["bookmark", "unbookmark", "bookmarked"]])
  await step(does, async () => {
    is((await friend.v1.statuses.$select(post.id)[does]()).reblog?.[flag] ?? (await friend.v1.statuses.$select(post.id).fetch())[flag], flag)
    if (does === "favourite") is((await me.v1.statuses.$select(post.id).favouritedBy.list()).length === 1, "one")
    if (does === "reblog") is((await me.v1.statuses.$select(post.id).rebloggedBy.list()).length === 1, "one")
    if (does === "favourite") is((await friend.v1.favourites.list()).length === 1, "one")
    if (does === "bookmark") is((await friend.v1.bookmarks.list()).length === 1, "one")
    await friend.v1.statuses.$select(post.id)[undoes]()
  })
await step("pin", () => me.v1.statuses.$select(post.id).pin())
await step("pinned", async () => is((await me.v1.accounts.$select(self.id).statuses.list({ pinned: true })).length === 1, "one"))
await step("unpin", () => me.v1.statuses.$select(post.id).unpin())
await step("mute and unmute a conversation", async () => {
  is((await me.v1.statuses.$select(post.id).mute()).muted, "muted")
  await me.v1.statuses.$select(post.id).unmute()
})
const poll = await step("poll", async () => (await me.v1.statuses.create({ status: "Which?", poll: { options: ["this", "that"], expiresIn: 3600 } })).poll)
await step("vote", async () => is((await friend.v1.polls.$select(poll.id).votes.create({ choices: [1] })).ownVotes[0] === 1, "a vote"))
await step("poll fetch", async () => is((await me.v1.polls.$select(poll.id).fetch()).votesCount === 1, "counted"))
const quoting = await step("quote", async () => {
  const made = await friend.v1.statuses.create({ status: "See this", quotedStatusId: post.id })
  is(made.quote?.state === "accepted" && made.quote.quotedStatus.id === post.id, "an accepted quote")
  return made
})
await step("quotes.list", async () => is((await me.v1.statuses.$select(post.id).quotes.list()).length === 1, "one"))
await step("quotes revoke", () => me.v1.statuses.$select(post.id).quotes.$select(quoting.id).revoke())
await step("interactionPolicy.update", async () => is((await me.v1.statuses.$select(post.id).interactionPolicy.update({ quoteApprovalPolicy: "nobody" })).quoteApproval.automatic.length === 0, "nobody"))
const later = await step("scheduled", () => me.v1.statuses.create({ status: "Later", scheduledAt: new Date(Date.now() + 7200e3).toISOString() }))
await step("scheduledStatuses", async () => {
  is((await me.v1.scheduledStatuses.list()).length === 1, "one")
  await me.v1.scheduledStatuses.$select(later.id).update({ scheduledAt: new Date(Date.now() + 9200e3).toISOString() })
  await me.v1.scheduledStatuses.$select(later.id).remove()
})
await step("a word too many is an error with a sentence", async () => {
  try { await me.v1.statuses.create({ status: "" }) } catch (error) { return is(error.statusCode === 422 && error.message.length > 5, "422 and a sentence") }
  is(false, "a refusal")
})

// a picture from words
await step("/imagine", async () => {
  const asked = await me.v1.statuses.create({ status: "/imagine a fox in the snow\n\nBrr." })
  const made = await until(async () => { const seen = await me.v1.statuses.$select(asked.id).fetch(); return seen.mediaAttachments.length && seen }, "a picture")
  is(made.mediaAttachments[0].description.includes("fox") && made.visibility === "public", "a described picture in public")
})

// reading
for (const n of [1, 2, 3, 4, 5, 6]) await me.v1.statuses.create({ status: `Word ${n}` })
for (const name of ["home", "public"]) await step(`timelines.${name}`, async () => is((await me.v1.timelines[name].list({ limit: 5 })).length === 5, "five"))
await step("paging", async () => {
  const seen = []
  for await (const page of me.v1.timelines.home.list({ limit: 2 })) { seen.push(...page.map((one) => one.id)); if (seen.length > 5) break }
  is(new Set(seen).size === seen.length && seen.length > 5, "three pages without a repetition")
})
await step("timelines.tag", async () => is((await me.v1.timelines.tag.$select("blue").list()).length >= 1, "one"))
await step("v2.search", async () => is((await me.v2.search.fetch({ q: "#blue" })).hashtags.length >= 1, "a hashtag"))
await step("v2.search statuses", () => me.v2.search.fetch({ q: "again", type: "statuses" }))
await step("trends", async () => { await me.v1.trends.tags.list(); await me.v1.trends.statuses.list(); await me.v1.trends.links.list() })
await step("suggestions", () => me.v2.suggestions.list())
await step("accounts statuses", async () => is((await me.v1.accounts.$select(self.id).statuses.list({ onlyMedia: true, excludeReplies: true })).length >= 1, "one"))

// order
const list = await step("lists.create", () => me.v1.lists.create({ title: "Friends", repliesPolicy: "list", exclusive: true }))
await step("lists", async () => {
  await me.v1.lists.$select(list.id).accounts.create({ accountIds: [them.id] })
  is((await me.v1.lists.$select(list.id).accounts.list())[0].id === them.id, "the friend")
  is((await me.v1.accounts.$select(them.id).lists.list())[0].id === list.id, "the list")
  await me.v1.timelines.list.$select(list.id).list()
  await me.v1.lists.$select(list.id).accounts.remove({ accountIds: [them.id] })
  await me.v1.lists.$select(list.id).update({ title: "Old friends" })
  await me.v1.lists.$select(list.id).remove()
})
await step("tags", async () => {
  is((await me.v1.tags.$select("blue").follow()).following, "followed")
  is((await me.v1.followedTags.list()).length === 1, "one")
  await me.v1.tags.$select("blue").unfollow()
})
await step("featuredTags", async () => {
  const made = await me.v1.featuredTags.create({ name: "blue" })
  is((await me.v1.accounts.$select(self.id).featuredTags.list()).length === 1, "one")
  await me.v1.featuredTags.suggestions.list()
  await me.v1.featuredTags.$select(made.id).remove()
})
await step("v2.filters", async () => {
  const made = await me.v2.filters.create({ title: "No nice", context: ["home", "thread", "notifications"], filterAction: "warn", keywordsAttributes: [{ keyword: "nice", wholeWord: true }] })
  is((await me.v1.statuses.$select(reply.id).fetch()).filtered.length === 1, "a filtered reply")
  await me.v2.filters.$select(made.id).keywords.create({ keyword: "nicest" })
  await me.v2.filters.$select(made.id).statuses.create({ statusId: post.id })
  await me.v2.filters.$select(made.id).update({ title: "Still no" })
  await me.v2.filters.$select(made.id).remove()
})
await step("markers", async () => {
  await me.v1.markers.create({ home: { lastReadId: post.id } })
  is((await me.v1.markers.fetch({ timeline: ["home"] })).home.lastReadId === post.id, "the place")
})
await step("conversations", async () => {
  await friend.v1.statuses.create({ status: `@${self.acct} psst`, visibility: "direct" })
  const [one] = await me.v1.conversations.list()
  is(one.unread, "unread")
  await me.v1.conversations.$select(one.id).read()
  await me.v1.conversations.$select(one.id).remove()
})
await step("v1.notifications", async () => {
  const heard = await me.v1.notifications.list()
  is(heard.some((one) => one.type === "mention") && heard.some((one) => one.type === "follow"), "a mention and a follow")
  await me.v1.notifications.$select(heard[0].id).fetch()
  await me.v1.notifications.$select(heard[0].id).dismiss()
})
await step("v1.notifications.unreadCount", async () => is((await me.v1.notifications.unreadCount.fetch()).count >= 0, "a number"))
await step("v2.notifications", async () => {
  const page = await me.v2.notifications.list()
  is(page.notificationGroups.length > 0 && typeof page.notificationGroups[0].mostRecentNotificationId === "number", "groups")
  await me.v2.notifications.$select(page.notificationGroups[0].groupKey).fetch()
  await me.v2.notifications.$select(page.notificationGroups[0].groupKey).accounts.fetch()
  await me.v2.notifications.unreadCount.fetch()
  await me.v2.notifications.$select(page.notificationGroups[0].groupKey).dismiss()
})
await step("v2.notifications.policy", async () => {
  is((await me.v2.notifications.policy.update({ forNotFollowing: "filter" })).forNotFollowing === "filter", "filtered")
  is((await me.v2.notifications.policy.fetch()).summary.pendingRequestsCount === 0, "none waits")
  await me.v2.notifications.policy.update({ forNotFollowing: "accept" })
})
await step("v1.notifications.requests", async () => { await me.v1.notifications.requests.list(); await me.v1.notifications.requests.merged.fetch() })
await step("notifications.clear", () => me.v1.notifications.clear())
await step("push", async () => {
  const keys = { p256dh: "BEm_a0bdPDhf0SOsrnB2-ategf1hHoCnpXgQsFj5JCkcoMrMt2WHoPfEYOYPzOIs9mZE8ZUaD7VA5vouy0kEkr8", auth: "eH_C8rq2raXqlcBVDa1gLg" }
  const made = await me.v1.push.subscription.create({ subscription: { endpoint: "https://push.example/send/1", keys, standard: true }, data: { alerts: { mention: true } }, policy: "followed" })
  is(made.alerts.mention && made.serverKey, "an alert and a key")
  await me.v1.push.subscription.fetch()
  await me.v1.push.subscription.update({ data: { alerts: { mention: false } } })
  await me.v1.push.subscription.remove()
})

// keeping away
await step("mute, block, domain", async () => {
  is((await me.v1.accounts.$select(them.id).mute({ duration: 3600 })).muting, "muted")
  is((await me.v1.mutes.list()).length === 1, "one")
  await me.v1.accounts.$select(them.id).unmute()
  await me.v1.domainBlocks.create({ domain: "loud.example" })
  is((await me.v1.domainBlocks.list())[0] === "loud.example", "the domain")
  await me.v1.domainBlocks.remove({ domain: "loud.example" })
  await me.v1.accounts.$select(them.id).removeFromFollowers()
  is((await me.v1.accounts.$select(them.id).block()).blocking, "blocked")
  is((await me.v1.blocks.list()).length === 1, "one")
  await me.v1.accounts.$select(them.id).unblock()
})
await step("reports.create", async () => is((await me.v1.reports.create({ accountId: them.id, statusIds: [reply.id], comment: "no", category: "spam" })).comment === "no", "the report"))
await step("followRequests", async () => {
  await me.v1.accounts.updateCredentials({ locked: true })
  is((await friend.v1.accounts.$select(self.id).follow()).requested, "asked")
  is((await me.v1.followRequests.list()).length === 1, "one waits")
  await me.v1.followRequests.$select(them.id).authorize()
  await friend.v1.accounts.$select(self.id).unfollow()
  await friend.v1.accounts.$select(self.id).follow()
  await me.v1.followRequests.$select(them.id).reject()
  await me.v1.accounts.updateCredentials({ locked: false })
})

// live
await step("streaming", async () => {
  const streaming = createStreamingAPIClient({ streamingApiUrl: base.replace("http", "ws"), accessToken: token })
  const events = streaming.user.subscribe()
  const heard = (async () => { for await (const event of events) if (event.event === "update" && event.payload.content.includes("now")) return event })()
  await new Promise((done) => setTimeout(done, 2500))
  await me.v1.statuses.create({ status: "Right now" })
  is(await Promise.race([heard, new Promise((done) => setTimeout(done, 8000))]), "what was just posted")
  events.unsubscribe()
  streaming.close()
})
await step("delete", async () => is((await me.v1.statuses.$select(post.id).remove()).text === "Look again #blue", "what was typed"))
finish()
