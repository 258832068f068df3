"""E6, E7, E9-E12, E20-E22: to whom things are said, and what must not travel along."""

import io
import json

import pytest
from PIL import Image, PngImagePlugin

from activitypub.terms import ACTIVITY_JSON, PUBLIC
from generators.fake import flat_png
from tests.far_side import Stranger
from tests.harness.asgi import Answer, multipart_body
from tests.harness.house import House, Person
from tests.hostile.attacks import Json, befriend, known, mention, settles, stored, to_all


async def test_e06_nothing_of_ours_has_blind_copies(home: House, alice: Person, bob: Stranger):
    """Neither what is delivered nor what can be fetched."""
    await settles(home, bob, bob.says("Follow", alice.account.uri))
    for visibility in ("public", "unlisted", "private", "direct"):
        post = await alice.posts(f"@bob@{bob.peer.host} hello", visibility=visibility)
        await home.works()
        if visibility in ("public", "unlisted"):
            fetched = await home.ask(
                "GET", post["uri"].removeprefix("https://art.example"), headers={"Accept": ACTIVITY_JSON}
            )
            assert not {"bto", "bcc"} & set(fetched.json)
    assert len([one for one in bob.peer.received if one["type"] == "Create"]) >= 4
    assert all('"bto"' not in json.dumps(one) and '"bcc"' not in json.dumps(one) for one in bob.peer.received)


async def test_e07_blind_copies_that_we_receive(home: House, alice: Person, bob: Stranger):
    """They address nobody and are shown to nobody."""
    await befriend(home, alice, bob)
    said = bob.writes(bto=[alice.account.uri], bcc=["https://secret.example/users/spy"], audience="https://x.example/g")
    said |= {"bto": [alice.account.uri], "bcc": ["https://secret.example/users/spy"]}
    await settles(home, bob, said)
    status = await stored(home, said["object"]["id"])
    assert status is not None
    assert "secret.example" not in (await home.ask("GET", f"/api/v1/statuses/{status.id}")).text
    hidden = bob.writes(to=[], cc=[], bto=[alice.account.uri])
    await settles(home, bob, hidden)
    kept = await stored(home, hidden["object"]["id"])
    assert kept is None or kept.visibility == "direct"


async def test_e09_an_answer_is_no_louder_than_what_it_answers(home: House, alice: Person, bob: Stranger):
    """Bob's post for followers stays so whatever Alice answers; his boost by her is refused."""
    await befriend(home, alice, bob)
    said = bob.writes("<p>for followers</p>", to=[f"{bob.id}/followers"], cc=[])
    await settles(home, bob, said)
    status = await stored(home, said["object"]["id"])
    assert status is not None
    await alice.posts("an open answer", in_reply_to_id=status.id)
    assert (await alice.tries("POST", f"/api/v1/statuses/{status.id}/reblog")).status in (403, 404, 422)
    again = await stored(home, said["object"]["id"])
    assert again is not None
    assert again.visibility == "private"
    assert (await home.ask("GET", f"/api/v1/statuses/{status.id}")).status == 404


async def bell(alice: Person, stranger: Stranger) -> list[str]:
    rang = await alice.get("/api/v1/notifications")
    return [one["type"] for one in rang if one["account"]["uri"] == stranger.id]


async def test_e10_named_without_being_addressed(home: House, alice: Person, bob: Stranger, carol: Stranger):
    """A tag alone rings nowhere and lets nobody in."""
    await befriend(home, await home.signs_up(f"friend{await home.users()}"), bob)
    said = bob.writes("<p>@alice behind her back</p>", tag=[mention(alice)], to=[f"{bob.id}/followers"], cc=[])
    await settles(home, bob, said)
    status = await stored(home, said["object"]["id"])
    assert status is not None
    assert await bell(alice, bob) == []
    assert (await alice.ask("GET", f"/api/v1/statuses/{status.id}")).status == 404


async def test_e11_addressed_without_being_named(home: House, alice: Person, bob: Stranger):
    """She may read it, and nothing rings; others may not."""
    said = bob.writes("<p>a word in your ear</p>", to=[alice.account.uri], cc=[])
    await settles(home, bob, said)
    status = await stored(home, said["object"]["id"])
    assert status is not None
    assert (await alice.ask("GET", f"/api/v1/statuses/{status.id}")).status == 200
    assert (await home.ask("GET", f"/api/v1/statuses/{status.id}")).status == 404
    assert await bell(alice, bob) == []


async def test_e12_nobody_acts_on_what_they_cannot_see(home: House, alice: Person, bob: Stranger):
    """404 for every verb, before and after; and the answers tell nothing."""
    friend = await home.signs_up(f"friend{await home.users()}")
    await befriend(home, friend, bob)
    theirs = bob.writes("<p>swordfish</p>", to=[f"{bob.id}/followers"], cc=[])
    await settles(home, bob, theirs)
    status = await stored(home, theirs["object"]["id"])
    assert status is not None
    ours = await friend.posts("swordfish", visibility="private")
    for one in (status.id, ours["id"]):
        for verb in (
            "favourite",
            "unfavourite",
            "reblog",
            "unreblog",
            "bookmark",
            "unbookmark",
            "pin",
            "unpin",
            "mute",
        ):
            answer = await alice.tries("POST", f"/api/v1/statuses/{one}/{verb}")
            assert answer.status in (404, 422)
            assert "swordfish" not in answer.text
        for part in ("", "/context", "/source", "/history", "/favourited_by", "/reblogged_by"):
            answer = await alice.ask("GET", f"/api/v1/statuses/{one}{part}")
            assert answer.status == 404
        answer = await alice.tries("POST", "/api/v1/statuses", {"status": "hm", "in_reply_to_id": str(one)})
        assert answer.status == 404
        assert "swordfish" not in answer.text
    assert [one for one in bob.peer.received if one["type"] in ("Like", "Announce", "Create")] == []


async def test_e13_nobody_reports_what_they_cannot_see(home: House, alice: Person, bob: Stranger):
    """A report may name only posts that its writer sees, of the one it is about."""
    friend = await home.signs_up(f"friend{await home.users()}")
    ours = await friend.posts("swordfish", visibility="private")
    other = await alice.posts("mine")
    values = {"account_id": str(friend.account.id), "status_ids": [ours["id"], other["id"]], "comment": "look"}
    answer = await alice.tries("POST", "/api/v1/reports", values)
    assert answer.status in (404, 422) or answer.json.get("status_ids") in ([], None)
    assert "swordfish" not in answer.text


def photo(kind: str) -> bytes:
    """A picture with everything that cameras and programs write into one."""
    image, out = Image.new("RGB", (64, 48), (200, 120, 40)), io.BytesIO()
    exif = Image.Exif()
    exif[0x010F], exif[0x013B], exif[0xA431], exif[0x9286] = "SECRETMAKER", "SECRETARTIST", "SECRETSERIAL", "SECRETNOTE"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2] = "N", (48.0, 51.0, 29.0)
    xmp = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><history>SECRETHISTORY /home/alice/model.safetensors</history></x:xmpmeta>'
    if kind == "PNG":
        texts = PngImagePlugin.PngInfo()
        texts.add_text("parameters", "SECRETPROMPT Steps: 20, Seed: 12345, Model: /home/alice/model.safetensors")
        texts.add_itxt("workflow", '{"SECRETWORKFLOW": 1}', zip=True)
        image.save(out, "PNG", pnginfo=texts, exif=exif.tobytes())
    elif kind == "JPEG":
        image.save(out, "JPEG", exif=exif.tobytes(), xmp=xmp, comment=b"SECRETCOMMENT")
    else:
        image.save(out, "WEBP", exif=exif.tobytes(), xmp=xmp)
    return out.getvalue() + b"SECRETTAIL"


async def upload(person: Person, data: bytes) -> Answer:
    body, kind = multipart_body({}, {"file": ("a.png", "image/png", data)})
    return await person.ask("POST", "/api/v2/media", body=body, headers={"Content-Type": kind})


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
async def test_e20_e21_what_a_picture_says_about_its_maker(home: House, alice: Person, kind: str):
    """Place, camera, serial, history, prompts, seeds and paths stay behind; the original cannot be had."""
    data = photo(kind)
    assert b"SECRET" in data
    answer = await upload(alice, data)
    assert answer.status == 200, answer.text
    for url in (answer.json["url"], answer.json["preview_url"]):
        served = await home.ask("GET", url.removeprefix("https://art.example"))
        assert served.status == 200
        assert not any(word in served.body for word in (b"SECRET", b"safetensors", b"Seed", b"GPS", b"home"))
        assert 0x8825 not in Image.open(io.BytesIO(served.body)).getexif()
    kept = [path.read_bytes() for path in home.ctx.files.folder.rglob("*") if path.is_file()]
    assert not any(b"SECRET" in one for one in kept)


async def test_e21_a_painted_picture_tells_its_origin_and_not_its_words(home: House, alice: Person):
    """That a machine made it, not with which prompt, seed or path."""
    async with home.paints():
        post = await alice.posts("/imagine a secretfox in the snow")
    [media] = post["media_attachments"]
    data = (await home.ask("GET", media["url"].removeprefix("https://art.example"))).body
    assert b"DigitalSourceType" in data
    assert not any(word in data for word in (b"secretfox", b"seed", b"Seed", b"/home", b"/root", b"alice"))


async def test_e22_pictures_of_posts_for_few(home: House, alice: Person, bob: Stranger):
    """Ours lie under names that nobody guesses; far ones are not found by trying ids."""
    found = (await upload(alice, flat_png(30, 20, (9, 9, 9)))).json
    name = found["url"].rpartition("/")[2].partition(".")[0]
    assert len(name) >= 20
    assert found["id"] not in found["url"]
    await befriend(home, alice, bob)
    bob.peer.documents["/p"] = (200, "image/png", flat_png(30, 20, (1, 2, 3)))
    picture = {"type": "Image", "mediaType": "image/png", "url": f"https://{bob.peer.host}/p"}
    said = bob.writes(to=[f"{bob.id}/followers"], cc=[], attachment=[picture])
    await settles(home, bob, said)
    status = await stored(home, said["object"]["id"])
    assert status is not None
    [media] = (await alice.get(f"/api/v1/statuses/{status.id}"))["media_attachments"]
    assert (await home.ask("GET", f"/media/remote/{media['id']}/original")).status == 404
    assert (await home.ask("GET", media["url"].removeprefix("https://art.example"))).status == 200


async def test_e22_a_far_account_is_known(home: House, alice: Person, bob: Stranger):
    """And its picture, which is for everybody, needs no secret."""
    bob.more["icon"] = {"type": "Image", "url": f"https://{bob.peer.host}/face"}
    bob.peer.documents["/face"] = (200, "image/png", flat_png(30, 20, (1, 2, 3)))
    said: Json = bob.writes(**to_all(alice))
    assert said["to"] == [PUBLIC, alice.account.uri]
    await settles(home, bob, said)
    account = await known(home, bob.id)
    assert account is not None
    assert (await home.ask("GET", f"/media/remote/accounts/{account.id}/avatar")).status == 200
