"""The command line's grammar: what it takes anywhere, what it refuses in one sentence, and with which exit status."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fediai.cli import COMMANDS
from tests.cli.terminal import Terminal

WORDS = [
    *COMMANDS, "create", "list", "show", "delete", "block", "allow", "import", "export", "prune", "--json", "--config",
    "--check", "--dry-run", "--only", "web", "--email", "ann", "ann@b.example", "--role", "admin", "--", "-", "",
    "--seed", "x", "0", "--size", "10x10", "--version", "-h", "--help", "--force", "--domain", "é\n", "\udcff",
]  # fmt: skip
LIVING = {"serve", "generator", "generate", "backup", "restore"}  # these would do something


def test_python_m_fediai_is_fediai(tmp_path: Path):
    run = subprocess.run(
        [sys.executable, "-m", "fediai", "--version"], capture_output=True, text=True, timeout=60, cwd=tmp_path,
        env={"PYTHONPATH": str(Path(__file__).parents[2])},
    )  # fmt: skip
    assert (run.returncode, run.stdout[:7]) == (0, "fediai ")


def test_the_configuration_is_named_before_or_after_the_command_or_in_the_environment(small_terminal: Terminal):
    path = small_terminal.folder / "config.toml"
    other = small_terminal.folder / "elsewhere.toml"
    path.rename(other)
    other.write_text(other.read_text().replace('domain = "art.example"', 'domain = "other.example"'))
    before = small_terminal.types("--config", str(other), "user", "create", "ann", "--email", "a@b.example", "--json")
    assert before.row["handle"] == "@ann@other.example"
    for words in (
        ("user", "--config", str(other), "list", "--json"),
        ("user", "list", "--json", "--config", str(other)),
        ("user", "--json", "list", f"--config={other}"),
    ):
        assert small_terminal.types(*words).row["name"] == "ann"
    named = small_terminal.types("user", "show", "ann", "--json", FEDIAI_CONFIG=str(other))
    assert named.row["email"] == "a@b.example"


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ((), 2, "the following arguments are required: COMMAND"),
        (("bogus",), 2, "invalid choice: 'bogus'"),
        (("user",), 2, "the following arguments are required: VERB"),
        (("user", "create", "ann"), 2, "the following arguments are required: --email"),
        (("user", "list", "--jsn"), 2, "unrecognized arguments: --jsn"),
        (("token", "create", "ann", "--scopes", "read everything"), 2, "--scopes: unknown are everything"),
        (("serve", "--only", "database"), 2, "invalid choice: 'database'"),
        (("generate", "a fox", "--size", "big"), 2, "--size big: write it as 1024x768"),
        (("--config", "nowhere.toml", "user", "list"), 1, "no configuration at nowhere.toml; `fediai init` writes one"),
        (("user", "show", "nobody"), 1, "nobody here is called 'nobody'"),
        (("user", "create", "no spaces", "--email", "a@b.example"), 1, ""),
        (("init",), 1, "config.toml exists; --force overwrites it"),
        (("domain", "block", "localhost"), 1, "'localhost' is no domain, as evil.example"),
        (("domain", "block", "art.example"), 1, "art.example is this very server"),
        (("domain", "import", "nowhere.csv"), 1, "No such file or directory: nowhere.csv"),
        (("restore", "nowhere"), 1, "nowhere is no backup: it has no manifest.json"),
        (("generator-token", "revoke", "attic"), 1, "there is no generator token called 'attic'"),
    ],
)
def test_what_can_not_be_done_is_one_sentence_on_stderr(small_terminal: Terminal, words, code, sentence):
    said = small_terminal.types(*words)
    assert (said.code, said.out) == (code, "")
    assert sentence in said.err
    assert said.err.startswith("fediai: ")
    assert said.err.count("\n") == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[database]\nurl = 'sqlite:config.toml'", "config.toml can't be read as a database: file is not a database"),
        ("[database]\nurl = 'postgresql://nobody@127.0.0.1:1/none'", "PostgreSQL can't be reached"),
        ("[database]\nurl = 'postgresql://[broken'", "PostgreSQL can't be reached"),
        ("[server]\nbnd = 'x'", "unknown setting `server.bnd`; did you mean `bind`?"),
        ("\0", "is not valid TOML"),
    ],
)
def test_a_configuration_that_can_not_work_is_one_sentence(tmp_path: Path, text: str, sentence: str):
    (tmp_path / "config.toml").write_text(text)
    for words in (("user", "list"), ("migrate",), ("backup", "x")):
        said = Terminal(tmp_path, {}).types(*words)
        assert (said.code, said.err.count("\n")) == (1, 1)
        assert sentence in said.err


def test_an_unreadable_configuration_is_one_sentence(tmp_path: Path):
    (tmp_path / "config.toml").mkdir()
    assert Terminal(tmp_path, {}).types("user", "list").err == "fediai: Is a directory: config.toml\n"


def test_a_database_that_is_not_current_is_named_with_what_to_type(tmp_path: Path):
    said = Terminal(tmp_path, {}).types("user", "list")
    assert said.code == 1
    assert said.err.endswith("migrations; run: fediai migrate\n")


@given(words=st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=6).filter(lambda w: not LIVING & set(w)))
@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_no_words_end_in_a_traceback(small_terminal: Terminal, words: list[str]):
    """Whatever is typed: 0, 1 or 2, and never more than a sentence."""
    said = small_terminal.types(*words)
    assert said.code in (0, 1, 2)
    assert "Traceback" not in said.err
    assert "bug of fediai" not in said.err
