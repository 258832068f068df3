"""Mastodon.py, a client library that reads every answer into typed entities, through most of what it can ask."""

import asyncio
from collections.abc import Callable
from typing import Any

from mastodon import Mastodon, MastodonError
from requests import PreparedRequest, Response, Session
from requests.adapters import BaseAdapter

from tests.api.test_paging import ADMIN
from tests.harness.asgi import ask
from tests.harness.house import House, Person


class Door(BaseAdapter):
    """The library's requests, handed to the server of this process."""

    def __init__(self, house: House) -> None:
        super().__init__()
        self.house, self.loop = house, asyncio.get_running_loop()

    def send(self, request: PreparedRequest, *_: Any, **__: Any) -> Response:
        body = request.body.encode() if isinstance(request.body, str) else request.body or b""
        asked = ask(
            self.house.app, request.method, request.path_url, headers=dict(request.headers), body=body,
            host=self.house.domain,
        )  # fmt: skip
        answer = asyncio.run_coroutine_threadsafe(asked, self.loop).result(30)
        found = Response()
        found.status_code, found._content, found.url, found.request = answer.status, answer.body, request.url, request
        found.headers.update(dict(answer.headers))
        return found

    def close(self) -> None:
        return


def client(person: Person) -> Mastodon:
    session = Session()
    session.mount("https://", Door(person.house))
    return Mastodon(access_token=person.token, api_base_url="https://art.example", session=session)


def looks(alice: Mastodon, me: int, post: int) -> list[Callable[[], Any]]:
    """What only looks; each must be readable."""
    return [
        alice.instance, alice.instance_v1, alice.instance_activity, alice.instance_peers, alice.instance_rules,
        alice.instance_nodeinfo, alice.account_verify_credentials, alice.preferences, alice.timeline_home,
        alice.timeline_public, alice.timeline_local, alice.notifications, alice.grouped_notifications,
        alice.conversations, alice.bookmarks, alice.favourites, alice.mutes, alice.blocks, alice.lists, alice.filters_v2,
        alice.follow_requests, alice.domain_blocks, alice.scheduled_statuses, alice.followed_tags, alice.featured_tags,
        alice.suggestions, alice.trending_tags, alice.trending_statuses, alice.trending_links, alice.announcements,
        alice.custom_emojis, alice.directory, alice.endorsements, alice.notifications_policy,
        lambda: alice.status(post), lambda: alice.status_context(post),
        lambda: alice.status_history(post), lambda: alice.status_favourited_by(post), lambda: alice.account(me),
        lambda: alice.account_statuses(me), lambda: alice.account_followers(me), lambda: alice.account_following(me),
        lambda: alice.account_relationships([me]), lambda: alice.account_familiar_followers([me]),
        lambda: alice.search_v2("fox"), lambda: alice.account_search("bob"), lambda: alice.timeline_hashtag("fox"),
        lambda: alice.markers_get(["home"]), lambda: alice.tag("fox"), lambda: alice.account_lookup("bob"),
    ]  # fmt: skip


def rules(ada: Mastodon) -> list[Callable[[], Any]]:
    """What moderators look at."""
    return [
        ada.admin_accounts_v2, ada.admin_reports, ada.admin_trending_tags, ada.admin_trending_statuses,
        ada.admin_trending_links, ada.admin_domain_blocks, ada.admin_domain_allows, ada.admin_canonical_email_blocks,
        ada.admin_email_domain_blocks, ada.admin_ip_blocks,
    ]  # fmt: skip


def deeds(alice: Mastodon, ada: Mastodon, bob: int) -> None:
    """A day of Alice's and an hour of Ada's."""
    post = alice.status_post("a #fox", language="en")
    for act in (alice.status_favourite, alice.status_bookmark, alice.status_pin, alice.status_mute):
        assert act(post).id == post.id
    assert alice.status_update(post, "a red #fox").content.startswith("<p>a red")
    assert alice.account_follow(bob).following
    kept = alice.list_create("friends")
    alice.list_accounts_add(kept, [bob])
    assert [one.id for one in alice.list_accounts(kept)] == [str(bob)]
    assert alice.create_filter_v2("x", ["home"], "warn", keywords_attributes=[{"keyword": "snow"}]).title == "x"
    assert alice.poll(alice.status_post("?", poll=alice.make_poll(["a", "b"], 600)).poll).options[0].title == "a"
    report = alice.report(bob, comment="rude")
    assert ada.admin_report_assign(ada.admin_report_resolve(ada.admin_report(report.id))).action_taken
    assert ada.admin_create_domain_block("bad.example", severity="silence").domain == "bad.example"
    ada.admin_account_moderate(bob, "silence")
    assert ada.admin_account_unsilence(bob).silenced is False
    assert alice.account_unfollow(bob).following is False


def faults(several: list[Callable[[], Any]]) -> list[str]:
    found = []
    for one in several:
        try:
            one()
        except MastodonError as fault:
            found.append(f"{getattr(one, '__name__', one)}: {fault!r}"[:300])
    return found


async def test_a_library_reads_what_we_answer(small_server: House):
    alice, bob = await small_server.signs_up("alice"), await small_server.signs_up("bob")
    ada = await small_server.signs_up("ada", "admin", scopes=ADMIN)
    post = await bob.posts("@alice a #fox")
    reader, ruler = client(alice), client(ada)
    await asyncio.to_thread(deeds, reader, ruler, bob.account.id)
    wrong = await asyncio.to_thread(faults, looks(reader, alice.account.id, int(post["id"])) + rules(ruler))
    assert not wrong, "\n".join(wrong)
