"""What strangers write is read, or put aside, but never trips us."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from activitypub.documents import (
    address_of,
    count_of,
    flag_of,
    host_of,
    id_of,
    ids_of,
    language_map,
    many,
    nested,
    one,
    origin_of,
    read_json,
    read_time,
    safe_url,
    same_id,
    same_origin,
    text_of,
    type_of,
    write_time,
)
from activitypub.results import Reason, Refused

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8)
    | st.sampled_from(["https://a.example/1", "as:Public", "Note"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["id", "type", "url", "href", "@value", "name", "x"]), inner, max_size=4
    ),
    max_leaves=12,
)  # fmt: skip


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ("a", "a"), ({"id": "a"}, "a"), (["a", "b"], "a"), ([{"id": "a"}], "a"),
        (None, None), ([], None), ([["a"]], None), ({"id": 1}, None), ({}, None), (7, None),
    ],
)  # fmt: skip
def test_an_id_is_found_in_all_its_clothes(value, found):
    assert id_of(value) == found


def test_ids_come_once_and_in_order():
    assert ids_of(["b", {"id": "a"}, "b", None, 5, ["c"]]) == ["b", "a"]
    assert ids_of(None) == []
    assert len(ids_of([str(n) for n in range(20_000)])) == 1000


def test_one_and_many_undo_each_other():
    assert (one([]), one(["a", "b"]), one("a")) == (None, "a", "a")
    assert (many(None), many("a"), many(["a", "b"], 1)) == ([], ["a"], ["a"])


@pytest.mark.parametrize(
    "written", ["Note", ["Note"], "as:Note", "https://www.w3.org/ns/activitystreams#Note", ["Note", "x:Extra"]]
)
def test_a_type_is_one_word(written):
    assert type_of({"type": written}) == "Note"


def test_a_type_that_is_none_is_empty():
    assert type_of({"type": {"id": "Note"}}) == type_of({}) == ""


def test_texts_are_cut_and_language_values_are_texts():
    assert text_of("abc", 2) == "ab"
    assert text_of({"@value": "a", "@language": "de"}) == "a"
    assert text_of(["a"]) == "a"
    assert text_of(5) == text_of(None) == ""


def test_a_language_map_keeps_only_texts():
    assert language_map({"de": "ja", "en": 5, "x" * 99: "no"}) == {"de": "ja"}
    assert language_map(["de"]) == {}


def test_flags_and_counts_are_what_they_can_be():
    assert (flag_of(True), flag_of("true"), flag_of("false"), flag_of("x", True)) == (True, True, False, True)
    assert (count_of(3), count_of(-1), count_of(10**18), count_of(2.5)) == (3, 0, 2**53 - 1, 2)
    assert (count_of("3"), count_of(True), count_of(None)) == (None, None, None)


@pytest.mark.parametrize(
    "written",
    [
        "https://a.example/x", {"href": "https://a.example/x"}, {"url": "https://a.example/x"},
        {"url": {"href": "https://a.example/x"}}, {"url": ["https://a.example/x"]},
        [7, "javascript:alert(1)", {"type": "Link", "href": "https://a.example/x"}],
    ],
)  # fmt: skip
def test_an_address_is_found_in_all_its_clothes(written):
    assert address_of(written) == "https://a.example/x"


@pytest.mark.parametrize("written", [None, {}, {"url": {}}, {"url": 5}, {"href": 5}, [[]], "a"])
def test_no_address_is_none(written):
    assert address_of(written) is None


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)", "ftp://a.example/", "//a.example/", "/x", "", "https://", "https:///x", 7, None,
        "https://u:p@a.example/", "https://a.example:99999/", "https://a.example:x/", "https://a.example:0/",
        "https://a.example/\tx", "https://a.example/ x", "https://a.example\\@b.example/", "https://[::1/",
        "https://a..example/", "https://-a.example/", "https://a b/", "https://a.example/" + "x" * 2100,
        "https://" + "ä" * 70 + ".example/", "https://" + "a." * 130 + "example/", "https://a.example/\ud800",
    ],
)  # fmt: skip
def test_urls_that_nobody_should_touch(url):
    assert safe_url(url) is None


@pytest.mark.parametrize(
    ("url", "origin", "host"),
    [
        ("https://A.example:443/x", "https://a.example", "a.example"),
        ("http://a.example:80", "http://a.example", "a.example"),
        ("http://127.0.0.1:8080/x", "http://127.0.0.1:8080", "127.0.0.1:8080"),
        ("http://[::1]:8080/x", "http://[::1]:8080", "[::1]:8080"),
        ("https://bücher.example/ä", "https://xn--bcher-kva.example", "xn--bcher-kva.example"),
        ("http://localhost/x", "http://localhost", "localhost"),
    ],
)  # fmt: skip
def test_an_origin_has_one_spelling(url, origin, host):
    assert (safe_url(url), origin_of(url), host_of(url)) == (url, origin, host)


def test_an_origin_is_scheme_and_host_and_port():
    assert same_origin("https://a.example/1", "https://A.example:443/2")
    assert not same_origin("https://a.example/", "http://a.example/")
    assert not same_origin("https://a.example/", "https://a.example:444/")
    assert not same_origin("x", "x")
    assert not same_origin(None, None)
    assert host_of("x") is None


@pytest.mark.parametrize(
    ("other", "same"),
    [
        ("https://A.EXAMPLE:443/u?x=1", True), ("https://a.example/u?x=1#key", True),
        ("https://a.example/U?x=1", False), ("https://a.example/u", False), ("https://a.example", False),
        ("http://a.example/u?x=1", False), ("https://a.example/%75?x=1", False),
    ],
)  # fmt: skip
def test_ids_are_the_same_up_to_the_spelling_of_the_host(other, same):
    assert same_id("https://a.example/u?x=1", other) is same


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-21T09:30:00Z", datetime(2026, 11, 21, 9, 30, tzinfo=UTC)),
        ("2026-11-21T10:30:00.5+01:00", datetime(2026, 11, 21, 9, 30, 0, 500_000, tzinfo=UTC)),
        ("2026-11-21", datetime(2026, 11, 21, tzinfo=UTC)),
        ("2026-11-21T09:30:00.123456789Z", datetime(2026, 11, 21, 9, 30, 0, 123456, tzinfo=UTC)),
        ("1600-01-01T00:00:00Z", datetime(1970, 1, 1, tzinfo=UTC)),
        ("9999-01-01T00:00:00Z", datetime(2200, 1, 1, tzinfo=UTC)),
    ],
)  # fmt: skip
def test_moments_are_utc_and_storable(text, moment):
    assert read_time(text) == moment


@pytest.mark.parametrize("text", [None, 5, "", "soon", "2026-13-01T00:00:00Z", "0001-01-01T00:00:00+23:00", "2" * 99])
def test_what_is_no_moment_is_none(text):
    assert read_time(text) is None


def test_moments_are_written_with_a_z():
    assert write_time(datetime(2026, 11, 21, 9, 30, tzinfo=UTC)) == "2026-11-21T09:30:00Z"


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b'"a"', b"null", b"{", b"\xff\xfe{\x00}\x00", b'{"a": NaN}', b'{"a": -Infinity}', b'{"a": 1e999}',
        b'{"id": "a", "id": "b"}', b'{"object": {"actor": "a", "actor": "b"}}', b'{"a": "\x00"}', b'{"a": "\xff"}',
        b"[" * 5000, b'{"a":' * 5000, b'{"a":' + b"[" * 5000 + b"]" * 5000 + b"}",
        b'{"a":' + b"[" * 40 + b"]" * 40 + b"}", "{}".encode("utf-16"),
    ],
)  # fmt: skip
def test_bytes_that_are_no_document(data):
    answer = read_json(data)
    assert isinstance(answer, Refused)
    assert answer.reason is Reason.UNREADABLE


def test_a_document_has_a_size():
    assert read_json(b"{}" + b" " * 99, limit=100) == Refused(Reason.TOO_BIG, "101 bytes")


def test_odd_but_honest_documents_are_read():
    assert read_json(b'\xef\xbb\xbf{"a": 1.5, "a": 2}') == {"a": 2}
    assert read_json(b'{"a": 18446744073709551616, "b": -18446744073709551616}') == {"a": 2**63 - 1, "b": 1 - 2**63}
    assert read_json(b'{"a": ' + b"9" * 5000 + b', "b": -' + b"9" * 5000 + b"}") == {"a": 2**63 - 1, "b": 1 - 2**63}
    assert read_json(b'{"a": 9223372036854775806}') == {"a": 2**63 - 2}
    assert read_json(b'{"a":' + b"[" * 30 + b"]" * 30 + b"}") != {}


def test_what_databases_refuse_is_replaced():
    raw = b'{"a\\u0000": ["\\ud800", "\\ud83d\\ude00", "x\\u0000", 5, null, {"b": "\\udfff"}]}'
    assert read_json(raw) == {"a�": ["�", "😀", "x�", 5, None, {"b": "�"}]}


@given(JSON)
def test_no_value_escapes_the_readers(value):
    for reader in (id_of, ids_of, one, many, nested, text_of, language_map, flag_of, count_of, address_of):
        reader(value)
    read_time(value)
    safe_url(value)
    type_of({"type": value})


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_escapes_the_url_readers(a, b):
    for text in (a, "https://" + a, "https://a.example" + a, "http://[" + a):
        assert safe_url(text) in (text, None)
        assert host_of(text) is None or safe_url(text) == text
        assert same_origin(text, b) == same_origin(b, text)
        assert same_id(text, text) == (safe_url(text) is not None)


@given(st.binary(max_size=80) | JSON.map(lambda value: json.dumps({"a": value}).encode()))
def test_no_bytes_escape_the_parser(data):
    answer = read_json(data)
    if isinstance(answer, dict):
        json.dumps(answer, ensure_ascii=False).encode()
