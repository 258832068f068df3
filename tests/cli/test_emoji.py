"""`fediai emoji …`, as an administrator types it."""

from generators.fake import flat_png
from tests.cli.terminal import Terminal


def test_emoji_come_are_listed_and_go(terminal: Terminal):
    (terminal.folder / "fox.png").write_bytes(flat_png(64, 64, (200, 30, 20)))
    row = terminal.types("emoji", "add", "fox", "fox.png", "--category", "Animals", "--json").row
    assert (row["shortcode"], row["category"], row["hidden"]) == ("fox", "Animals", False)
    assert terminal.types("emoji", "add", "fox", "fox.png").code == 1
    assert terminal.types("emoji", "add", "fox", "fox.png", "--replace", "--json").row["url"] != row["url"]
    assert [one["shortcode"] for one in terminal.types("emoji", "list", "--json").rows] == ["fox"]
    terminal.gets("emoji", "remove", "fox")
    assert terminal.types("emoji", "list", "--json").rows == []
    said = terminal.types("emoji", "remove", "fox")
    assert (said.code, said.err) == (1, "fediai: There is no :fox: here\n")
    assert terminal.types("emoji", "add", "fox", "nothing.png").code == 1
