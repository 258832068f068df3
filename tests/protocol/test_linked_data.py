"""JSON-LD in its own dress: understood where it is harmless, never fetched for, never re-rooted."""

import pytest

from activitypub.activities import Activity, Undo
from activitypub.linked_data import compacted, plain
from activitypub.parse import parse_activity
from activitypub.results import Refused
from activitypub.terms import AS2_CONTEXT

AS = AS2_CONTEXT + "#"
LIKE = {
    "@id": "https://ld.example/1",
    "@type": AS + "Like",
    AS + "actor": {"@id": "https://ld.example/u"},
    AS + "object": {"@id": "https://art.example/n/1"},
}


def test_a_document_without_plain_names_is_understood():
    found = parse_activity(LIKE)
    assert isinstance(found, Activity)
    assert (found.id, found.actor, found.object_id) == (
        "https://ld.example/1", "https://ld.example/u", "https://art.example/n/1",
    )  # fmt: skip


def test_prefixes_are_understood_through_their_context():
    found = parse_activity({"@context": {"as": AS}, "@id": "https://ld.example/1", "@type": "as:Undo",
                            "as:actor": {"@id": "https://ld.example/u"},
                            "as:object": {"@id": "https://ld.example/l/1"}})  # fmt: skip
    assert isinstance(found, Undo)


def test_a_plain_document_is_left_alone():
    document = {"@context": "https://nowhere.example/ns", "type": "Like"}
    assert plain(document) is document
    assert plain({"name": "x"}) == {"name": "x"}


@pytest.mark.parametrize(
    "context",
    [
        "https://nowhere.example/ns", ["https://127.0.0.1/ns"], {"@import": "https://nowhere.example/ns"}, 5, [[5]],
        {"a": {"@id": []}}, {"@base": 7}, {"x": {"@container": {}}},
    ],
)  # fmt: skip
def test_contexts_are_never_fetched_and_never_fatal(context):
    """C31, C32: what needs an unknown context stays what it is, and that is no activity."""
    document = {**LIKE, "@context": context}
    assert plain(document) in (document, compacted(document))
    assert isinstance(parse_activity(document), Refused | Activity)


@pytest.mark.parametrize("word", ["@graph", "@included", "@reverse", "@nest"])
def test_documents_are_not_re_rooted(word):
    """D1-D3: neither by the keyword nor by a term that stands for it."""
    assert compacted({**LIKE, word: [LIKE]}) is None
    assert compacted({"@context": {"other": word}, "other": [LIKE], **LIKE}) is None
    assert isinstance(parse_activity({"@context": AS2_CONTEXT, word: [LIKE], "@type": AS + "Like"}), Refused)


def test_huge_documents_do_not_reach_the_processor():
    crowd = [{"@id": f"https://ld.example/{number}"} for number in range(3000)]
    assert compacted({**LIKE, AS + "to": crowd}) is None


def test_several_things_at_once_are_none():
    assert isinstance(parse_activity({"@id": "x", "@type": []}), Refused)
