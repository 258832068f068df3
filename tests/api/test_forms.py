"""Parameters arrive from anywhere and in any nesting, as real clients send them."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fediai.domain.errors import DomainError, Invalid, Malformed
from fediai.web.forms import decode
from tests.harness.asgi import multipart_body

FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("body", "values"),
    [
        ("media_ids[]=1&media_ids[]=2", {"media_ids": ["1", "2"]}),
        ("media_ids[0]=1&media_ids[1]=2", {"media_ids": ["1", "2"]}),
        ("id=1&id=2", {"id": ["1", "2"]}),
        ("poll[options][]=a&poll[options][]=b&poll[expires_in]=5", {"poll": {"options": ["a", "b"], "expires_in": "5"}}),
        (
            "fields_attributes[0][name]=a&fields_attributes[0][value]=b&fields_attributes[1][name]=c",
            {"fields_attributes": [{"name": "a", "value": "b"}, {"name": "c"}]},
        ),
        (
            "fields_attributes[][name]=a&fields_attributes[][value]=b&fields_attributes[][name]=c&fields_attributes[][value]=d",
            {"fields_attributes": [{"name": "a", "value": "b"}, {"name": "c", "value": "d"}]},
        ),
        ("source[privacy]=unlisted", {"source": {"privacy": "unlisted"}}),
        ("subscription[keys][p256dh]=x&data[alerts][mention]=1",
         {"subscription": {"keys": {"p256dh": "x"}}, "data": {"alerts": {"mention": "1"}}}),
        ("keywords_attributes[][keyword]=a&keywords_attributes[][_destroy]=1",
         {"keywords_attributes": [{"keyword": "a", "_destroy": "1"}]}),
        ("status=a%26b+c&empty=", {"status": "a&b c", "empty": ""}),
    ],
)  # fmt: skip
def test_brackets_nest(body, values):
    """All notations seen in clients mean the same thing."""
    assert decode("", FORM, body.encode()).values == values
    assert decode(body, "", b"").values == values


def test_json_maps_with_numeric_keys_are_lists():
    """`fields_attributes` comes as an array or as an object keyed by index."""
    form = decode("", "application/json", b'{"fields_attributes": {"0": {"name": "a"}, "1": {"name": "b"}}}')
    assert form.nested("fields_attributes") == [{"name": "a"}, {"name": "b"}]


def test_the_body_wins_over_the_query():
    form = decode("a=query&b=query", "application/json; charset=utf-8", b'{"a": "body"}')
    assert (form.text("a"), form.text("b")) == ("body", "query")


def test_a_multipart_body_has_fields_and_files():
    body, kind = multipart_body(
        {"description": "a fox", "media_ids[0]": "1"}, {"file": ("f.png", "image/png", b"\x89")}
    )
    form = decode("", kind, body)
    upload = form.file("file")
    assert form.text("description") == "a fox"
    assert form.list("media_ids") == ["1"]
    assert upload is not None
    assert (upload.filename, upload.media_type, upload.data) == ("f.png", "image/png", b"\x89")


@pytest.mark.parametrize(
    ("text", "truth"),
    [
        ("true", True),
        ("1", True),
        ("on", True),
        ("True", True),
        ("false", False),
        ("0", False),
        ("", False),
        (None, None),
    ],
)
def test_truths_in_every_spelling(text, truth):
    query = "" if text is None else f"x={text}"
    assert decode(query, "", b"").yes("x") is truth


def test_json_truths_and_numbers_read_like_text():
    form = decode("", "application/json", b'{"yes": true, "no": false, "n": 5, "ids": [1, "2"], "nothing": null}')
    assert form.yes("yes") is True
    assert form.yes("no") is False
    assert form.whole("n") == 5
    assert form.list("ids") == ["1", "2"]
    assert form.text("nothing") is None


@pytest.mark.parametrize("text", ["abc", "1.5", "９", "1" * 30])
def test_what_is_no_whole_number_is_said_so(text):
    with pytest.raises(Invalid, match="n must be a whole number"):
        decode("", "application/json", json.dumps({"n": text}).encode()).whole("n")


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("application/json", b"{"),
        ("application/json", b"[1]"),
        ("application/json", b'"text"'),
        (FORM, b"\xff\xfe="),
        (FORM, b"&".join(b"a%d=1" % n for n in range(1500))),
        (FORM, b"a[b][c][d][e][f][g][h]=1"),
        ("multipart/form-data", b"no boundary"),
    ],
)
def test_what_can_not_be_read_is_refused_with_a_sentence(kind, body):
    with pytest.raises(Malformed):
        decode("", kind, body)


@given(
    st.binary(max_size=400),
    st.sampled_from(["", FORM, "application/json", "multipart/form-data; boundary=x", "text/x"]),
)
def test_no_body_ever_breaks_the_decoding(body, kind):
    """A form, or a sentence about why there is none; never anything else."""
    try:
        decode("a=1", kind, body)
    except DomainError as error:
        assert error.sentence


@given(st.text(max_size=200))
def test_no_query_ever_breaks_the_decoding(query):
    try:
        form = decode(query, "", b"")
        for name in form.values:
            form.list(name)
    except DomainError as error:
        assert error.sentence
