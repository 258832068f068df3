"""Our own words for others to read: labels on posts and terms in documents, each with its meaning in both languages.

Their addresses never change once published: people's filters and other servers' code hold them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from fediai.domain.pictures.media import COMPOSITE, Media

Texts = Mapping[str, str]  # by language: en, id


def texts(en: str, id: str) -> Texts:
    return MappingProxyType({"en": en, "id": id})


@dataclass(frozen=True, slots=True)
class Label:
    """One label of the vocabulary (FEP-4c96): its name is shown, its summary is what it means."""

    slug: str
    name: Texts
    summary: Texts


@dataclass(frozen=True, slots=True)
class Term:
    """One property of a document: what it means, and on what it stands."""

    name: str
    on: str
    value: str
    meaning: Texts


GENERATED: Final = "ai-generated"
EDITED: Final = "ai-edited"
REMIX: Final = "ai-remix"

LABELS: Final = {
    one.slug: one
    for one in (
        Label(
            GENERATED, texts("AI-generated", "Buatan AI"),
            texts("A program made this picture from words or numbers. On an account: it posts such pictures.",
                  "Gambar ini dibuat program dari kata atau angka. Pada akun: akun ini mengirim gambar seperti itu."),
        ),
        Label(
            EDITED, texts("Edited with AI", "Disunting dengan AI"),
            texts("Somebody's own picture, changed or completed by an AI model.",
                  "Gambar buatan orang yang diubah atau dilengkapi model AI."),
        ),
        Label(
            REMIX, texts("AI remix", "Remiks AI"),
            texts("A program made this picture from another picture, whose author allowed it.",
                  "Gambar ini dibuat program dari gambar lain, dengan izin pembuatnya."),
        ),
    )
}  # fmt: skip

TERMS: Final = {
    one.name: one
    for one in (
        Term(
            "genAI", "Note", "true",
            texts("A program made at least one picture of this post. Absent: nothing is said.",
                  "Setidaknya satu gambar dalam kiriman ini dibuat program. Tanpa istilah ini: tidak dinyatakan."),
        ),
        Term(
            "canRemix", "interactionPolicy", "automaticApproval, manualApproval",
            texts("Who may make another picture of this post's pictures with a model: ids of actors or collections, or "
                  "Public. Its author may always. Absent or only the author: nobody else.",
                  "Siapa yang boleh membuat gambar lain dari gambar kiriman ini dengan model: id aktor atau koleksi, "
                  "atau Public. Pembuatnya selalu boleh. Kosong atau hanya pembuatnya: tidak ada yang lain."),
        ),
        Term(
            "canLearn", "interactionPolicy", "automaticApproval, manualApproval",
            texts("Who may train a model on this post. Absent or only the author: nobody else.",
                  "Siapa yang boleh melatih model dengan kiriman ini. Kosong atau hanya pembuatnya: tidak ada."),
        ),
    )
}  # fmt: skip


def labels_of(gen_ai: bool, media: Iterable[Media]) -> tuple[Label, ...]:
    """What a post is labelled with, by how its pictures came to be; a remix is generated, too."""
    if not gen_ai:
        return ()
    mixed = [one for one in media if one.digital_source_type == COMPOSITE]
    if not mixed:
        return (LABELS[GENERATED],)
    painted = any(one.generation_id is not None for one in mixed)
    return (LABELS[GENERATED], LABELS[REMIX]) if painted else (LABELS[EDITED],)


def said(found: Texts, language: str | None) -> str:
    """In this language, or in English."""
    return found.get((language or "en").partition("-")[0], found["en"])


# How others say the same: the last word of a label's address, and hashtags under pictures.
THEIR_LABELS: Final = frozenset(
    {*LABELS, "aigenerated", "ai", "genai", "gen-ai", "ai-art", "ai-content", "ai-assisted"}
)
THEIR_TAGS: Final = frozenset(
    {
        "aigenerated", "aiart", "aiartwork", "aigeneratedart", "aigeneratedimage", "aiimage", "aiimages", "genai",
        "generativeai", "stablediffusion", "midjourney", "madewithai", "seniai", "gambarai",
        "buatanai",
    }
)  # fmt: skip


def is_said_to_be_ai(labels: Iterable[str], tags: Iterable[str], has_pictures: bool) -> bool:
    """Do a far post's labels (by address) say so, or its hashtags? Those only where there is a picture to be meant."""
    named = {label.rstrip("/").rpartition("/")[2].rpartition("#")[2].lower() for label in labels}
    if named & THEIR_LABELS:
        return True
    return has_pictures and not THEIR_TAGS.isdisjoint(tag.lower() for tag in tags)
