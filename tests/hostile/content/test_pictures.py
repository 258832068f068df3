"""F6-F8, F10-F12, F15: pictures and their descriptions, and posts that name a whole house."""

import io
import json
import struct
import time
import zlib
from typing import Any

import pytest
from PIL import Image

from activitypub.terms import PUBLIC
from fediai.services.people import accounts as people
from generators.fake import flat_png
from tests.far_side import Stranger
from tests.harness.asgi import Answer, multipart_body
from tests.harness.house import House, Person
from tests.harness.keys import next_keys
from tests.hostile.attacks import Json, befriend, known, settles, stored, to_all

RED = (200, 30, 20)


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_header(width: int, height: int, depth: int = 8) -> bytes:
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, 2, 0, 0, 0))


def bomb(width: int, height: int) -> bytes:
    """It says that it is huge, and holds next to nothing."""
    return png_header(width, height) + chunk(b"IDAT", zlib.compress(bytes(1_000_000))) + chunk(b"IEND", b"")


def icc_bomb() -> bytes:
    profile = b"x\x00\x00" + zlib.compress(bytes(50_000_000), 9)
    return (
        png_header(8, 8) + chunk(b"iCCP", profile) + chunk(b"IDAT", zlib.compress(bytes(25 * 8))) + chunk(b"IEND", b"")
    )


def text_bomb() -> bytes:
    text = b"k\x00\x00" + zlib.compress(bytes(80_000_000), 9)
    return png_header(8, 8) + chunk(b"zTXt", text) + chunk(b"IDAT", zlib.compress(bytes(25 * 8))) + chunk(b"IEND", b"")


def frames(kind: str, count: int) -> bytes:
    out = io.BytesIO()
    first, *rest = [Image.new("P" if kind == "GIF" else "RGB", (4, 4), n % 200) for n in range(count)]
    first.save(out, kind, save_all=True, append_images=rest, duration=10)
    return out.getvalue()


def jpeg(mode: str, **words: Any) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (40, 30)).save(out, "JPEG", **words)
    return out.getvalue()


def turned(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return jpeg("RGB", exif=exif.tobytes())


SVG = b"<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 99999999 99999999' onload='alert(1)'><script>alert(1)</script></svg>"
ENTITY = b'<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>'
NONE = {
    "svg": SVG, "svg with an entity": ENTITY, "svg of megabytes": b"<svg>" + b"<g>" * 4_000_000, "html": b"<html><script>alert(1)</script>",
    "huge": bomb(30_000, 30_000), "wide": bomb(1_000_000, 10), "half": flat_png(300, 200, RED)[:60], "nothing": b"", "zeros": bytes(1000),
    "playlist": b"#EXTM3U\nfile:///etc/passwd\n", "mp4": b"\x00\x00\x00\x18ftypmp42" + bytes(1000), "pdf": b"%PDF-1.4\n", "eps": b"%!PS-Adobe-3.0 EPSF-3.0\n",
}  # fmt: skip


async def uploads(person: Person, data: bytes, name: str = "a.png", kind: str = "image/png") -> Answer:
    body, content_type = multipart_body({}, {"file": (name, kind, data)})
    return await person.ask("POST", "/api/v2/media", body=body, headers={"Content-Type": content_type})


@pytest.mark.parametrize("which", NONE)
@pytest.mark.parametrize("from_afar", [False, True])
async def test_f06_f08_f10_what_is_no_picture(home: House, alice: Person, bob: Stranger, which: str, from_afar: bool):
    """422 for one's own, 404 for a far one, in little time; the worker lives."""
    started = time.monotonic()
    if from_afar:
        assert (await shown_from_afar(home, alice, bob, NONE[which])).status == 404
    else:
        assert (await uploads(alice, NONE[which])).status in (413, 422)
    assert time.monotonic() - started < 3
    assert (await home.ask("GET", "/actor")).status == 200


async def shown_from_afar(home: House, alice: Person, bob: Stranger, data: bytes, kind: str = "image/png") -> Answer:
    """A picture of Bob's through our cache."""
    await befriend(home, alice, bob)
    bob.peer.documents["/p"] = (200, kind, data)
    said = bob.writes(attachment=[{"type": "Image", "mediaType": "image/png", "url": f"https://{bob.peer.host}/p"}])
    await settles(home, bob, said)
    status = await stored(home, said["object"]["id"])
    assert status is not None
    [media] = (await alice.get(f"/api/v1/statuses/{status.id}"))["media_attachments"]
    return await home.ask("GET", media["url"].removeprefix("https://art.example"))


SURVIVED = {
    "icc bomb": icc_bomb(), "text bomb": text_bomb(), "cmyk": jpeg("CMYK"), "orientation 99": turned(99), "gif of 500": frames("GIF", 500),
    "png of 200": frames("PNG", 200), "webp of 200": frames("WEBP", 200), "a broken tail": flat_png(30, 20, RED) + b"\xff" * 1000,
}  # fmt: skip


@pytest.mark.parametrize("which", SURVIVED)
async def test_f08_pictures_that_are_a_burden(home: House, alice: Person, which: str):
    """Read as one still picture or refused; in little time either way."""
    started = time.monotonic()
    answer = await uploads(alice, SURVIVED[which])
    assert answer.status in (200, 422)
    assert time.monotonic() - started < 3
    assert (await uploads(alice, flat_png(30, 20, RED))).status == 200


@pytest.mark.parametrize("kind", ["image/png", "text/html", "application/javascript", "image/svg+xml", ""])
async def test_f07_two_things_at_once(home: House, alice: Person, bob: Stranger, kind: str):
    """Decided by what it was decoded to, written anew, and served so that nothing in it can run."""
    gif = io.BytesIO()
    Image.new("P", (30, 20)).save(gif, "GIF", comment=b"*/=1;alert(1);/*")
    for data in (gif.getvalue(), flat_png(30, 20, RED) + b"<script>alert(1)</script>"):
        mine = await uploads(alice, data, "a.html", kind or "x/y")
        assert mine.status == 200
        theirs = await shown_from_afar(home, alice, bob, data, kind)
        for answer in (await home.ask("GET", mine.json["url"].removeprefix("https://art.example")), theirs):
            assert answer.status == 200
            assert b"alert" not in answer.body
            assert answer.header("content-type") in ("image/jpeg", "image/png")
            assert answer.header("x-content-type-options") == "nosniff"
            assert answer.header("content-security-policy") == "default-src 'none'; sandbox"
        bob.peer.count += 1


async def test_f10_more_bytes_than_a_picture_has(home: House, alice: Person, bob: Stranger):
    """The limit is on what comes, whatever was announced."""
    limit = home.ctx.settings.media.remote_size_limit
    assert (await shown_from_afar(home, alice, bob, flat_png(30, 20, RED) + bytes(limit))).status == 404


PLACE = "https://far.example/x.png"


@pytest.mark.parametrize(
    ("attachment", "count"),
    [
        ({"type": "Document", "mediaType": "image/png", "url": PLACE, "name": "words"}, 1),
        ([{"type": "Image", "url": PLACE, "summary": "words"}], 1), ({"type": "Link", "href": PLACE, "mediaType": "image/png"}, None),
        ([{"type": "Document", "url": PLACE}], 1), ([{"type": "Image", "url": "/relative.png"}], 0), ([{"type": "Image", "url": None}], 0),
        ([{"type": "Image", "url": [{"type": "Link", "href": PLACE, "mediaType": "image/png"}]}], 1), ([{"type": "Image", "url": {"href": PLACE}}], 1),
        (None, 0), ([None], 0), ([], 0), ("x", 0), ([{}], 0), ([[{"type": "Image", "url": PLACE}]], 0), ([{"type": "Image"}], 0),
        ([{"type": "Image", "url": "javascript:alert(1)"}], 0), ([{"type": "Image", "url": "data:image/png;base64,x"}], 0),
        ([{"type": ["Image", "Document"], "url": PLACE}], 1), ([{"type": "Image", "url": PLACE, "name": {"a": 1}, "summary": 7}], 1),
        ([{"type": "Image", "url": PLACE, "name": None, "summary": "words"}], 1), ([{"type": "Person", "url": PLACE}], 0),
    ],
)  # fmt: skip
async def test_f11_attachments_in_every_shape(
    home: House, alice: Person, bob: Stranger, attachment: Any, count: int | None
):
    """Shown, or left out; never an error."""
    await befriend(home, alice, bob)
    said = bob.writes(attachment=attachment)
    assert await settles(home, bob, said) == [202]
    status = await stored(home, said["object"]["id"])
    assert status is not None
    shown = (await alice.get(f"/api/v1/statuses/{status.id}"))["media_attachments"]
    assert len(shown) == count or count is None
    text = json.dumps(attachment)
    if '"words"' in text:
        assert [one["description"] for one in shown] in (["words"], [])


@pytest.mark.parametrize(
    "more",
    [
        {"blurhash": "x" * 1_000_00}, {"blurhash": "<script>"}, {"blurhash": 7}, {"blurhash": "L" * 28}, {"focalPoint": ["a", "b"]},
        {"focalPoint": [1e300, -1e300]}, {"focalPoint": [1, 2, 3, 4, 5]}, {"focalPoint": "0,0"}, {"focalPoint": {}}, {"focalPoint": [True, None]},
        {"width": -1, "height": 0}, {"width": 10**9, "height": 10**9}, {"width": "100", "height": "x"}, {"width": 1.5, "height": True},
        {"width": 0, "height": 10}, {"width": 65_000, "height": 1}, {"width": None}, {"name": "a" * 100_000}, {"mediaType": "x" * 10_000},
    ],
)  # fmt: skip
async def test_f12_sizes_that_are_none(home: House, alice: Person, bob: Stranger, more: Json):
    """Left out or clamped; whoever draws it divides by nothing."""
    await befriend(home, alice, bob)
    picture = {"type": "Image", "mediaType": "image/png", "url": PLACE, **more}
    said = bob.writes(attachment=[picture])
    assert await settles(home, bob, said) == [202]
    status = await stored(home, said["object"]["id"])
    assert status is not None
    [media] = (await alice.get(f"/api/v1/statuses/{status.id}"))["media_attachments"]
    focus, original = media["meta"]["focus"], media["meta"].get("original")
    assert -1 <= focus["x"] <= 1
    assert -1 <= focus["y"] <= 1
    assert media["blurhash"] is None or 6 <= len(media["blurhash"]) <= 120
    assert len(media["description"] or "") <= 10_000
    if original is not None:
        assert 0 < original["width"] <= 100_000
        assert 0 < original["height"] <= 100_000
        assert original["aspect"] > 0


async def test_f15_a_stranger_names_a_whole_house(home: House, alice: Person, bob: Stranger, eve: Stranger):
    """Who nobody here follows may name ten of ours at once; a post that names a hundred rings for none of them."""
    keys = await next_keys()
    crowd = []
    for n in range(60):
        async with home.ctx.db.write() as tx:
            login = {"email": f"c{n}@example.org", "password_hash": "!", "role": "user"}
            account, _ = await people.create_local(home.ctx, tx, f"crowd{n}", keys=keys, **login)
        crowd.append(account)
    tags = [{"type": "Mention", "href": one.uri, "name": f"@{one.username}@art.example"} for one in crowd]
    said = bob.writes("<p>buy this</p>", tag=tags, to=[one.uri for one in crowd], cc=[PUBLIC])
    few = eve.writes("<p>hello you two</p>", tag=tags[:2], to=[one.uri for one in crowd[:2]], cc=[PUBLIC])
    await settles(home, bob, said)
    await settles(home, eve, few)
    assert await rung(home, bob) == 0
    assert await rung(home, eve) == 2
    friend = await home.signs_up("friend")
    await befriend(home, friend, bob)
    await settles(
        home, bob, bob.writes("<p>party</p>", **{**to_all(alice), "tag": tags, "to": [one.uri for one in crowd]})
    )
    assert await rung(home, bob) <= 50


async def rung(home: House, by: Stranger) -> int:
    """How many bells this stranger has rung; what is kept back for a look rings none."""
    from sqlalchemy import func, select

    from fediai.store.tables import notifications

    account = await known(home, by.id)
    assert account is not None
    async with home.ctx.db.read() as tx:
        counted = select(func.count()).where(
            notifications.c.from_account_id == account.id, notifications.c.type == "mention", ~notifications.c.filtered
        )
        return int(await tx.scalar(counted) or 0)
