"""The header in which two servers compare their lists of followers (FEP-8fcf)."""

from hashlib import sha256

from hypothesis import given
from hypothesis import strategies as st

from activitypub.synchronisation import Synchronisation, digest_of, read_synchronisation, write_synchronisation

IDS = ("https://testing.example.org/users/1", "https://testing.example.org/users/2")


def test_the_order_does_not_matter_and_nobody_is_all_zeros():
    assert digest_of(IDS) == digest_of(reversed(IDS)) != digest_of(IDS[:1])
    assert digest_of(()) == "0" * 64
    assert digest_of(IDS[:1]) == sha256(IDS[0].encode()).hexdigest()
    assert digest_of([*IDS, IDS[1]]) == digest_of(IDS[:1])


@given(st.sampled_from(IDS), st.sampled_from(IDS), st.binary(min_size=32, max_size=32))
def test_what_is_written_is_read(collection: str, url: str, digest: bytes):
    said = Synchronisation(collection, url, digest.hex())
    assert read_synchronisation(write_synchronisation(said)) == said


@given(
    st.text(max_size=80)
    | st.lists(st.sampled_from(['url="', "https://a.example/", '"', ",", "digest=", "="])).map("".join)
)
def test_nothing_escapes_judgement(text: str):
    assert read_synchronisation(text) is None
