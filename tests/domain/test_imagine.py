"""The grammar of `/imagine`, and what is said around it."""

import time
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fediai.domain.errors import Invalid
from fediai.domain.pictures import prompts
from fediai.domain.pictures.imagine import (
    FLAGS,
    Command,
    Studio,
    read,
    size,
    unescaped,
    with_flags,
    within,
)
from fediai.domain.pictures.replies import Again, Post, Stop, Vary, read_reply
from fediai.domain.visibility import Visibility

STUDIO = Studio(("/imagine", "/gambar"), frozenset({"@studio", "@studio@art.example"}))


def command(text: str) -> Command:
    found = read(text, STUDIO)
    assert found is not None, text
    return found


def test_the_words_after_the_command_are_the_prompt():
    assert command("/imagine a fox in the snow").prompt == "a fox in the snow"
    assert command("/gambar seekor rubah").prompt == "seekor rubah"
    assert command("  /Imagine a fox").prompt == "a fox"


@pytest.mark.parametrize(
    "text", ["a fox", "see /imagine a fox", "/imaginer a fox", "", "/", r"\/imagine a fox", "@bob hi"]
)
def test_anything_else_is_an_ordinary_post(text: str):
    assert read(text, STUDIO) is None


def test_a_leading_backslash_makes_it_an_ordinary_post_and_is_not_shown():
    assert unescaped(r"@bob \/imagine a fox", STUDIO) == "@bob /imagine a fox"
    assert unescaped(r"\o/ hello", STUDIO) == r"\o/ hello"


@pytest.mark.parametrize("line", ["\n\n", "\n---\n", "\n \n", "\n—-\n"])
def test_what_follows_an_empty_line_or_a_ruler_is_the_caption(line: str):
    found = command(f"/imagine a fox\nin the snow{line}Hello, world\n\nand more")
    assert (found.prompt, found.caption) == ("a fox in the snow", "Hello, world\n\nand more")


@pytest.mark.parametrize(
    ("text", "prompt", "caption"),
    [
        ("/imagine a fox #fox #Winter", "a fox", "#fox #Winter"),
        ("/imagine a fox\n#fox #fox", "a fox", "#fox #fox"),
        ("/imagine a fox #fox --seed 7", "a fox", "#fox"),
        ("/imagine a fox --no cold snow #fox", "a fox", "#fox"),
        ("/imagine a fox #fox\n\nMine.", "a fox", "Mine.\n\n#fox"),
        ("/gambar seekor rubah #seni2026", "seekor rubah", "#seni2026"),
        ("/imagine the #1 fox in #winter light", "the #1 fox in #winter light", ""),
        ("/imagine a fox in #ff8800", "a fox in #ff8800", ""),
        ("/imagine a fox, door #12", "a fox, door #12", ""),
        ("/imagine #fox", "#fox", ""),
        ('/imagine a fox --alt "a fox #fox"', "a fox", ""),
    ],
)
def test_hashtags_at_the_end_are_for_readers_not_for_the_painter(text: str, prompt: str, caption: str):
    found = command(text)
    assert (found.prompt, found.caption) == (prompt, caption)


def test_a_flag_added_to_a_command_goes_before_its_hashtags():
    again = with_flags("/imagine a fox --no cold snow #fox\n\nMine.", "--seed 9")
    assert again == "/imagine a fox --no cold snow --seed 9 #fox\n\nMine."
    assert (command(again).negative, command(again).seed, command(again).caption) == ("cold snow", 9, "Mine.\n\n#fox")


def test_leading_mentions_stay_in_the_caption_and_the_studio_does_not():
    found = command("@bob @ann@x.example @studio /imagine a fox\n\nfor you")
    assert (found.prompt, found.caption) == ("a fox", "@bob @ann@x.example for you")


@pytest.mark.parametrize("text", ["@studio a fox", "@studio@art.example a fox", "a fox @studio", "@Studio a fox"])
def test_naming_the_studio_first_or_last_asks_for_a_picture(text: str):
    assert command(text).prompt == "a fox"


def test_talking_about_the_studio_does_not():
    assert read("I asked @studio for a fox", STUDIO) is None
    assert read("@studio a fox", STUDIO, by_mention=False) is None


def test_every_flag_is_read():
    found = command(
        '/imagine --ar 3:2 a fox --n 2 --seed 7 in the snow --style ink --no text, people --alt "A red fox" --private'
    )
    assert found.prompt == "a fox in the snow"
    assert (found.ratio, found.pictures, found.seed, found.style) == ((3, 2), 2, 7, "ink")
    assert (found.negative, found.alt, found.private) == ("text, people", "A red fox", True)


def test_phones_write_dashes_and_curly_quotes():
    found = command("/imagine —ar 16:9 a fox — red —alt “A fox”")
    assert (found.prompt, found.ratio, found.alt) == ("a fox — red", (16, 9), "A fox")


def test_flags_inside_quotes_belong_to_the_prompt():
    assert command('/imagine a sign that says "--seed 3"').prompt == 'a sign that says "--seed 3"'


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("/imagine", "Say what to paint"),
        ("/imagine --n 2", "Say what to paint"),
        ("/imagine\n\na caption only", "Say what to paint"),
        ("@studio", "Say what to paint"),
        ("/imagine a fox --sed 3", "did you mean --seed?"),
        ("/imagine a fox --zzzz", "known are --ar, --n"),
        ("/imagine a fox --ar wide", "--ar wide is no ratio"),
        ("/imagine a fox --ar 9:1", "1:4 to 4:1"),
        ("/imagine a fox --ar 0:1", "no ratio"),
        ("/imagine a fox --n 5", "from 1 to 4"),
        ("/imagine a fox --seed -1", "--seed wants a whole number"),
        ("/imagine a fox --seed ٣", "--seed wants a whole number"),
        ("/imagine a fox --alt", "--alt wants some words"),
        ("/imagine " + "fox " * 600, "2000 are the most"),
    ],
)
def test_a_flaw_is_said_in_a_sentence(text: str, sentence: str):
    with pytest.raises(Invalid) as refusal:
        read(text, STUDIO)
    assert sentence in refusal.value.sentence


def test_help_is_asked_for_in_both_languages():
    assert command("/imagine help").asks_for_help
    assert command("/gambar bantuan").asks_for_help
    assert not command("/imagine help me").asks_for_help


def test_replies_retry_and_cancel():
    assert read_reply("@studio retry") == Again()
    assert read_reply("retry --seed 9") == Again("--seed 9")
    assert read_reply("lagi") == read_reply("Retry!") == Again()
    assert read_reply("batal") == read_reply("@studio cancel.") == Stop()
    assert read_reply("retry the fox") is None
    assert read_reply("thank you") is None
    assert read_reply("cancel the order") is None


def test_replies_publish_and_vary():
    assert read_reply("post 2") == Post((2,))
    assert read_reply("@studio post 2 unlisted: First snow") == Post((2,), "unlisted", "First snow")
    assert read_reply("pos 2 tak terdaftar: Salju").visibility is Visibility.UNLISTED
    assert read_reply("Post 1, 3\nBoth of them\n\nat once") == Post((1, 3), "", "Both of them\n\nat once")
    assert read_reply("post") == Post()
    assert read_reply("post followers:") == Post((), "followers", "")
    with pytest.raises(Invalid, match="post 2 unlisted: First snow"):
        _ = read_reply("post 2 is the nicest").visibility
    assert read_reply("vary 3") == Vary(3)
    assert read_reply("variasi 3 --n 2") == Vary(3, "--n 2")
    assert read_reply("vary your colours") is None


@given(st.text(max_size=80) | st.text("post vary 123:-,\n", max_size=60).map("post ".__add__))
def test_any_reply_is_read_or_refused(text: str):
    with suppress(Invalid):
        found = read_reply(text)
        assert not isinstance(found, Post) or found.visibility in (None, *Visibility)


def test_a_retry_changes_flags_and_keeps_the_caption():
    again = command(with_flags("/imagine a fox --seed 3\n\nhello", "--seed 9 --n 2"))
    assert (again.prompt, again.seed, again.pictures, again.caption) == ("a fox", 9, 2, "hello")


@pytest.mark.parametrize("sign", ["“", '"', "@a", "@a@b ", "--", " —ar", "\n ", "\n---x", "--a-"])
def test_a_megabyte_of_one_sign_costs_its_length(sign: str):
    started = time.process_time()
    with suppress(Invalid):
        read("/imagine a " + sign * (1_000_000 // len(sign)), STUDIO)
    with suppress(Invalid):
        read(sign * (1_000_000 // len(sign)), STUDIO)
    assert time.process_time() - started < 3


@given(st.text())
def test_any_text_is_a_command_or_not_or_has_a_flaw(text: str):
    for typed in (text, f"/imagine {text}", f"@studio {text}"):
        with suppress(Invalid):
            found = read(typed, STUDIO)
            assert found is None or (found.prompt and 1 <= found.pictures <= 4)


@given(st.lists(st.sampled_from(["a", "fox", *(f"--{name}" for name in FLAGS), "3:2", "7", '"', "—", "\n"])))
def test_flags_in_any_order_never_crash(words: list[str]):
    with suppress(Invalid):
        read("/imagine " + " ".join(words), STUDIO)


@given(st.integers(1, 4), st.integers(1, 4))
def test_a_ratio_keeps_about_as_many_pixels(wide: int, high: int):
    width, height = size((wide, high), 1024, 1024)
    assert width % 16 == height % 16 == 0
    assert 0.9 < width * height / 1024**2 < 1.1
    small = within(width, height, (512, 512))
    assert max(small) <= 512
    assert abs(small[0] / small[1] - width / height) < 0.1


def test_the_description_says_that_it_is_generated_in_the_language_of_the_post():
    assert prompts.alt_text("a fox", "en") == "AI-generated image: a fox"
    assert prompts.alt_text("seekor rubah", "id-ID") == "Gambar buatan AI: seekor rubah"
    assert prompts.alt_text("a fox", "de") == "AI-generated image: a fox"


def test_own_words_replace_the_prompts_and_private_leaves_them_out():
    assert prompts.alt_text("secret", "en", own="A red fox") == "AI-generated image: A red fox"
    assert prompts.alt_text("secret", "en", private=True) == "AI-generated image."
    assert prompts.alt_text("secret", "en", own="A fox", private=True) == "AI-generated image: A fox"


@given(st.text(max_size=4000))
def test_a_description_is_never_longer_than_clients_allow(prompt: str):
    assert len(prompts.alt_text(prompt, "id")) <= 1500


def test_the_hashtag_is_the_last_line_unless_it_is_there():
    assert prompts.with_hashtags("hello", ("AIGenerated",)) == "hello\n\n#AIGenerated"
    assert prompts.with_hashtags("", ("AIGenerated",)) == "#AIGenerated"
    assert prompts.with_hashtags("a #aigenerated fox", ("AIGenerated",)) == "a #aigenerated fox"
    assert prompts.with_hashtags("hello", ()) == "hello"


@pytest.mark.parametrize(("language", "said"), [("en", "post vary again cancel"), ("id", "pos variasi lagi batal")])
def test_help_names_every_flag_and_every_answer(language: str, said: str):
    text = prompts.help_text("/imagine", language)
    assert [flag for flag in FLAGS if f"--{flag}" not in text] == []
    assert [word for word in said.split() if f"“{word}" not in text] == []
    assert all(read_reply(word) for word in said.split())


@pytest.mark.parametrize(
    ("typed", "meant"), [("0.4", 0.4), (".4", 0.4), ("0,4", 0.4), ("1", 1.0), ("1.0", 1.0), ("0.05", 0.05)]
)
def test_strength_is_a_fraction(typed: str, meant: float):
    assert command(f"/imagine a fox --strength {typed}").strength == meant


@pytest.mark.parametrize("typed", ["0", "0.01", "1.5", "2", "-1", "much", "", "0.123456", "٠.٥", "1e-1", "nan"])
def test_a_strength_that_is_none_is_explained(typed: str):
    with pytest.raises(Invalid, match="--strength wants"):
        command(f"/imagine a fox --strength {typed}")


def test_help_says_what_stays_private_before_anything_is_public():
    assert "What stays private: your prompt" in prompts.help_text("/imagine", "en")
    assert "Yang tetap pribadi: prompt" in prompts.help_text("/gambar", "id")
