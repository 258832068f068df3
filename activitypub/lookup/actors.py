"""Handle → actor, and back: only pairs that confirm each other are believed."""

from dataclasses import replace

from activitypub.actors import Actor, read_actor
from activitypub.documents import host_of
from activitypub.lookup.steps import Fetch, Plan, fetch_own
from activitypub.results import Reason, Refused
from activitypub.terms import ACCEPT_JRD
from activitypub.webfinger import Handle, read_jrd, self_link, webfinger_url


def find_actor(handle: Handle, scheme: str = "https") -> Plan[Actor | Refused]:
    """The actor behind the handle; `host` is that of the handle which its server confirms."""
    asked = yield from ask(handle, scheme)
    if isinstance(asked, Refused):
        return asked
    confirmed, actor_id = asked
    if confirmed.host != handle.host:
        # Split domains (FEP-2c59): the host that the answer names must tell the same.
        again = yield from ask(confirmed, scheme)
        if isinstance(again, Refused) or again != asked:
            return Refused(Reason.NOT_FOUND, "hosts disagree about the handle")
    return (yield from confirmed_actor(confirmed, actor_id, scheme))


def ask(handle: Handle, scheme: str) -> Plan[tuple[Handle, str] | Refused]:
    """What the handle's host says: the handle as it writes it, and the actor's id."""
    answer = yield Fetch(webfinger_url(handle, scheme), ACCEPT_JRD)
    if isinstance(answer, Refused):
        return answer
    jrd = read_jrd(answer.doc)
    if isinstance(jrd, Refused):
        return jrd
    confirmed, actor_id = jrd.handle(), self_link(jrd)
    if isinstance(confirmed, Refused) or actor_id is None:
        return Refused(Reason.NOT_FOUND, "no actor under this handle")
    if confirmed.user.lower() != handle.user.lower():
        return Refused(Reason.NOT_FOUND, "an answer about somebody else")
    return confirmed, actor_id


def confirmed_actor(handle: Handle, actor_id: str, scheme: str) -> Plan[Actor | Refused]:
    """The actor, if it calls itself by the name in the handle, and its own server by the host."""
    found = yield from fetch_own(actor_id)
    if isinstance(found, Refused):
        return found
    actor = read_actor(found.doc)
    if isinstance(actor, Refused):
        return actor
    if actor.preferred_username.lower() != handle.user.lower():
        return Refused(Reason.NOT_FOUND, "the actor has another name")
    home = host_of(actor.id) or ""
    if home != handle.host:
        # Who answers for a handle can point at anybody, and would rename them for everybody here.
        told = yield from ask(Handle(actor.preferred_username, home), scheme)
        if told != (handle, actor.id):
            return Refused(Reason.NOT_FOUND, "its own server does not know the handle")
    return replace(actor, host=handle.host)


def find_handle(actor: Actor, scheme: str = "https") -> Plan[Handle]:
    """The handle of an actor met by its id: WebFinger's word if that leads back, else the id's host."""
    plain = Handle(actor.preferred_username, host_of(actor.id) or "")
    asked = yield from ask(plain, scheme)
    if isinstance(asked, Refused) or asked[1] != actor.id:
        return plain
    confirmed = asked[0]
    if confirmed.host != plain.host:
        again = yield from ask(confirmed, scheme)
        return confirmed if again == asked else plain
    return confirmed
