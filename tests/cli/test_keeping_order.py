"""Whoever types commands keeps order, too: announcements, invitations, rules, and the record of them all."""

from fediai.domain.policy import Severity
from fediai.services.far import rules
from tests.cli.terminal import Terminal
from tests.harness.house import House, everyone_settles


def test_announcements_are_made_listed_and_taken_back_and_the_record_says_so(terminal: Terminal):
    assert terminal.types("log").err.strip() == "nothing has been decided yet"
    made = terminal.types("announcement", "create", "Tonight we rest", "--starts", "2026-05-01T09:00", "--json").row
    assert [one["text"] for one in terminal.types("announcement", "list", "--json").rows] == ["Tonight we rest"]
    assert terminal.types("announcement", "create", "x", "--ends", "tomorrow").code != 0
    assert terminal.types("announcement", "create", "x", "--starts", "2026-05-02", "--ends", "2026-05-01").code != 0
    assert terminal.types("announcement", "delete", made["id"], "--json").row["deleted"] is True
    assert terminal.types("announcement", "delete", made["id"]).code != 0
    assert terminal.types("announcement", "list", "--json").rows == []
    terminal.gets("domain", "block", "evil.example", "--comment", "spam")
    told = [(one["by"], one["deed"], one["about"], one["why"]) for one in terminal.types("log", "--json").rows]
    assert told == [
        ("the command line", "limit_domain", "evil.example", "spam"),
        ("the command line", "unannounce", "Tonight we rest", ""),
        ("the command line", "announce", "Tonight we rest", ""),
    ]
    assert len(terminal.types("log", "--about", "domain", "--json").rows) == 1
    assert len(terminal.types("log", "--limit", "2", "--json").rows) == 2
    assert "spam" in terminal.gets("log")


def test_invitations_are_made_listed_and_taken_back(small_terminal: Terminal):
    made = small_terminal.types("invite", "create", "--uses", "3", "--days", "0", "--json").row
    assert made["link"].endswith(f"/auth/sign_up?invite={made['code']}")
    assert made["until"] is None
    [one] = small_terminal.types("invite", "list", "--json").rows
    assert (one["code"], one["uses"], one["opens"]) == (made["code"], "0/3", "yes")
    small_terminal.gets("invite", "revoke", made["code"])
    assert small_terminal.types("invite", "list", "--json").row["opens"] == "no"
    assert small_terminal.types("invite", "revoke", "nonsense").code != 0


async def test_to_a_server_in_quarantine_goes_only_what_is_public(art: House, pub: House):
    """At delivery, whatever was on its way when that was said; taken back, the rest goes again."""
    alice, bob = await art.signs_up("alice"), await pub.signs_up("bob")
    await bob.follows(alice.handle)
    await everyone_settles(art, pub)
    await alice.posts("for friends, before", visibility="private")
    await rules.say(art.ctx, pub.domain, Severity.NOOP, quarantine=True)
    await alice.posts("for friends, after", visibility="private")
    await alice.posts(f"{bob.handle} psst", visibility="direct")
    await alice.posts("for all")
    await everyone_settles(art, pub)
    assert [one["content"] for one in await bob.home()] == ["<p>for all</p>"]
    assert await bob.get("/api/v1/conversations") == []
    await rules.forget(art.ctx, pub.domain)
    await alice.posts("for friends again", visibility="private")
    await everyone_settles(art, pub)
    assert len(await bob.home()) == 2
