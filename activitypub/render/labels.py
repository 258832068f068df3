"""Definitions of labels and of a vocabulary's terms, as what their addresses answer with."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from activitypub.render.shape import document, present
from activitypub.terms import EXTENSIONS, FAI, LABELLING, VOCABULARY

# What a definition says of itself, only where definitions are served (FEP-4c96); posts stay small.
DEFINING = {
    "LabelDefinition": LABELLING + "LabelDefinition",
    **{name: LABELLING + name for name in ("severity", "blurs", "defaultAction", "adultOnly", "selfLabel")},
}
RDF = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
OWN = ("genAI", "canRemix", "canLearn")


@dataclass(frozen=True, slots=True)
class LabelDefinition:
    """What one label means; `vocabulary` is the collection that it belongs to."""

    id: str
    names: Mapping[str, str]
    summaries: Mapping[str, str]
    page: str
    vocabulary: str


def render_label_definition(one: LabelDefinition, context: bool = True) -> dict[str, Any]:
    """It informs, and hides nothing: whoever would rather not see such pictures decides that for themselves."""
    body = present(
        id=one.id, type="LabelDefinition", nameMap=dict(one.names), summaryMap=dict(one.summaries), url=one.page,
        context=one.vocabulary, severity="inform", blurs="nothing", defaultAction="ignore", selfLabel=True,
    )  # fmt: skip
    return _defined({**body, "adultOnly": False}) if context else {**body, "adultOnly": False}


def render_label_vocabulary(id: str, name: str, attributed_to: str, items: Sequence[LabelDefinition]) -> dict[str, Any]:
    """All of them at once."""
    shown = [render_label_definition(one, context=False) for one in items]
    body = present(id=id, type="Collection", name=name, attributedTo=attributed_to, totalItems=len(items), items=shown)
    return _defined(body)


def _defined(body: dict[str, Any]) -> dict[str, Any]:
    found = document(body)
    return {**found, "@context": [*found["@context"], DEFINING]}


@dataclass(frozen=True, slots=True)
class TermDefinition:
    """What one term means: `comments` by language."""

    name: str
    comments: Mapping[str, str]


def render_term(origin: str, term: TermDefinition, context: bool = True) -> dict[str, Any]:
    """The term as RDF Schema has it, with its name that is the same everywhere."""
    body = {
        "@id": f"{origin}{VOCABULARY}{term.name}",
        "@type": "rdf:Property",
        "rdfs:label": term.name,
        "rdfs:comment": [{"@value": text, "@language": lang} for lang, text in term.comments.items()],
        "rdfs:isDefinedBy": {"@id": origin + VOCABULARY.rstrip("/")},
        "owl:sameAs": {"@id": FAI + term.name},
    }
    return {"@context": RDF, **body} if context else body


def render_vocabulary(origin: str, terms: Sequence[TermDefinition]) -> dict[str, Any]:
    """The context that defines our own words, and beside it what they mean: it may be named in `@context` as it is."""
    own = {name: EXTENSIONS[name] for name in (*OWN, "Label", "digitalSourceType", "gts", "interactionPolicy")}
    return {
        "@context": {**RDF, "fai": origin + VOCABULARY, **own},
        "@graph": [render_term(origin, term, context=False) for term in terms],
    }  # fmt: skip
