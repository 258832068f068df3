"""Signatures that were published with their keys (RFC 9421): nobody here made them."""

import pytest

from activitypub.actors import ActorKey
from activitypub.keys import PublicKey, read_public_key
from activitypub.requests import Headers, Request
from activitypub.signatures.rfc9421 import base, read_input
from tests.protocol.peers import BOB, BOBS_KEY_ID

ED25519 = """-----BEGIN PUBLIC KEY-----
MCowBQYDK2VwAyEAJrQLj5P/89iXES9+vFgrIy29clF9CC/oPPsw3c5D0bs=
-----END PUBLIC KEY-----"""
RSA = """-----BEGIN RSA PUBLIC KEY-----
MIIBCgKCAQEAhAKYdtoeoy8zcAcR874L8cnZxKzAGwd7v36APp7Pv6Q2jdsPBRrw
WEBnez6d0UDKDwGbc6nxfEXAy5mbhgajzrw3MOEt8uA5txSKobBpKDeBLOsdJKFq
MGmXCQvEG7YemcxDTRPxAleIAgYYRjTSd/QBwVW9OwNFhekro3RtlinV0a75jfZg
kne/YiktSvLG34lw2zqXBDTC5NHROUqGTlML4PlNZS5Ri2U4aCNx2rUPRcKIlE0P
uKxI4T+HIaFpv8+rdV6eUgOrB2xeI1dSFFn/nnv5OoZJEIB+VmuKn3DCUcCZSFlQ
PSXSfBDiUGhwOw76WuSSsf1D4b/vLoJ10wIDAQAB
-----END RSA PUBLIC KEY-----"""
BODY = b'{"hello": "world"}'


def holds(request: Request, pem: str) -> bool:
    """Is the signature that it carries one over what it says it covers? When and for whom, is asked elsewhere."""
    key, found = read_public_key(ActorKey(BOBS_KEY_ID, BOB, pem)), read_input(request)
    assert isinstance(key, PublicKey)
    assert found is not None
    return key.verifies(found.value, base(request, found, "https", request.target))


def b26(**changed: str) -> Request:
    """Appendix B.2.6: a request, signed with Ed25519."""
    headers = {
        "Host": "example.com", "Date": "Tue, 20 Apr 2021 02:07:55 GMT", "Content-Type": "application/json",
        "Content-Length": "18",
        "Signature-Input": 'sig-b26=("date" "@method" "@path" "@authority" "content-type" "content-length")'
                           ';created=1618884473;keyid="test-key-ed25519"',
        "Signature": "sig-b26=:wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==:",
    }  # fmt: skip
    return Request("POST", "/foo?param=Value&Pet=dog", Headers((headers | changed).items()), BODY)


def proxied(**changed: str) -> Request:
    """Section 4.3: what a proxy signs with `rsa-v1_5-sha256`, the only such signature in the text."""
    headers = {
        "Host": "origin.host.internal.example", "Date": "Tue, 20 Apr 2021 02:07:56 GMT",
        "Content-Type": "application/json", "Content-Length": "18",
        "Content-Digest": "sha-512=:WZDPaVn/7XgHaAy8pmojAkGWoRx2UFChF41A2svX+TaPm+AbwAgBWnrIiYllu7BNNyealdVLvRwEmTHWXvJwew==:",
        "Forwarded": "for=192.0.2.123;host=example.com;proto=https",
        "Signature-Input": 'proxy_sig=("@method" "@authority" "@path" "content-digest" "content-type" "content-length" '
                           '"forwarded");created=1618884480;keyid="test-key-rsa";alg="rsa-v1_5-sha256";expires=1618884540',
        "Signature": "proxy_sig=:S6ZzPXSdAMOPjN/6KXfXWNO/f7V6cHm7BXYUh3YD/fRad4BCaRZxP+JH+8XY1I6+8Cy+CM5g92iHgxtRPz+MjniO"
                     "aYmdkDcnL9cCpXJleXsOckpURl49GwiyUpZ10KHgOEe11sx3G2gxI8S0jnxQB+Pu68U9vVcasqOWAEObtNKKZd8tSFu7LB5YAv0R"
                     "AGhB8tmpv7sFnIm9y+7X5kXQfi8NMaZaA8i2ZHwpBdg7a6CMfwnnrtflzvZdXAsD3LH2TwevU+/PBPv0B6NMNk93wUs/vfJvye+Y"
                     "uI87HU38lZHowtznbLVdp770I6VHR6WfgS9ddzirrswsE1w5o0LV/g==:",
    }  # fmt: skip
    return Request("POST", "/foo?param=Value&Pet=dog", Headers((headers | changed).items()), BODY)


SIGNED = [
    ("Signature-Input", 'transform=("@method" "@path" "@authority" "accept");created=1618884473;keyid="test-key-ed25519"'),
    ("Signature", "transform=:ZT1kooQsEHpZ0I1IjCqtQppOmIqlJPeo7DHR3SoMn0s5JZ1eRGS0A+vyYP9t/LXlh5QMFFQ6cpLt2m0pmj3NDA==:"),
]  # fmt: skip
HOST, DATE = ("Host", "example.org"), ("Date", "Fri, 15 Jul 2022 14:24:55 GMT")
JSON, ANY = ("Accept", "application/json"), ("Accept", "*/*")
ASKED = "/demo?name1=Value1&Name2=value2"


def transformed(method: str, target: str, *lines: tuple[str, str]) -> Request:
    """Appendix B.4: a request after what may happen to it on its way."""
    return Request(method, target, Headers([*lines, *SIGNED]))


def test_the_published_signatures_hold():
    assert holds(b26(), ED25519)
    assert holds(proxied(), RSA)


@pytest.mark.parametrize("name", ["Host", "Date", "Content-Type", "Content-Length"])
def test_they_do_not_hold_over_anything_else(name):
    assert not holds(b26(**{name: "19"}), ED25519)
    assert holds(proxied(**{name: "19"}), RSA) is (name == "Date")  # which the proxy did not cover
    assert not holds(proxied(Forwarded="for=192.0.2.124"), RSA)


@pytest.mark.parametrize("pem", [ED25519, RSA])
def test_they_do_not_hold_for_another_key(pem):
    assert [holds(b26(), pem), holds(proxied(), pem)] == [pem == ED25519, pem == RSA]


@pytest.mark.parametrize(
    "request_",
    [
        transformed("GET", ASKED, HOST, DATE, JSON, ANY),
        transformed("GET", ASKED + "&param=added", HOST, DATE, JSON, ANY, ("Accept-Language", "en-US,en;q=0.5")),
        transformed("GET", ASKED, HOST, ("Referer", "https://developer.example.org/demo"), ("Accept", "application/json, */*")),
        transformed("GET", "/demo?name1=Value1", DATE, JSON, HOST, ANY),
    ],
)  # fmt: skip
def test_they_survive_what_changes_nothing_that_they_cover(request_):
    assert holds(request_, ED25519)


@pytest.mark.parametrize(
    "request_",
    [
        transformed("POST", ASKED, HOST, DATE, JSON, ANY),
        transformed("GET", ASKED, ("Host", "example.com"), DATE, JSON, ANY),
        transformed("GET", ASKED, HOST, DATE, ANY, JSON),
        transformed("GET", "/other?name1=Value1&Name2=value2", HOST, DATE, JSON, ANY),
    ],
)
def test_they_do_not_survive_what_changes_it(request_):
    assert not holds(request_, ED25519)
