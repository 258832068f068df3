"""The words of the protocol: contexts, media types, the Public collection, and our own few terms."""

import re
from functools import lru_cache
from typing import Any

AS2_CONTEXT = "https://www.w3.org/ns/activitystreams"
SECURITY_CONTEXT = "https://w3id.org/security/v1"
DATA_INTEGRITY_CONTEXT = "https://w3id.org/security/data-integrity/v2"
AS2_PREFIX = AS2_CONTEXT + "#"
PUBLIC = AS2_PREFIX + "Public"

ACTIVITY_JSON = "application/activity+json"
LD_JSON = f'application/ld+json; profile="{AS2_CONTEXT}"'
JRD_JSON = "application/jrd+json"
ACCEPT_ACTIVITY = f"{LD_JSON}, {ACTIVITY_JSON}"
ACCEPT_JRD = f"{JRD_JSON}, application/json"

# What a server implements, by the address of its specification (FEP-844e).
RFC_9421 = "https://datatracker.ietf.org/doc/html/rfc9421"

# IPTC NewsCodes, digital source type: how a picture came to be.
IPTC_SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/"
TRAINED_ALGORITHMIC_MEDIA = IPTC_SOURCE_TYPE + "trainedAlgorithmicMedia"
ALGORITHMIC_MEDIA = IPTC_SOURCE_TYPE + "algorithmicMedia"
COMPOSITE_WITH_TRAINED = IPTC_SOURCE_TYPE + "compositeWithTrainedAlgorithmicMedia"

# Our own words lie at the origin of the document that uses them, where they can be looked up (`vocabulary_of`);
# this name, which needs no server, says that they are everywhere the same.
FAI = "urn:fediai:"
VOCABULARY = "/ns/"
LABELLING = "https://w3id.org/fep/4c96#"

# The digest of a document ignores what its context does not define, and JSON-LD readers drop it:
# every term we send beyond AS2 is therefore defined here.
EXTENSIONS: dict[str, Any] = {
    "toot": "http://joinmastodon.org/ns#",
    "schema": "http://schema.org#",
    "gts": "https://gotosocial.org/ns#",
    "fai": FAI,
    "sensitive": "as:sensitive",
    "Hashtag": "as:Hashtag",
    "manuallyApprovesFollowers": "as:manuallyApprovesFollowers",
    "movedTo": {"@id": "as:movedTo", "@type": "@id"},
    "alsoKnownAs": {"@id": "as:alsoKnownAs", "@type": "@id"},
    "Emoji": "toot:Emoji",
    "blurhash": "toot:blurhash",
    "focalPoint": {"@container": "@list", "@id": "toot:focalPoint"},
    "discoverable": "toot:discoverable",
    "indexable": "toot:indexable",
    "suspended": "toot:suspended",
    "memorial": "toot:memorial",
    "attributionDomains": "toot:attributionDomains",  # names of hosts, though Mastodon calls them ids
    "implements": {"@id": "https://w3id.org/fep/844e/implements", "@type": "@id", "@container": "@set"},
    "votersCount": "toot:votersCount",
    "featured": {"@id": "toot:featured", "@type": "@id"},
    "featuredTags": {"@id": "toot:featuredTags", "@type": "@id"},
    "PropertyValue": "schema:PropertyValue",
    "value": "schema:value",
    "digitalSourceType": {"@id": "https://schema.org/digitalSourceType", "@type": "@id"},
    "interactionPolicy": {"@id": "gts:interactionPolicy", "@type": "@id"},
    "canQuote": {"@id": "gts:canQuote", "@type": "@id"},
    "automaticApproval": {"@id": "gts:automaticApproval", "@type": "@id"},
    "manualApproval": {"@id": "gts:manualApproval", "@type": "@id"},
    "QuoteAuthorization": "https://w3id.org/fep/044f#QuoteAuthorization",
    "QuoteRequest": "https://w3id.org/fep/044f#QuoteRequest",
    "quote": {"@id": "https://w3id.org/fep/044f#quote", "@type": "@id"},
    "quoteAuthorization": {"@id": "https://w3id.org/fep/044f#quoteAuthorization", "@type": "@id"},
    "interactingObject": {"@id": "gts:interactingObject", "@type": "@id"},
    "interactionTarget": {"@id": "gts:interactionTarget", "@type": "@id"},
    "quoteUri": "http://fedibird.com/ns#quoteUri",
    "quoteUrl": "as:quoteUrl",
    "_misskey_quote": "https://misskey-hub.net/ns#_misskey_quote",
    "webfinger": "https://purl.archive.org/socialweb/webfinger#webfinger",
    "genAI": "fai:genAI",
    "canRemix": {"@id": "fai:canRemix", "@type": "@id"},
    "canLearn": {"@id": "fai:canLearn", "@type": "@id"},
    "Label": LABELLING + "Label",
    "Multikey": "https://w3id.org/security#Multikey",
    "assertionMethod": {"@id": "https://w3id.org/security#assertionMethod", "@type": "@id"},
    "publicKeyMultibase": "https://w3id.org/security#publicKeyMultibase",
}
CONTEXT: list[Any] = [AS2_CONTEXT, SECURITY_CONTEXT, EXTENSIONS]


@lru_cache(64)
def context_at(origin: str) -> list[Any]:
    """The context of documents from this origin, whose own words can be looked up there."""
    return [AS2_CONTEXT, SECURITY_CONTEXT, {**EXTENSIONS, "fai": origin + VOCABULARY}]


ACTOR_TYPES = frozenset({"Person", "Service", "Application", "Group", "Organization"})
STATUS_TYPES = frozenset({"Note", "Article", "Page", "Image", "Video", "Audio", "Event", "Question"})

PROFILE = re.compile(r';\s*profile\s*=\s*(?:"([^"]*)"|([^\s;]+))', re.IGNORECASE)


def is_activity_type(content_type: str | None) -> bool:
    """Is this the media type of an ActivityPub document? (ActivityPub §3.2; GHSA-jhrq-qvrm-qr36)

    `application/json` and `ld+json` without the profile are what upload folders and strangers' APIs
    answer, so believing them would let a picture host speak for its people.
    """
    essence, _, parameters = (content_type or "").partition(";")
    match essence.strip().lower():
        case "application/activity+json":
            return True
        case "application/ld+json":
            found = PROFILE.search(";" + parameters)
            return found is not None and AS2_CONTEXT in (found[1] or found[2] or "").split()
        case _:
            return False


def is_public(iri: object) -> bool:
    """Does this name everybody? Three spellings are in use (ActivityPub §5.6)."""
    return iri in ("as:Public", "Public", PUBLIC) if isinstance(iri, str) else False


def short_name(type_name: str) -> str:
    """`Note`, whether it came as `Note`, `as:Note` or a full IRI."""
    return type_name.removeprefix("as:").removeprefix(AS2_PREFIX)
