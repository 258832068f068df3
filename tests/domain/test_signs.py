"""What is one emoji, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fediai.domain.posts.signs import emoji_in, shortcode_in


@pytest.mark.parametrize(
    "one", ["👍", "👍🏽", "🏳️‍🌈", "👩🏿‍❤️‍💋‍👨🏻", "🇮🇩", "3️⃣", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "⭐", "❤", "❤️", "©", "😶‍🌫️"],
)  # fmt: skip
def test_one_emoji(one: str):
    assert emoji_in(one) is not None
    assert emoji_in(f" {one} ") == emoji_in(one)


@pytest.mark.parametrize(
    "other", ["", "👍👍", "👍🎉", "ok", "3", ":fox:", "<b>", "👍" * 9, "👍x", "🇮🇩🇮🇩", "\u200d", "a" * 10_000]
)
def test_anything_else_is_none(other: str):
    assert emoji_in(other) is None


def test_a_heart_is_spelled_one_way():
    """Misskey writes it bare, others ask for its colours."""
    assert emoji_in("❤") == emoji_in("❤️") == "❤️"


@pytest.mark.parametrize(
    ("said", "name"),
    [(":fox:", "fox"), (":fox@far.example:", "fox"), (":fox@.:", "fox"), ("fox", None), ("::", None), (":a b:", None)],
)
def test_a_picture_has_a_name(said: str, name: str | None):
    assert shortcode_in(said) == name


@given(st.text(max_size=80))
def test_whatever_comes(said: str):
    emoji, name = emoji_in(said), shortcode_in(said)
    assert emoji is None or name is None
    assert len(emoji or "") <= 64
    assert emoji is None or emoji_in(emoji) == emoji
