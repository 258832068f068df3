"""Tolerant reading, done once: after this package nobody has to guess what a stranger meant."""

from activitypub.documents.reading import (
    LIST_LIMIT,
    TEXT_LIMIT,
    Document,
    Json,
    address_of,
    count_of,
    flag_of,
    id_of,
    ids_of,
    language_map,
    many,
    nested,
    one,
    text_of,
    type_of,
)
from activitypub.documents.times import read_time, write_time
from activitypub.documents.urls import (
    URL_LIMIT,
    host_of,
    origin_of,
    safe_url,
    same_id,
    same_origin,
    without_fragment,
)
from activitypub.documents.wire import DEPTH_LIMIT, read_json

__all__ = [
    "DEPTH_LIMIT",
    "LIST_LIMIT",
    "TEXT_LIMIT",
    "URL_LIMIT",
    "Document",
    "Json",
    "address_of",
    "count_of",
    "flag_of",
    "host_of",
    "id_of",
    "ids_of",
    "language_map",
    "many",
    "nested",
    "one",
    "origin_of",
    "read_json",
    "read_time",
    "safe_url",
    "same_id",
    "same_origin",
    "text_of",
    "type_of",
    "without_fragment",
    "write_time",
]
