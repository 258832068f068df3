"""Scopes, redirects and proofs, for any text that a stranger may send."""

from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fediai.domain.errors import DomainError
from fediai.domain.people.oauth import (
    SCOPES,
    InvalidScope,
    fingerprint,
    is_challenge,
    is_safe_redirect,
    meets,
    scopes_of,
    with_answer,
    within,
)


@given(st.text())
def test_a_scope_is_known_or_refused_and_never_a_crash(text: str):
    try:
        assert set(scopes_of(text)) <= SCOPES
    except InvalidScope as refusal:
        assert isinstance(refusal, DomainError)


@given(st.lists(st.sampled_from(sorted(SCOPES)), min_size=1), st.lists(st.sampled_from(sorted(SCOPES))))
def test_nobody_gets_more_than_the_app_registered(asked: list[str], granted: list[str]):
    if within(tuple(asked), " ".join(granted)):
        covered = set(granted) | {s for s in SCOPES for wide in granted if s.startswith(f"{wide}:")}
        extra = set(asked) - covered
        assert not extra or (
            "follow" in granted and all(s.partition(":")[2] in ("follows", "blocks", "mutes") for s in extra)
        )


def test_follow_is_the_old_name_for_three_pairs():
    assert within(("read:follows", "write:blocks", "write:mutes"), "follow")
    assert not within(("write:statuses",), "follow")
    assert scopes_of(None) == ("read",)
    assert scopes_of("read+write read") == ("read", "write")


@given(st.text(max_size=60))
def test_a_safe_redirect_is_one_line_of_ascii_with_a_scheme(uri: str):
    if is_safe_redirect(uri):
        assert uri.isascii()
        assert uri.isprintable()
        assert ":" in uri
        assert not uri.lower().startswith(("javascript:", "data:", "file:", "vbscript:"))


@given(st.text(), st.text())
def test_what_is_appended_to_a_redirect_is_read_back(state: str, code: str):
    clean = state.encode("utf-8", "ignore").decode()
    answer = with_answer("app://back?kept=1", code=code.encode("utf-8", "ignore").decode() or "c", state=clean)
    assert answer.startswith("app://back?kept=1&code=")
    assert parse_qs(urlsplit(answer).query, keep_blank_values=True)["state"] == [clean]


@pytest.mark.parametrize(
    ("challenge", "verifier", "good"),
    [
        # RFC 7636, appendix B
        ("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", True),
        ("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXK", False),
        ("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", None, False),
        ("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", "", False),
        (None, None, True),
        (None, "", True),
        (None, "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", False),
    ],
)
def test_a_challenge_is_met_by_its_own_verifier_only(challenge: str | None, verifier: str | None, good: bool):
    assert challenge is None or is_challenge(challenge)
    assert meets(challenge, verifier) is good


@given(st.text(max_size=50))
def test_a_challenge_has_forty_three_letters_of_base64url(text: str):
    assert not is_challenge(text) or (len(text) == 43 and text.isascii())


def test_a_fingerprint_says_nothing_about_its_secret():
    assert len(fingerprint("a")) == 64
    assert fingerprint("a") != fingerprint("b")
