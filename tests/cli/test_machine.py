"""Commands about the machine rather than about people: configuration, schema, what is wrong, one picture."""

import json
import sqlite3
import tomllib
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from tests.cli.terminal import Terminal
from tests.harness.databases import Cluster, with_database


def test_init_writes_a_configuration_that_works_and_never_over_another(tmp_path: Path):
    terminal = Terminal(tmp_path, {})
    assert terminal.gets("init", "--domain", "Art.Example") == "Wrote config.toml. Next: fediai serve"
    written = tomllib.loads((tmp_path / "config.toml").read_text())["instance"]
    assert (written["domain"], written["scheme"]) == ("art.example", "https")
    assert terminal.types("init").code == 1
    terminal.gets("init", "--force")
    terminal.gets("init", "--config", "deeper/down/config.toml")
    assert (tmp_path / "deeper/down/config.toml").exists()


@pytest.mark.parametrize("engine", ["sqlite", "postgresql"])
def test_a_fresh_database_is_brought_to_the_schema_step_by_step(
    engine: str, tmp_path: Path, request: pytest.FixtureRequest
):
    url = "sqlite:new.db"
    if engine == "postgresql":
        cluster: Cluster = request.getfixturevalue("cluster")
        url = with_database(cluster.url(cluster.create())).database.url
    (tmp_path / "config.toml").write_text(f"[database]\nurl = '{url}'\n")
    terminal = Terminal(tmp_path, {})
    due = terminal.types("migrate", "--check")
    assert (due.code, due.out.splitlines()[:2]) == (1, ["revision", "0001_people"])
    steps = terminal.gets("migrate").splitlines()
    assert steps[0].startswith("0001_people: ")
    assert steps[-1] == "the database is current"
    current = terminal.types("migrate", "--check", "--json")
    assert (current.code, current.rows) == (0, [])
    assert terminal.types("migrate", "--json").rows == []


def test_a_database_from_the_future_is_a_sentence(small_terminal: Terminal):
    path = small_terminal.environment["FEDIAI_DATABASE__URL"].removeprefix("sqlite:")
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("UPDATE alembic_version SET version_num = '9999_wonders'")
    for words in (("migrate",), ("user", "list"), ("serve",), ("backup", "there")):
        said = small_terminal.types(*words, FEDIAI_SERVER__BIND="127.0.0.1:0")
        assert said.code == 1
        assert said.err == "fediai: the database is at 9999_wonders, which this version of fediai does not know\n"


def found(terminal: Terminal, **environment: str) -> dict[str, str]:
    said = terminal.types("doctor", "--json", **environment)
    rows = json.loads(said.out)
    assert all(row["why"] for row in rows)
    assert all(row["fix"] for row in rows if row["state"] != "well")
    assert said.code == int(any(row["state"] == "broken" for row in rows))
    return {row["check"]: row["state"] for row in rows}


def test_doctor_says_of_everything_how_it_is_and_how_to_mend_it(terminal: Terminal):
    local = {"FEDIAI_INSTANCE__DOMAIN": "localhost", "FEDIAI_SERVER__BIND": "127.0.0.1:1"}
    well = found(terminal, **local)
    assert (well["database"], well["media"], well["generator"], well["server"]) == ("well", "well", "well", "look")
    assert well["errands"] == "well"
    assert found(terminal, **local, FEDIAI_GENERATOR__PLUGIN="diffusers")["generator"] == "broken"
    assert found(terminal, **local, FEDIAI_GENERATOR__PLUGIN="magic")["generator"] == "broken"
    assert found(terminal, FEDIAI_INSTANCE__DOMAIN="nowhere.invalid")["name"] == "broken"
    assert found(terminal, **{**local, "FEDIAI_SERVER__BIND": "unix:none.sock"})["server"] == "look"
    assert well["mail"] == "look"
    assert found(terminal, **local, FEDIAI_EMAIL__SERVER="127.0.0.1:1")["mail"] == "broken"


@pytest.mark.parametrize("url", ["postgresql://nobody@127.0.0.1:1/none", "sqlite:config.toml", "sqlite:none.db"])
def test_doctor_names_a_database_that_can_not_be_used(small_terminal: Terminal, url: str):
    assert found(small_terminal, FEDIAI_DATABASE__URL=url)["database"] == "broken"


def test_a_picture_without_a_server_is_the_same_for_the_same_seed(small_terminal: Terminal):
    words = ("generate", "a fox", "--size", "128x96", "--seed", "7", "--plugin", "fake")
    first = json.loads(small_terminal.gets(*words, "--out", "one.png", "--json"))
    assert (first["out"], first["seed"]) == ("one.png", 7)
    small_terminal.gets(*words, "--out", "two.png")
    one, two = (small_terminal.folder / name for name in ("one.png", "two.png"))
    assert one.read_bytes() == two.read_bytes()
    assert Image.open(one).size == (128, 96)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--plugin", "magic"), "magic"),
        (("--out", "no/such/folder/fox.png", "--plugin", "fake"), "No such file or directory: no/such/folder/fox.png"),
    ],
)
def test_a_picture_that_can_not_be_painted_is_one_sentence(small_terminal: Terminal, words, sentence: str):
    said = small_terminal.types("generate", "a fox", "--size", "64x64", *words)
    assert said.code == 1
    assert said.err.splitlines()[-1].startswith("fediai: ")
    assert sentence in said.err
    assert "bug of fediai" not in said.err
