"""People of other servers who ask the studio: their words, read out of a stranger's HTML, and what they are told."""

import html
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from fediai.domain import text
from fediai.domain.accounts import STUDIO
from fediai.domain.pictures.prompts import shortened, words
from fediai.domain.policy import names_of

QUOTED: Final = 200  # characters of a prompt that an answer repeats
WARNING: Final = 300  # and of their own warning

_LINK = re.compile(r"<a\b([^<>]*)>(.*?)</a>", re.DOTALL)
_HREF = re.compile(r'\bhref="([^"]*)"')
_TAG = re.compile(r"<[^<>]*>")
_QUOTE = re.compile(r'<p class="[^"]*\bquote-inline\b[^"]*">.*?</p>', re.DOTALL)


def asked_in(content: str, addresses: Collection[str], domain: str) -> str:
    """The words of a harmless HTML as one would have typed them here: of all names only the studio's is left.

    `addresses` are the studio's: what a link shows, `@studio`, is also the name of other servers' studios.
    """

    def plain_link(link: re.Match[str]) -> str:
        href, shown = _HREF.search(link[1]), _TAG.sub("", link[2]).strip()
        if href and html.unescape(href[1]) in addresses:
            return f"@{STUDIO}"
        return shown if shown.startswith("#") else " "

    said = text.plain(_LINK.sub(plain_link, _QUOTE.sub("", content)))
    return "".join(_typed(piece, domain) for piece in text.pieces(said)).strip()


def _typed(piece: text.Piece, domain: str) -> str:
    if piece.kind is text.Kind.MENTION:
        is_studio = piece.username.lower() == STUDIO and piece.domain in ("", domain)
        return f"@{STUDIO}" if is_studio else ""
    if piece.kind is text.Kind.HASHTAG:
        return piece.text[1:]
    return piece.text if piece.kind is text.Kind.PLAIN else ""


def may_ask(who: str, domains: Collection[str], host: str, *, follows: bool) -> bool:
    """Does the administrator's word let somebody of this server ask? `who`: nobody, followers or everybody."""
    if who == "everybody":
        return True
    listed = any(name in domains for name in names_of(host))
    return who == "followers" and (follows or listed)


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of one language; `{…}` are filled in."""

    about: str
    one: str
    several: str
    on: str
    closed: str
    follow: str
    rationed: str
    rationed_server: str
    from_picture: str
    participant: str
    refused: str
    help: str


ENGLISH = Words(
    about="I am the studio of {domain}. I paint what people ask me for, say that a machine made it, and answer to them "
    "alone. Write me “help” to hear more.\n\nHow AI is used here: {url}",
    one="Here is your picture of “{prompt}”. I sent it to you alone.",
    several="Here are {count} pictures of “{prompt}”. I sent them to you alone.",
    on="Reply “again” for another try, “vary 2” for more like the second, or “cancel”.",
    closed="I paint for the people of {domain} only. Sorry!",
    follow="I paint for those who follow me. Follow me and ask again.",
    rationed="I paint {count} pictures a day for each guest, and yours are painted. Ask me again tomorrow.",
    rationed_server="I paint {count} pictures a day for the people of one server, and those for {server} are painted. "
    "Ask me again tomorrow.",
    from_picture="I take no pictures from other servers as a beginning, whoever made them. Ask me in words alone.",
    participant="Somebody in that thread would rather not meet bots or AI, so I don't paint there. "
    "Ask me in a thread of your own.",
    refused="I can't paint that: {reason}.",
    help="Write to me what you would like to see, as: a fox in the snow --ar 3:2 --n 2\n\n"
    "--ar 3:2 the shape · --n 1..4 how many · --seed 7 the same picture again · --no words what to leave out · "
    "--style name\n\nI answer to you alone, in the thread, with a content warning. Each guest gets {count} pictures a "
    "day. "
    "Write #nobot or #noai into your profile and you will never hear from me again. More: {url}",
)  # fmt: skip

INDONESIAN = Words(
    about="Aku studio {domain}. Aku melukis yang diminta orang, menyebut bahwa mesin yang membuatnya, dan menjawab "
    "hanya kepada mereka. Tulis “bantuan” kepadaku untuk tahu lebih banyak.\n\nTentang AI di sini: {url}",
    one="Ini gambarmu: “{prompt}”. Hanya kukirim kepadamu.",
    several="Ini {count} gambar dari “{prompt}”. Hanya kukirim kepadamu.",
    on="Balas “lagi” untuk mencoba sekali lagi, “variasi 2” untuk yang mirip nomor dua, atau “batal”.",
    closed="Aku hanya melukis untuk orang-orang di {domain}. Maaf!",
    follow="Aku melukis untuk mereka yang mengikutiku. Ikuti aku lalu minta lagi.",
    rationed="Aku melukis {count} gambar sehari untuk setiap tamu, dan jatahmu sudah habis. Minta lagi besok.",
    rationed_server="Aku melukis {count} gambar sehari untuk orang-orang dari satu server, dan jatah {server} sudah "
    "habis. Minta lagi besok.",
    from_picture="Aku tidak memakai gambar dari server lain sebagai awal, siapa pun pembuatnya. Mintalah dengan "
    "kata-kata saja.",
    participant="Ada yang tidak ingin bertemu bot atau AI di utas itu, jadi aku tidak melukis di sana. "
    "Mintalah di utasmu sendiri.",
    refused="Itu tidak bisa kulukis: {reason}.",
    help="Tulislah kepadaku apa yang ingin kamu lihat, misalnya: seekor rubah di tengah salju --ar 3:2 --n 2\n\n"
    "--ar 3:2 bentuk · --n 1..4 berapa gambar · --seed 7 gambar yang sama lagi · --no kata yang dihindari · "
    "--style nama\n\nAku menjawab hanya kepadamu, di utas itu, dengan peringatan isi. {count} gambar sehari untuk "
    "setiap tamu. Tulis #nobot atau #noai di profilmu dan aku tidak akan menyapamu lagi. Selengkapnya: {url}",
)

LANGUAGES: Mapping[str, Words] = {"en": ENGLISH, "id": INDONESIAN}


def sentences(language: str | None) -> Words:
    """The sentences of a language, or the English ones."""
    return LANGUAGES.get((language or "").split("-")[0].lower(), ENGLISH)


def answer(prompt: str, count: int, language: str | None) -> str:
    """What stands beside the pictures."""
    said = sentences(language)
    first = said.several if count > 1 else said.one
    return f"{first.format(prompt=shortened(prompt, QUOTED), count=count)}\n\n{said.on}"


def warning(of_theirs: str, language: str | None) -> str:
    """Before the picture: what it is, and what its asker warned of."""
    lead = words(language).generated
    return f"{lead}: {shortened(of_theirs, WARNING)}" if of_theirs else lead
