"""The lists that people take from server to server: written as Mastodon writes them, read whatever comes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fediai.domain.errors import Invalid
from fediai.domain.people.sheets import MOST_LINES, READABLE, Entry, Sheet, read, write

WORDS = st.text("abcxyz0189", min_size=1, max_size=20)
HOSTS = st.builds("{}.{}".format, WORDS, st.sampled_from(["example", "art", "id"]))
NAMES = st.builds("{}@{}".format, WORDS, HOSTS)
TITLES = (
    st.text(st.characters(categories=["L", "N", "P"], include_characters=" "), min_size=1, max_size=30)
    .map(str.strip)
    .filter(bool)
)


def entries_of(sheet: Sheet) -> st.SearchStrategy[Entry]:
    what = {
        Sheet.DOMAINS: HOSTS,
        Sheet.BOOKMARKS: st.builds("https://{}/{}".format, HOSTS, WORDS),
    }.get(sheet, NAMES)
    follows = {
        "reblogs": st.booleans(),
        "notify": st.booleans(),
        "languages": st.lists(st.sampled_from(["en", "id", "pt-br"]), unique=True).map(tuple),
    }
    more = {
        Sheet.FOLLOWING: follows,
        Sheet.MUTING: {"hide_notifications": st.booleans()},
        Sheet.LISTS: {"title": TITLES},
    }
    return st.builds(Entry, what, **more.get(sheet, {}))


@pytest.mark.parametrize("sheet", READABLE)
@given(data=st.data())
def test_what_is_written_is_read_again(sheet: Sheet, data: st.DataObject):
    entries = data.draw(st.lists(entries_of(sheet), min_size=1, max_size=5, unique_by=lambda one: one.key))
    found = read(sheet, write(sheet, entries).encode())
    assert (found.entries, found.unread) == (tuple(entries), ())


@pytest.mark.parametrize("sheet", READABLE)
@given(data=st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_whatever_comes_is_read_or_refused_with_a_sentence(sheet: Sheet, data: bytes):
    try:
        assert read(sheet, data).entries
    except Invalid as refusal:
        assert refusal.sentence


def test_as_mastodon_writes_them():
    one = Entry("bob@far.example", reblogs=True, notify=False, languages=("en", "id"))
    text = 'Account address,Show boosts,Notify on new posts,Languages\nbob@far.example,true,false,"en, id"\n'
    assert write(Sheet.FOLLOWING, [one]) == text
    assert write(Sheet.MUTING, [one]) == "Account address,Hide notifications\nbob@far.example,true\n"
    assert write(Sheet.BLOCKING, [one]) == "bob@far.example\n"
    assert write(Sheet.LISTS, [Entry("bob@far.example", "Friends, old")]) == '"Friends, old",bob@far.example\n'
    assert write(Sheet.DOMAINS, [Entry("evil.example")]) == "evil.example\n"


def test_older_and_other_forms_are_read():
    assert read(Sheet.FOLLOWING, b"bob@far.example\n\n@carol@far.example").entries == (
        Entry("bob@far.example"),
        Entry("carol@far.example"),
    )
    swapped = b"\xef\xbb\xbfShow boosts,Account address,New words\nfalse,bob@far.example,x\n"
    assert read(Sheet.FOLLOWING, swapped).entries == (Entry("bob@far.example", reblogs=False),)
    assert read(Sheet.BLOCKING, b"Account address\nbob@far.example\n").entries == (Entry("bob@far.example"),)
    assert read(Sheet.LISTS, b"Languages,bob@far.example\n").entries == (Entry("bob@far.example", "Languages"),)
    assert read(Sheet.DOMAINS, b"#domain\nEvil.Example.\n").entries == (Entry("evil.example"),)


@pytest.mark.parametrize(
    ("sheet", "data", "sentence"),
    [
        (Sheet.FOLLOWING, b"", "The list is empty"),
        (Sheet.FOLLOWING, b"Account address,Show boosts\n", "The list is empty"),
        (Sheet.FOLLOWING, b"PK\x03\x04\xff\xfe", "This is not a CSV file in UTF-8"),
        (Sheet.FOLLOWING, b"<html><body>Sign in</body></html>", "Nothing could be read: line 1 names no account"),
        (Sheet.FOLLOWING, b"Account address,Hide notifications\na@b.example,true\n", "another kind of list"),
        (Sheet.BOOKMARKS, b"Account address\na@b.example\n", "another kind of list"),
        (Sheet.BOOKMARKS, b"a@b.example\n", "Nothing could be read: line 1 names no post"),
        (Sheet.DOMAINS, b"not a domain\n", "Nothing could be read: line 1 names no server"),
        (Sheet.LISTS, b"Friends\n", "Nothing could be read: line 1 names no account"),
        (Sheet.BLOCKING, b"a@b.example\n" * (MOST_LINES + 1), "more than 20000 lines"),
        (Sheet.BLOCKING, b'"' + b"a" * 200_000 + b'"', "This is not a CSV file in UTF-8"),
        (Sheet.BLOCKING, b"a@b.example\n" * 400_000, "larger than 4 MiB"),
    ],
)
def test_what_is_no_such_list_is_refused(sheet: Sheet, data: bytes, sentence: str):
    with pytest.raises(Invalid) as refused:
        read(sheet, data)
    assert sentence in refused.value.sentence


def test_a_damaged_line_does_not_spoil_the_others():
    found = read(Sheet.FOLLOWING, b"bob@far.example\nnobody\ncarol@far.example,maybe\nBOB@far.example\n")
    assert [entry.what for entry in found.entries] == ["BOB@far.example", "carol@far.example"]
    assert [(line.line, line.why) for line in found.unread] == [(2, "names no account")]
