"""Fingerprints of bodies, and the keys we believe."""

import pytest
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from activitypub.actors import ActorKey
from activitypub.digests import content_digest_of, digest_matches, digest_of, read_content_digest, read_digest
from activitypub.keys import PrivateKey, PublicKey, generate_ed25519, generate_rsa, read_public_key
from activitypub.keys.multibase import (
    ED25519_PUBLIC,
    ED25519_SECRET,
    decode_multikey,
    encode_multikey,
)
from activitypub.keys.public import is_sound
from activitypub.results import Reason, Refused

BODY = b'{"type": "Like"}'
GOOD, BAD = digest_of(BODY), digest_of(b"other")

# FEP-8b32 / vc-di-eddsa appendix B: the key pair of the test vectors.
VECTOR_PUBLIC = "z6MkrJVnaZkeFzdQyMZu1cgjg7k1pZZ6pvBQ7XJPt4swbTQ2"
VECTOR_SECRET = "z3u2en7t5LR2WtQH5PfFqMqwVHBeXouLzo6haApm8XHqvjxq"


def published(pem: str = "", multibase: str = "") -> ActorKey:
    return ActorKey("https://p.example/u#k", "https://p.example/u", pem, multibase)


@pytest.mark.parametrize("header", [GOOD, GOOD.replace("SHA", "sha"), f"  {GOOD} "])
def test_one_sha256_of_the_body_matches(header):
    assert digest_matches(header, BODY)


@pytest.mark.parametrize(
    "header",
    [None, "", BAD, f"{GOOD},{BAD}", f"{BAD},{GOOD}", f"{GOOD},{GOOD}", f"{GOOD},SHA-512=AAAA", "md5=" + GOOD[8:],
     "SHA-512=" + GOOD[8:], GOOD[:-1], GOOD + "=", "SHA-256=AAAA", "SHA-256=", GOOD + "A" * 300,
     "sha-256=:" + GOOD[8:]],
)  # fmt: skip
def test_everything_else_does_not(header):
    assert not digest_matches(header, BODY)


def test_the_newer_header_holds_the_same_hash():
    assert read_content_digest(content_digest_of(BODY)) == read_digest(GOOD)
    assert read_content_digest(GOOD) is None


@given(st.text(max_size=80))
def test_no_digest_header_escapes(text):
    assert not digest_matches(text, BODY)
    assert not digest_matches("SHA-256=" + text, BODY)


def test_an_rsa_key_survives_its_pem():
    key = generate_rsa()
    again = PrivateKey.load(key.pem(), trusted=True)
    public = read_public_key(published(key.public_pem()))
    assert isinstance(public, PublicKey)
    assert (key.kind, public.kind) == ("rsa", "rsa")
    assert public.verifies(again.sign(b"x"), b"x")
    assert not public.verifies(again.sign(b"x"), b"y")
    assert key.public_multibase() == ""


def test_an_ed25519_key_survives_its_pem_and_its_multikey():
    key = generate_ed25519()
    again = PrivateKey.load(key.pem().encode())
    assert (again.kind, again.public().kind) == ("ed25519", "ed25519")
    for found in (published(key.public_pem()), published(multibase=key.public_multibase())):
        public = read_public_key(found)
        assert isinstance(public, PublicKey)
        assert public.verifies(again.sign(b"x"), b"x")
        assert not public.verifies(b"\0" * 64, b"x")
        assert not public.verifies(b"", b"x")


def test_a_pkcs1_key_is_as_good():
    pem = generate_rsa().key.public_key().public_bytes(Encoding.PEM, PublicFormat.PKCS1)
    assert isinstance(read_public_key(published(pem.decode())), PublicKey)


def test_the_key_of_the_specification_makes_its_own_public_half():
    raw = decode_multikey(ED25519_SECRET, VECTOR_SECRET)
    assert raw is not None
    assert encode_multikey(ED25519_SECRET, raw) == VECTOR_SECRET
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    assert PrivateKey(Ed25519PrivateKey.from_private_bytes(raw)).public_multibase() == VECTOR_PUBLIC


def test_the_other_base_names_the_same_key():
    raw = decode_multikey(ED25519_PUBLIC, VECTOR_PUBLIC)
    other = "u7QGwDY2Tjn93PVFWWq02piP1NE9_XRlg-c8-jhJiDqKBDw"
    assert raw is not None
    assert decode_multikey(ED25519_PUBLIC, other) == raw
    assert decode_multikey(ED25519_PUBLIC, "u7QGw+") is None
    assert decode_multikey(ED25519_PUBLIC, "uü") is None


def ec_pem() -> str:
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()


@pytest.mark.parametrize(
    "key",
    [
        published(rsa.generate_private_key(65537, 1024).public_key()
                  .public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()),
        published(ec_pem()),
        published("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----"),
        published("ü"),
        published(),
        published(multibase="z"),
        published(multibase="y" + VECTOR_PUBLIC[1:]),
        published(multibase=VECTOR_PUBLIC + "0"),
        published(multibase=VECTOR_PUBLIC[:-4]),
        published(multibase=VECTOR_SECRET),
        published(multibase="z" + "1" * 200),
        published(multibase="z1111"),
    ],
)  # fmt: skip
def test_keys_that_prove_nothing_are_refused(key):
    answer = read_public_key(key)
    assert isinstance(answer, Refused)
    assert answer.reason is Reason.KEY_TOO_WEAK


def test_a_huge_key_is_refused_before_it_costs_anything():
    modulus = (1 << 16383) + 1
    huge = rsa.RSAPublicNumbers(65537, modulus).public_key()
    pem = huge.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    assert read_public_key(published(pem)) == Refused(Reason.KEY_TOO_WEAK, "RSA of 16384 bits")
    assert not is_sound(huge, 2048)


def test_our_own_key_must_be_of_a_kind_we_sign_with():
    key = ec.generate_private_key(ec.SECP256R1())
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with pytest.raises(ValueError, match="only RSA and Ed25519"):
        PrivateKey.load(pem)


@given(st.text(max_size=120), st.text(max_size=120))
def test_no_published_key_escapes(pem, multibase):
    assert isinstance(read_public_key(published(pem, multibase)), Refused)
    assert isinstance(read_public_key(published(multibase="z" + multibase)), Refused)


@given(st.binary(min_size=1, max_size=40))
def test_multikeys_go_there_and_back(raw):
    assert decode_multikey(ED25519_PUBLIC, encode_multikey(ED25519_PUBLIC, raw)) == raw
