"""Relays are an administrator's choice, made in the terminal."""

from tests.cli.terminal import Terminal

INBOX = "https://relay.example/inbox"


def test_a_relay_is_asked_listed_and_left_alone(terminal: Terminal):
    row = {"inbox": INBOX, "actor": None, "style": "mastodon", "state": "asked"}
    assert terminal.types("relay", "list", "--json").rows == []
    assert terminal.types("relay", "add", INBOX, "--json").row == row
    assert terminal.types("relay", "list", "--json").row == row
    assert terminal.types("relay", "remove", INBOX, "--json").row == {**row, "state": "removed"}
    assert terminal.types("relay", "list", "--json").rows == []


def test_what_cannot_be_one_is_refused_with_a_sentence(terminal: Terminal):
    terminal.gets("relay", "add", INBOX)
    for words, sentence in {
        ("add", INBOX): "asked already",
        ("add", "relay"): "no address of a relay",
        ("add", "https://127.0.0.1/actor"): "no relay was found",
        ("remove", "https://other.example/inbox"): "none of our relays",
    }.items():
        said = terminal.types("relay", *words)
        assert said.code == 1
        assert sentence in said.err
    terminal.gets("domain", "block", "evil.example")
    assert "may not be asked" in terminal.types("relay", "add", "https://a.evil.example/inbox").err
