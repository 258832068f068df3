"""Every setting is in `config.example.toml`, with a comment and its default; wrong keys are refused by name."""

import re
import tomllib
from dataclasses import asdict, fields
from pathlib import Path

import pytest

from fediai.settings import Settings, SettingsError, load

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"


def test_the_example_is_exactly_the_defaults():
    """Somebody who copies the example changes nothing by it."""
    documented = tomllib.loads(EXAMPLE.read_text())
    defaults = {name: values for name, values in asdict(Settings()).items() if name != "home"}
    as_lists = {s: {k: list(v) if isinstance(v, tuple) else v for k, v in keys.items()} for s, keys in defaults.items()}
    assert documented == as_lists


def test_every_setting_has_a_comment_above_it():
    """A setting without a sentence is a riddle; a pair like width and height may share one."""
    lines = EXAMPLE.read_text().splitlines()
    for number, line in enumerate(lines):
        if re.match(r"[a-z_0-9]+ = ", line):
            above = lines[number - 1]
            assert above.startswith("#") or lines[number - 2].startswith("#"), line


def test_sections_stand_in_the_same_order_as_in_the_code():
    """The same words in the same order."""
    documented = list(tomllib.loads(EXAMPLE.read_text()))
    assert documented == [f.name for f in fields(Settings) if f.name != "home"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[federation]\nmax_bdy = 3", "unknown setting `federation.max_bdy`; did you mean `max_body`?"),
        ("[federaton]\nmax_body = 3", "unknown section `federaton`; did you mean `federation`?"),
        ("[instance]\nscheme = 'ftp'", "`instance.scheme` is one of https, http; not 'ftp'"),
        ("[limits]\nqueue = 'many'", "`limits.queue` can't be 'many'"),
        ("[limits]\nenabled = 3", "`limits.enabled` can't be 3: true or false is expected"),
        ("instance = 3", "`instance` is a section: write [instance] above its settings"),
        ("[accounts]\nconfirm_email = true", "`accounts.confirm_email` needs letters: set `email.server`"),
        ("[instance", "is not valid TOML"),
        ("[federation]\nallowed_private_networks = ['10.0.0.0/99']", "allowed_private_networks"),
        ("[database]\nurl = 'mysql://x'", "`database.url` is sqlite:PATH or postgresql://"),
        ("[accounts]\nsession_days = -5", "`accounts.session_days` can't be less than nothing; not -5"),
        ("[email]\nserver = 'mail.example:smtp'", "`email.server` is a host, or host:port"),
        ("[instance]\ndomain = 'https://art.example/'", "`instance.domain` is a lower-case host"),
    ],
)
def test_a_wrong_line_is_refused_with_a_sentence(tmp_path, text, sentence):
    """The nearest known key is named, so that a typo is found at once."""
    path = tmp_path / "config.toml"
    path.write_text(text)
    with pytest.raises(SettingsError) as refused:
        load(path, {})
    assert sentence in str(refused.value)


def test_the_environment_wins_over_the_file(tmp_path):
    """`FEDIAI_SECTION__KEY`, in any type that a key has."""
    path = tmp_path / "config.toml"
    path.write_text("[instance]\ntitle = 'one'\n")
    settings = load(
        path,
        {
            "FEDIAI_INSTANCE__TITLE": "two",
            "FEDIAI_LIMITS__ENABLED": "false",
            "FEDIAI_POSTING__WAIT_SECONDS": "1.5",
            "FEDIAI_FEDERATION__ALLOWED_PRIVATE_NETWORKS": "127.0.0.0/8, 10.0.0.0/8",
            "PATH": "/bin",
        },
    )
    assert settings.instance.title == "two"
    assert settings.limits.enabled is False
    assert settings.posting.wait_seconds == 1.5
    assert settings.federation.allowed_private_networks == ("127.0.0.0/8", "10.0.0.0/8")


def test_an_unknown_key_in_the_environment_is_refused_too():
    """A typo there would otherwise do nothing, silently."""
    with pytest.raises(SettingsError, match="did you mean `title`"):
        load(None, {"FEDIAI_INSTANCE__TITEL": "x"})
