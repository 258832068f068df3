"""What errors say, in every language of the pages: nothing that a person can meet is left in English."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from fediai.domain import errors, sentences
from fediai.domain.errors import DomainError, NotFound, TooMany
from fediai.domain.people.logins import TAKEN, Unfit, fault_of_password

ROOT = Path(__file__).parents[2] / "fediai"
ERRORS = {kind.__name__ for kind in DomainError.__subclasses__() if kind.__module__ == errors.__name__}
# Whoever reads these writes programs, or types commands on the machine itself: they stay English.
MACHINES = (
    "cli", "domain/lifecycle.py", "domain/moderation/doors.py", "services/backup", "services/far/passing",
    "services/house.py", "services/outbox", "services/people/oauth.py", "services/pictures/emojis.py",
    "services/pictures/painters.py", "store", "web/api", "web/asked.py", "web/auth.py", "web/federation", "web/forms.py",
    "web/http.py", "web/mastodon/admin", "web/mastodon/bells", "web/mastodon/entry", "web/mastodon/moving.py",
    "web/mastodon/preferences.py", "web/mastodon/push.py", "web/workers",
)  # fmt: skip


def texts(module: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Every string of a module, with `{}` for what is filled in."""
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node, node.value
        elif isinstance(node, ast.JoinedStr):
            yield node, "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)


def raised() -> Iterator[tuple[str, str]]:
    """(module, sentence) of every error that is made with a sentence of its own."""
    for path in ROOT.rglob("*.py"):
        module = ast.parse(path.read_text())
        for call in (node for node in ast.walk(module) if isinstance(node, ast.Call) and node.args):
            if isinstance(call.func, ast.Name) and call.func.id in ERRORS | {"Unfit", "Fault"}:
                said = dict(texts(call.args[-1])).get(call.args[-1])
                if said:
                    yield path.relative_to(ROOT).as_posix(), said.removeprefix(sentences.FAILED)


@pytest.mark.parametrize("language", list(sentences.CATALOGUES))
def test_whatever_a_person_can_be_refused_with_is_said_in_their_language(language: str):
    left = {said for where, said in raised() if not where.startswith(MACHINES)} - set(sentences.CATALOGUES[language])
    assert {said for said in left if said.strip("{}")} == set()


@pytest.mark.parametrize("language", list(sentences.CATALOGUES))
def test_no_translation_is_kept_for_nothing_and_each_takes_what_is_filled_in(language: str):
    said = {text.removeprefix(sentences.FAILED).casefold() for path in ROOT.rglob("*.py") if "sentences" not in path.parts
            for _, text in texts(ast.parse(path.read_text()))}  # fmt: skip
    for english, translated in sentences.CATALOGUES[language].items():
        assert english.casefold() in said or english == sentences.FAILED, english
        assert english.count("{}") == translated.count("{}"), english


@pytest.mark.parametrize("kind", sorted(ERRORS))
def test_what_a_class_of_errors_says_is_known(kind: str):
    said = getattr(errors, kind).safe
    assert sentences.in_language(said, "id") != said


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (TooMany("You may ask for 12 pictures a day; 0 are left, and more in about 7 h"),
         "Anda boleh meminta 12 gambar sehari; tersisa 0, dan bertambah dalam kira-kira 7 jam"),
        (NotFound("The picture could not be painted: it was cancelled."), "Gambarnya gagal dilukis: it was cancelled."),
        (NotFound("The picture could not be painted: it was cancelled"), "Gambarnya gagal dilukis: dibatalkan"),
        (NotFound("something of a plugin"), "something of a plugin"),
        (Unfit(email=TAKEN["email"], password=fault_of_password("short") or TAKEN["email"]),
         "Pemeriksaan gagal: Alamat email itu sudah dipakai, Kata sandinya terlalu pendek (paling sedikit 8 karakter)"),
    ],
)  # fmt: skip
def test_what_was_filled_in_is_found_again(error: DomainError, said: str):
    assert sentences.told(error, "id-ID") == said
    assert sentences.told(error, "en") == sentences.told(error, None) == error.sentence


def test_a_sentence_full_of_a_strangers_words_is_left_as_it_is():
    """Else a text made to fit the patterns half would be tried at each of its letters."""
    crafted = " is longer than ".join("x" for _ in range(200)) + " characters"
    assert sentences.in_language(crafted, "id") == crafted
