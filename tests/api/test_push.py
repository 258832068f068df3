"""Push messages: sealed as RFC 8291 says, subscribed through the front door, carried by errands."""

import hashlib
import hmac
from typing import Any

import orjson
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256

from fediai.domain.people.notifications import NotificationType
from fediai.services.people import choices
from fediai.services.people.bell_words import TITLES
from fediai.streaming.webpush import CURVE, Recipient, decoded, encoded, seal
from fediai.web.languages import LANGUAGES
from tests.api.client import registered
from tests.harness.house import House, Network, Person, house

# RFC 8291 Appendix A
PLAIN = b"When I grow up, I want to be a watermelon"
SENDER = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"
CLIENT = "q1dXpw3UpT5VOmu_cf_v6ih07Aems3njxI-JWgLcM94"
POINT = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
SALT, AUTH = "DGv6ra1nlYgDCS1FRnbzlw", "BTBZMqHH6r4Tts7J_aSIgg"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru"
    "3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def private(text: str) -> ec.EllipticCurvePrivateKey:
    return ec.derive_private_key(int.from_bytes(decoded(text), "big"), CURVE)


def mac(key: bytes, data: bytes) -> bytes:
    return hmac.new(key, data, hashlib.sha256).digest()


def shared(point: bytes) -> bytes:
    secret = private(CLIENT).exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point))
    return mac(decoded(AUTH), secret)


def opened(body: bytes) -> dict[str, Any]:
    """As a browser reads it."""
    salt, own, sealed = body[:16], body[21:86], body[86:]
    seed = mac(salt, mac(shared(own), b"WebPush: info\0" + decoded(POINT) + own + b"\1"))
    key = mac(seed, b"Content-Encoding: aes128gcm\0\1")[:16]
    plain = AESGCM(key).decrypt(mac(seed, b"Content-Encoding: nonce\0\1")[:12], sealed, None)
    return orjson.loads(plain.rstrip(b"\2"))


def opened_as_drafted(headers: dict[str, str], body: bytes) -> dict[str, Any]:
    own = decoded(headers["crypto-key"].partition(";")[0].removeprefix("dh="))
    context = b"P-256\0\0\x41" + decoded(POINT) + b"\0\x41" + own
    seed = mac(decoded(headers["encryption"].removeprefix("salt=")), mac(shared(own), b"Content-Encoding: auth\0\1"))
    key = mac(seed, b"Content-Encoding: aesgcm\0" + context + b"\1")[:16]
    return orjson.loads(
        AESGCM(key).decrypt(mac(seed, b"Content-Encoding: nonce\0" + context + b"\1")[:12], body, None)[2:]
    )


def test_the_example_of_the_rfc():
    made = seal(PLAIN, Recipient.of(POINT, AUTH), private(SENDER), decoded(SALT))
    assert encoded(made.body) == SEALED


class PushService:
    """`https://push.example`: answers as told, and keeps what it got."""

    def __init__(self, network: Network) -> None:
        self.got: list[tuple[dict[str, str], bytes]] = []
        self.status = 201
        network.apps["push.example"] = self

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        headers = {k.decode().lower(): v.decode() for k, v in scope["headers"]}
        self.got.append((headers, (await receive())["body"]))
        await send({"type": "http.response.start", "status": self.status, "headers": []})
        await send({"type": "http.response.body", "body": b""})


@pytest.fixture
def service(network: Network) -> PushService:
    return PushService(network)


async def subscribes(person: Person, *, standard: bool = True, policy: str = "all") -> dict[str, Any]:
    asked = {
        "subscription": {
            "endpoint": "https://push.example/for/alice", "standard": standard, "keys": {"p256dh": POINT, "auth": AUTH},
        },
        "data": {"alerts": {"mention": True, "quote": True, "favourite": False}, "policy": policy},
    }  # fmt: skip
    answer = await person.tries("POST", "/api/v1/push/subscription", asked)
    assert answer.status == 200, answer.text
    return answer.json


async def test_a_mention_rings_on_the_phone(art: House, service: PushService):
    alice, bob = await art.signs_up("alice"), await art.signs_up("bob")
    made = await subscribes(alice)
    post = await bob.posts("@alice hello there")
    await bob.post(f"/api/v1/statuses/{(await alice.posts('mine'))['id']}/favourite")
    await art.works()
    [(headers, body)] = service.got
    said = opened(body)
    [bell] = await alice.get("/api/v1/notifications?types[]=mention")
    assert (said["notification_type"], str(said["notification_id"])) == ("mention", bell["id"])
    assert (said["title"], said["body"]) == ("bob mentioned you", "@alice hello there")
    assert (headers["content-encoding"], "ttl" in headers) == ("aes128gcm", True)
    token, key = headers["authorization"].removeprefix("vapid t=").split(", k=")
    assert key == made["server_key"]
    head, claims, signature = token.split(".")
    assert orjson.loads(decoded(claims))["aud"] == "https://push.example"
    raw = decoded(signature)
    numbers = encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    public = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, decoded(key))
    public.verify(numbers, f"{head}.{claims}".encode(), ec.ECDSA(SHA256()))
    assert public.public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    assert post["id"] == bell["status"]["id"]


async def test_older_apps_read_the_older_form(art: House, service: PushService):
    alice, bob = await art.signs_up("alice"), await art.signs_up("bob")
    await subscribes(alice, standard=False)
    await bob.posts("@alice hi")
    async with art.ctx.db.write() as tx:
        await choices.choose(tx, await art.login(alice.account), {}, locale="id")
    await bob.posts("see", quoted_status_id=(await alice.posts("mine"))["id"])
    await art.works()
    assert {(one["content-encoding"], one["authorization"][:8]) for one, _ in service.got} == {("aesgcm", "WebPush ")}
    said = {one["notification_type"]: one for one in (opened_as_drafted(*got) for got in service.got)}
    assert said["mention"]["body"] == "@alice hi"
    assert (said["quote"]["title"], said["quote"]["preferred_locale"]) == ("bob mengutip kiriman Anda", "id")


def test_every_bell_has_its_words_in_every_language():
    assert set(TITLES) == set(LANGUAGES)
    assert all(set(titles) == set(NotificationType) for titles in TITLES.values())


async def test_only_from_whom_one_wants_to_hear_and_not_where_nobody_listens(art: House, service: PushService):
    alice, bob = await art.signs_up("alice"), await art.signs_up("bob")
    await subscribes(alice, policy="followed")
    await bob.posts("@alice one")
    await art.works()
    assert service.got == []
    await alice.post(f"/api/v1/accounts/{bob.account.id}/follow")
    service.status = 410
    await bob.posts("@alice two")
    await art.works()
    assert len(service.got) == 1
    assert (await alice.ask("GET", "/api/v1/push/subscription")).status == 404


@pytest.mark.parametrize(("status", "tries"), [(503, 5), (429, 5), (400, 1)])
async def test_who_is_out_of_breath_is_asked_a_few_times(
    sqlite_url: str, network: Network, service: PushService, status: int, tries: int
):
    async with house("art.example", sqlite_url, network) as art:
        alice, bob = await art.signs_up("alice"), await art.signs_up("bob")
        await subscribes(alice)
        service.status = status
        await bob.posts("@alice one")
        for _ in range(8):
            await art.works()
            art.clock.passes(minutes=10)
        assert len(service.got) == tries
        assert (await alice.ask("GET", "/api/v1/push/subscription")).status == 200


async def test_a_subscription_is_changed_and_ended(small_server: House):
    alice = await small_server.signs_up("alice")
    missing = await alice.ask("GET", "/api/v1/push/subscription")
    assert (missing.status, "not found" in missing.text) == (404, True)
    made = await subscribes(alice)
    said = (await alice.get("/api/v2/instance"))["configuration"]["vapid"]["public_key"]
    assert made["server_key"] == said == (await registered(small_server)).registered["vapid_key"], "Phanpy compares"
    assert (made["alerts"]["mention"], made["alerts"]["favourite"], made["standard"]) == (True, False, True)
    changed = await alice.tries("PUT", "/api/v1/push/subscription", {"data": {"alerts": {"poll": True}}})
    assert (changed.json["alerts"]["poll"], changed.json["alerts"]["mention"]) == (True, False)
    assert (await alice.get("/api/v1/push/subscription"))["id"] == made["id"]
    for _ in range(2):
        assert (await alice.tries("DELETE", "/api/v1/push/subscription")).json == {}


@pytest.mark.parametrize(
    ("endpoint", "p256dh"),
    [
        ("http://push.example/x", POINT),
        ("nowhere", POINT),
        ("https://push.example/x", "AAAA"),
        ("https://x.example/", "§"),
    ],
)
async def test_a_place_that_is_none_is_refused(small_server: House, endpoint: str, p256dh: str):
    alice = await small_server.signs_up("alice")
    asked = {"subscription": {"endpoint": endpoint, "keys": {"p256dh": p256dh, "auth": AUTH}}}
    assert (await alice.tries("POST", "/api/v1/push/subscription", asked)).status == 422
