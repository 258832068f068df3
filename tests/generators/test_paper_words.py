"""What Paper understands of a prompt, in English and in Indonesian."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generators.embedded.brushes.looks import LOOKS
from generators.embedded.figures import FIGURES
from generators.embedded.places.settings import HABITS, SETTINGS
from generators.embedded.reading import vocabulary
from generators.embedded.reading.words import Reading, Subject, read


def figures(text: str) -> list[str]:
    return [subject.figure for subject in read(text).subjects]


@pytest.mark.parametrize(
    ("english", "indonesian"),
    [
        ("a fox in the snow", "seekor rubah di salju"),
        ("two cats on a house at night", "dua kucing di atas sebuah rumah saat malam"),
        ("a red kite", "sebuah layangan merah"),
        ("volcano at dusk", "gunung berapi saat senja"),
        ("rice terrace in the morning", "sawah pagi hari"),
        ("three fish under the sea", "tiga ikan bawah laut"),
        ("a robot in the rain", "sebuah robot hujan"),
        ("full moon over the sea", "bulan purnama laut"),
        ("a bird in the forest in fog", "seekor burung di hutan berkabut"),
        ("a flower and a butterfly in spring", "sekuntum bunga dan seekor kupu-kupu musim semi"),
        ("stars over the mountains", "bintang pegunungan"),
        ("a tree by the beach", "sebuah pohon pantai"),
        ("city in the evening, batik", "kota sore, batik"),
    ],
)
def test_the_two_languages_agree(english: str, indonesian: str):
    one, other = read(english), read(indonesian)
    assert [(s.figure, s.count, s.colour) for s in one.subjects] == [
        (s.figure, s.count, s.colour) for s in other.subjects
    ]
    for field in ("places", "hour", "weather", "season", "sky", "style"):
        assert getattr(one, field) == getattr(other, field)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("three foxes", 3),
        ("a fox", 1),
        ("foxes", 3),
        ("tiga rubah", 3),
        ("rubah-rubah", 3),
        ("a flock of foxes", 8),
        ("99 foxes", 12),
        ("0 foxes", 2),
    ],
)
def test_counts_are_respected_up_to_a_dozen(text: str, count: int):
    assert read(text).subjects[0].count == count


def test_a_colour_belongs_to_its_noun_and_otherwise_to_the_mood():
    assert read("a black cat and a red house").subjects == (
        Subject("cat", 1, "black"),
        Subject("house", 1, "red"),
    )
    assert read("kucing hitam").subjects[0].colour == "black"
    assert read("a person in a red coat").subjects[0].colour == "red"
    assert read("a pastel morning").tones == ("pastel",)


def test_what_is_refused_is_left_out():
    assert figures("a fox without a tree") == ["fox"]
    assert figures("rubah tanpa pohon") == ["fox"]
    assert read("a fox in the snow", negative="snow").places == ()
    assert read("a fox, no snow").places == ()


def test_relations_are_heard():
    assert read("a cat on a house").subjects[0].relation == "on"
    assert read("kucing di bawah pohon").subjects[0].relation == "under"
    assert read("a flying whale").subjects[0].relation == "above"


def test_a_technique_can_be_asked_for_in_words():
    assert read("gunung, cukil kayu").style == "woodblock"
    assert read("risograph poster").style == "two-ink"
    assert {read(word).style for word in vocabulary.STYLE_WORDS} == set(LOOKS)


def test_every_figure_has_a_habit_and_every_word_a_figure():
    assert set(HABITS) == set(FIGURES)
    assert {meaning.partition("/")[0] for meaning in vocabulary.FIGURE_WORDS.values()} <= set(FIGURES)
    assert {home for habit in HABITS.values() for home in habit.homes} <= {*SETTINGS, "snow"}


@given(st.text(max_size=300), st.text(max_size=100))
def test_any_text_is_read_without_complaint(text: str, negative: str):
    understood = read(text, negative)
    assert isinstance(understood, Reading)
    assert len(understood.subjects) <= 4
