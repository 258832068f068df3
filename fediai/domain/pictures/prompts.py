"""The sentences around a painting, by language: alt text, waiting, failing, help, and what the marks mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fediai.domain.sentences import in_language

LONGEST_DESCRIPTION = 1500


@dataclass(frozen=True, slots=True)
class Words:
    """Everything we say about paintings in one language; `{…}` are filled in."""

    generated: str
    painting: str
    asleep: str
    only_you: str
    failed: str
    what_now: str
    unchanged: str
    help: str


ENGLISH = Words(
    generated="AI-generated image",
    painting="Painting “{prompt}” …",
    asleep="The painter is asleep just now; this waits until it is back.",
    only_you="Only you can see this. Delete to cancel.",
    failed="The picture could not be painted: {reason}",
    what_now="Edit the post or reply “retry”, or delete it. It was not counted against your pictures of the day.",
    unchanged="The post stays as it was.",
    help="""Write a post like this, in any app:

{command} a fox in the snow --ar 3:2

What comes after an empty line, or after a line ---, is the caption that everybody reads; so are hashtags at the end.

--ar 3:2 the shape · --n 1..4 how many · --seed 7 the same picture again · --no words what to leave out · \
--style name · --alt words the description · --private keeps your words out of the description · --preview shows it \
to you alone first

Attach a picture of your own and it is painted from: --strength 0.3 stays near it, 0.9 goes far, --keep shows it as \
well.

Write to me in a direct message and you alone see the pictures. Answer “post 2”, “post 2 unlisted: your caption”, \
“vary 3”, “again” or “cancel”; flags may follow, as in “again --seed 9”. Edit a post to {command} and other words, \
and it is painted anew. With a time set, the post waits for its picture.

What stays private: your prompt with its flags, the negative words, the seed and the model. What becomes public: \
the picture, your caption, and a description made of the prompt's words. --alt replaces those words, and --private \
leaves them out.

While it is painted only you see the post; delete it to cancel. If it fails I write to you: reply “retry” or \
“cancel”. \\{command} with a backslash is an ordinary post. Every picture is marked as made with AI.""",
)

INDONESIAN = Words(
    generated="Gambar buatan AI",
    painting="Sedang melukis “{prompt}” …",
    asleep="Pelukis sedang tidur; permintaan ini menunggu sampai ia kembali.",
    only_you="Hanya kamu yang melihat ini. Hapus untuk membatalkan.",
    failed="Gambar gagal dilukis: {reason}",
    what_now="Sunting kiriman ini atau balas “lagi”, atau hapus saja. Jatah gambar harianmu tidak berkurang.",
    unchanged="Kiriman tetap seperti semula.",
    help="""Tulis kiriman seperti ini, dari aplikasi apa pun:

{command} seekor rubah di tengah salju --ar 3:2

Teks setelah baris kosong, atau setelah baris ---, menjadi keterangan yang dibaca semua orang; begitu pula tagar di \
akhir.

--ar 3:2 bentuk · --n 1..4 berapa gambar · --seed 7 gambar yang sama lagi · --no kata yang dihindari · \
--style nama · --alt kata untuk deskripsi · --private agar kata-katamu tidak masuk deskripsi · --preview agar hanya \
kamu yang melihatnya dulu

Lampirkan gambarmu sendiri dan lukisan dimulai dari situ: --strength 0.3 tetap dekat, 0.9 jauh, --keep ikut \
menampilkannya.

Kirim pesan langsung kepadaku dan hanya kamu yang melihat gambarnya. Balas “pos 2”, “pos 2 tak terdaftar: \
keteranganmu”, “variasi 3”, “lagi”, atau “batal”; boleh diikuti penanda, misalnya “lagi --seed 9”. Sunting kiriman \
menjadi {command} dengan kata lain, dan gambarnya dilukis ulang. Bila ada waktunya, kiriman menunggu gambarnya.

Yang tetap pribadi: prompt beserta penandanya, kata yang dihindari, seed, dan model. Yang menjadi publik: gambar, \
keterangan, dan deskripsi dari kata-kata prompt. --alt menggantikan kata-kata itu, dan --private menghilangkannya.

Selama dilukis hanya kamu yang melihat kirimannya; hapus untuk membatalkan. Kalau gagal, aku mengirim pesan: balas \
“lagi” atau “batal”. \\{command} dengan garis miring terbalik adalah kiriman biasa. Setiap gambar ditandai \
buatan AI.""",
)

LANGUAGES: Mapping[str, Words] = {"en": ENGLISH, "id": INDONESIAN}

LABELS: Mapping[str, str] = {
    "trainedAlgorithmicMedia": "Made with an AI model",
    "compositeWithTrainedAlgorithmicMedia": "Made in part with an AI model",
    "algorithmicMedia": "Drawn by a formula, no AI model",
}


def words(language: str | None) -> Words:
    """The words of a language (`id-ID` counts as `id`), or the English ones."""
    return LANGUAGES.get((language or "").split("-")[0].lower(), ENGLISH)


def alt_text(prompt: str, language: str | None, *, own: str | None = None, private: bool = False) -> str:
    """The description of a painting: says that it is generated, then `own` words, else the prompt's unless private."""
    lead = words(language).generated
    said = own if own is not None else "" if private else prompt
    return shortened(f"{lead}: {said}", LONGEST_DESCRIPTION) if said else f"{lead}."


def shortened(text: str, most: int) -> str:
    """At most so many characters, cut between words where there are any."""
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return (head.rsplit(" ", 1)[0] if " " in head[most // 2 :] else head) + "…"


def with_hashtags(text: str, hashtags: Sequence[str]) -> str:
    """The visible text with our hashtags as its last line, except those that its author wrote already."""
    said = {word.rstrip(".,;:!?)").casefold() for word in text.split()}
    line = " ".join(f"#{tag}" for tag in hashtags if f"#{tag}".casefold() not in said)
    return "\n\n".join(part for part in (text, line) if part)


BLUESKY = 300  # characters; the bridge to it counts code points and cuts what is longer


def bluesky(text: str, hashtags: Sequence[str]) -> dict[str, int]:
    """How much of Bluesky's room a text takes with its hashtags, and how much of that is theirs."""
    taken = len(with_hashtags(text, hashtags))
    return {"taken": taken, "tail": taken - len(text), "room": BLUESKY}


def pending_text(prompt: str, language: str | None, *, asleep: bool) -> str:
    """What the author reads while the picture is being painted."""
    said = words(language)
    first = said.painting.format(prompt=shortened(prompt, 200))
    return " ".join(part for part in (first, said.asleep if asleep else "", said.only_you) if part)


def failed_text(reason: str, language: str | None, *, published: bool = False) -> str:
    """What the author reads when there will be no picture, or no other one in a post that is `published` already."""
    said = words(language)
    why = said.failed.format(reason=in_language(reason, language).rstrip("."))
    return f"{why}. {said.unchanged if published else said.what_now}"


def help_text(command: str, language: str | None) -> str:
    """How to ask for a picture, and what stays private."""
    return words(language).help.format(command=command)


def generator_name(version: str, model: str) -> str:
    """The Note's generator: `fediai 0.1.0 (paper-1)`."""
    return f"fediai {version} ({model})" if model else f"fediai {version}"
