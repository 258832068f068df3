"""Rules about far servers: said one at a time or by list, in the words of Mastodon's exports."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fediai.domain.policy import Severity
from fediai.domain.rules import Rule, read_csv, write_csv
from fediai.services.far import rules
from tests.cli.terminal import Terminal
from tests.harness.house import House, everyone_settles

MASTODONS = '''#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate
evil.example,suspend,false,false,"spam, and ""worse""",false
LOUD.example.,silence,true,false,,false
hid***.example,suspend,false,false,,true
only-reports.example,noop,false,true,,false
art.example,suspend,false,false,that is us,false
'''


def test_a_list_of_mastodon_is_taken_in_and_given_out_again(terminal: Terminal):
    (terminal.folder / "blocks.csv").write_text("\ufeff" + MASTODONS)
    said = terminal.types("domain", "import", "blocks.csv", "--json")
    assert said.row == {"added": 3, "changed": 0, "unchanged": 0, "unread": 1}
    assert "line 4 left out, its name is hidden: hid***.example" in said.err
    again = terminal.types("domain", "import", "blocks.csv", "--json").row
    assert again == {"added": 0, "changed": 0, "unchanged": 3, "unread": 1}
    assert terminal.gets("domain", "export").splitlines() == [
        "#domain,#severity,#reject_media,#reject_reports,#public_comment,#obfuscate",
        'evil.example,suspend,false,false,"spam, and ""worse""",false',
        "loud.example,silence,true,false,,false",
        "only-reports.example,noop,false,true,,false",
    ]


def test_the_last_word_about_a_domain_counts(terminal: Terminal):
    terminal.gets("domain", "block", "Evil.Example", "--comment", "spam")
    terminal.gets("domain", "block", "nö.example", "--silence", "--reject-media")
    assert [(row["domain"], row["severity"]) for row in terminal.types("domain", "list", "--json").rows] == [
        ("evil.example", "suspend"),
        ("xn--n-1ga.example", "silence"),
    ]
    terminal.gets("domain", "allow", "evil.example")
    assert terminal.gets("domain", "export", "--allowed").splitlines() == ["#domain", "evil.example"]
    terminal.gets("domain", "forget", "evil.example")
    assert terminal.types("domain", "forget", "evil.example").code == 1


def test_a_list_of_allowed_servers_is_names_alone(small_terminal: Terminal):
    (small_terminal.folder / "friends.csv").write_text("#domain\npub.example\n\nclub.example\n")
    assert small_terminal.types("domain", "import", "friends.csv", "--allow", "--json").row["added"] == 2
    assert {row["severity"] for row in small_terminal.types("domain", "list", "--json").rows} == {"allow"}


def test_a_file_that_is_no_list_is_refused(small_terminal: Terminal):
    (small_terminal.folder / "picture.png").write_bytes(b"\x89PNG\xff")
    assert "not a text file" in small_terminal.types("domain", "import", "picture.png").err


@given(st.text())
def test_no_text_breaks_the_reader_of_lists(text: str):
    from fediai.domain.errors import Invalid

    try:
        found, _ = read_csv(text)
    except Invalid:
        return
    assert all(rule.domain == rule.domain.lower() for rule in found)


NAMES = st.from_regex(r"[a-z]{1,9}\.[a-z]{2,5}", fullmatch=True)
LIMITS = st.sampled_from([one for one in Severity if one is not Severity.NOOP])
RULES = st.builds(
    Rule, NAMES, LIMITS, st.booleans(), st.text("ab,\" '\n").map(str.strip), reject_reports=st.booleans(),
    obfuscate=st.booleans(),
)  # fmt: skip


@given(st.lists(RULES, unique_by=lambda rule: rule.domain))
def test_what_is_written_is_read_back(several: list[Rule]):
    assert read_csv(write_csv(several)) == (several, [])


async def wall(house: House) -> list[object]:
    """What whoever is not signed in sees of far servers."""
    return (await house.ask("GET", "/api/v1/timelines/public")).json


@pytest.mark.parametrize("word", ["block", "silence"])
async def test_whom_a_rule_means_goes_out_of_sight_and_comes_back(art: House, pub: House, word: str):
    """A block also stops what is on its way; silence only keeps posts out of public view, not from followers."""
    severity = Severity.SUSPEND if word == "block" else Severity.SILENCE
    alice, bob = await art.signs_up("alice"), await pub.signs_up("bob")
    await alice.follows(bob.handle)
    await everyone_settles(art, pub)
    await bob.posts("hello")
    await everyone_settles(art, pub)
    assert len(await wall(art)) == 1

    await rules.say(art.ctx, "pub.example", severity)
    assert await wall(art) == []
    await bob.posts("are you there?")
    await everyone_settles(art, pub)
    assert len(await alice.home()) == (0 if word == "block" else 2)

    await rules.forget(art.ctx, "pub.example")
    assert len(await wall(art)) == (1 if word == "block" else 2)
