"""What the studio writes to those who asked it for pictures, by language."""

from collections.abc import Mapping
from dataclasses import dataclass

from fediai.domain.pictures.prompts import shortened
from fediai.domain.sentences import in_language

QUOTED = 200  # characters of a prompt that a letter repeats


@dataclass(frozen=True, slots=True)
class Letters:
    """The sentences of one language; `{…}` are filled in."""

    one: str
    several: str
    choose: str
    choose_one: str
    asleep: str
    question: str
    publish: str
    publish_it: str
    again: str
    failed: str
    retry: str
    scheduled_failed: str


ENGLISH = Letters(
    one="Here is your picture of “{prompt}”. Only you see it.",
    several="Here are {count} pictures of “{prompt}”, from 1 to {count}. Only you see them.",
    choose="Reply “post 2”, “post 2 unlisted: your caption”, “vary 2” for more like the second, “again” or “cancel”.",
    choose_one="Reply “post”, “post unlisted: your caption”, “vary”, “again” or “cancel”.",
    asleep="The painter is asleep just now. I answer as soon as it is back; reply “cancel” if you'd rather not wait.",
    question="One tap publishes it, as you:",
    publish="Publish {item}",
    publish_it="Publish",
    again="Paint again",
    failed="The picture could not be painted: {reason}.",
    retry="Reply “again” for another try. It was not counted against your pictures of the day.",
    scheduled_failed="The picture for your scheduled post could not be painted: {reason}. The post stays in your list "
    "and is not published. Reply “retry” to paint it again, or delete it there.",
)

INDONESIAN = Letters(
    one="Ini gambarmu: “{prompt}”. Hanya kamu yang melihatnya.",
    several="Ini {count} gambar dari “{prompt}”, nomor 1 sampai {count}. Hanya kamu yang melihatnya.",
    choose="Balas “pos 2”, “pos 2 tak terdaftar: keteranganmu”, “variasi 2” untuk yang mirip nomor dua, “lagi”, "
    "atau “batal”.",
    choose_one="Balas “pos”, “pos tak terdaftar: keteranganmu”, “variasi”, “lagi”, atau “batal”.",
    asleep="Pelukis sedang tidur. Aku menjawab begitu ia kembali; balas “batal” kalau tidak mau menunggu.",
    question="Satu ketukan menerbitkannya atas namamu:",
    publish="Terbitkan {item}",
    publish_it="Terbitkan",
    again="Lukis lagi",
    failed="Gambar gagal dilukis: {reason}.",
    retry="Balas “lagi” untuk mencoba sekali lagi. Jatah gambar harianmu tidak berkurang.",
    scheduled_failed="Gambar untuk kiriman terjadwalmu gagal dilukis: {reason}. Kirimannya tetap ada di daftarmu dan "
    "tidak diterbitkan. Balas “lagi” untuk melukis ulang, atau hapus di sana.",
)

LANGUAGES: Mapping[str, Letters] = {"en": ENGLISH, "id": INDONESIAN}


def letters(language: str | None) -> Letters:
    """The sentences of a language, or the English ones."""
    return LANGUAGES.get((language or "").split("-")[0].lower(), ENGLISH)


def candidates(prompt: str, count: int, language: str | None) -> str:
    """What is written beside the candidates."""
    said = letters(language)
    first = said.several if count > 1 else said.one
    return first.format(prompt=shortened(prompt, QUOTED), count=count)


def choices(count: int, language: str | None) -> str:
    """How to go on from there."""
    said = letters(language)
    return said.choose if count > 1 else said.choose_one


def options(count: int, language: str | None) -> tuple[str, ...]:
    """What can be tapped: each candidate, and another try where there is room for it."""
    said = letters(language)
    each = [said.publish.format(item=item) for item in range(1, count + 1)] if count > 1 else [said.publish_it]
    return (*each, said.again)[:4]


def failed(reason: str, language: str | None) -> str:
    """There are no candidates."""
    said = letters(language)
    return f"{said.failed.format(reason=in_language(reason, language).rstrip('.'))} {said.retry}"


def scheduled_failed(reason: str, language: str | None) -> str:
    """There will be nothing to publish when the time comes."""
    return letters(language).scheduled_failed.format(reason=in_language(reason, language).rstrip("."))
