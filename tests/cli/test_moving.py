"""Lists and archives from the command line."""

import zipfile

from tests.cli.terminal import Terminal


def test_what_is_theirs_goes_out_and_lists_come_in(terminal: Terminal):
    for name in ("ann", "ben"):
        terminal.types("user", "create", name, "--email", f"{name}@b.example", "--json")
    sheet = terminal.folder / "list.csv"
    home = terminal.types("user", "show", "ann", "--json")
    assert home.code == 0
    domain = terminal.gets("user", "create", "cat", "--email", "cat@b.example", "--json").split('"handle": "@cat@')[1]
    domain = domain.split('"')[0]
    sheet.write_text(f"ben@{domain}\ndan@{domain}\n")
    row = terminal.types("user", "import", "ann", "following", str(sheet), "--json").row
    assert (row["total"], row["done"], row["failed"]) == (2, 1, 1)
    assert row["failures"] == [{"entry": f"dan@{domain}", "why": "was not found"}]
    out = terminal.folder / "out.csv"
    assert terminal.types("user", "export", "ann", str(out), "--list", "following").code == 0
    assert out.read_text().splitlines()[1:] == [f"ben@{domain},true,false,"]
    box = terminal.folder / "ann.zip"
    assert terminal.types("user", "export", "ann", str(box)).code == 0
    with zipfile.ZipFile(box) as opened:
        assert {"actor.json", "outbox.json", "likes.json", "bookmarks.json"} <= set(opened.namelist())


def test_what_can_not_be_done_is_said_in_a_sentence(terminal: Terminal):
    terminal.types("user", "create", "ann", "--email", "ann@b.example", "--json")
    bad = terminal.folder / "bad.csv"
    bad.write_bytes(b"\xff\xfe")
    for words, sentence in (
        (("import", "ann", "following", str(bad)), "This is not a CSV file in UTF-8"),
        (("import", "ann", "following", str(bad) + ".none"), "can't be read"),
        (("export", "ann", str(terminal.folder / "no" / "where.zip")), "can't be written"),
        (("export", "nobody", "x.zip"), "nobody here is called"),
        (("move", "ann", "nobody@nowhere.invalid"), "No other account was found"),
        (("alias", "ann", "nobody@nowhere.invalid"), "No other account was found"),
    ):
        said = terminal.types("user", *words)
        assert (said.code, sentence in said.err) == (1, True), said.err
    assert "no aliases" in terminal.types("user", "alias", "ann").err
    assert terminal.types("user", "stay", "ann", "--json").row["moved_to"] == ""
