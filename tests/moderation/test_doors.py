"""From where, and with which e-mail addresses, nobody signs up."""

import pytest

from fediai.domain.moderation.doors import canonical_hash, holds
from fediai.services.entry import blocked
from tests.harness.asgi import ask
from tests.harness.browser import Browser
from tests.harness.house import PASSWORD, House, house
from tests.harness.sockets import Closed, socket_to
from tests.moderation.conftest import with_role

IPS, DOMAINS, ADDRESSES = (
    f"/api/v1/admin/{one}" for one in ("ip_blocks", "email_domain_blocks", "canonical_email_blocks")
)  # fmt: skip


async def faults(house: House, email: str, address: str) -> list[str]:
    async with house.ctx.db.read() as tx:
        return list(await blocked.fault_of(house.ctx, tx, email, address))


async def test_doors_are_shut_and_opened(server: House):
    admin, mod = await with_role(server, "admin", "admin"), await with_role(server, "mod", "moderator")
    network = await admin.post(IPS, ip="203.0.113.7/24", severity="sign_up_block", comment="a flood")
    assert (network["ip"], network["comment"]) == ("203.0.113.0/24", "a flood")
    assert await faults(server, "a@b.example", "203.0.113.99") == ["username"]
    assert await faults(server, "a@b.example", "198.51.100.1") == []
    changed = await admin.tries("PUT", f"{IPS}/{network['id']}", {"severity": "sign_up_requires_approval"})
    assert (changed.json["severity"], changed.json["comment"]) == ("sign_up_requires_approval", "a flood")
    assert await faults(server, "a@b.example", "203.0.113.99") == []
    domain = await admin.post(DOMAINS, domain="Spam.Example")
    assert await faults(server, "a@mail.spam.example", "") == ["email"]
    address = await admin.post(ADDRESSES, email="Ev.e+1@mail.example")
    assert await faults(server, "eve+other@mail.example", "") == ["email"]
    assert (await admin.post(f"{ADDRESSES}/test", email="e.ve@mail.example"))[0]["id"] == address["id"]
    for where, one in ((IPS, network), (DOMAINS, domain), (ADDRESSES, address)):
        assert [each["id"] for each in await admin.get(where)] == [one["id"]]
        assert (await mod.ask("GET", where)).status == 403
        assert (await admin.ask("DELETE", f"{where}/{one['id']}")).status == 200
        assert (await admin.ask("GET", f"{where}/{one['id']}")).status == 404
    for values in ({"ip": "nowhere", "severity": "no_access"}, {"ip": "::1", "severity": "never"}):
        assert (await admin.tries("POST", IPS, values)).status == 422


@pytest.mark.parametrize("address", ["", "no address", "999.1.1.1", "203.0.113.7%eth0"])
def test_what_is_no_address_lies_nowhere(address: str):
    assert not holds("203.0.113.0/24", address)


def test_one_address_has_many_spellings():
    assert canonical_hash("T.est+x@Mail.Example") == canonical_hash("test@mail.example")


async def test_a_network_without_access_is_answered_by_nothing(server: House):
    """Neither page, nor API, nor inbox, nor file, nor socket; until it runs out. Nobody shuts themselves out."""
    admin = await with_role(server, "admin", "admin")
    own = await admin.tries("POST", IPS, {"ip": "203.0.113.0/24", "severity": "no_access"})
    assert own.status == 422
    block = await admin.post(IPS, ip="2001:db8::/32", severity="no_access", expires_in=3600)
    doors = (("GET", "/auth/sign_in"), ("GET", "/auth/sign_up"), ("GET", "/api/v2/instance"), ("POST", "/inbox"),
             ("GET", "/static/mark.svg"), ("GET", "/@admin"), ("POST", "/api/v1/apps"))  # fmt: skip
    for method, target in doors:
        answer = await ask(server.app, method, target, host=server.domain, client="2001:db8:1::9")
        assert (answer.status, answer.text) == (403, "Nobody is let in from this network.\n")
    with pytest.raises(Closed):
        async with socket_to(server.app, "/api/v1/streaming?stream=public", client="2001:db8:1::9"):
            pass
    assert (await ask(server.app, "GET", "/auth/sign_in", host=server.domain, client="2001:db9::1")).status == 200
    behind = {"X-Forwarded-For": "2001:db8::7"}
    answer = await ask(server.app, "GET", "/auth/sign_in", host=server.domain, client="127.0.0.1", headers=behind)
    assert answer.status == 403
    server.clock.passes(hours=2)
    assert (await ask(server.app, "GET", "/auth/sign_in", host=server.domain, client="2001:db8:1::9")).status == 200
    assert (await admin.ask("DELETE", f"{IPS}/{block['id']}")).status == 200


async def test_an_open_house_asks_a_moderator_about_some_networks(database_url: str):
    """At the page where one signs up; from a network that is shut nobody gets that far."""
    async with house("art.example", database_url, accounts={"registrations": "open"}) as one:
        admin = await with_role(one, "admin", "admin")
        await admin.post(IPS, ip="198.51.100.0/24", severity="sign_up_requires_approval")
        await admin.post(IPS, ip="192.0.2.0/24", severity="sign_up_block")
        said = {}
        for name, client in (("eve", "198.51.100.4"), ("mallory", "192.0.2.4"), ("ann", "203.0.113.50")):
            browser = Browser(one, client=client)
            page = await browser.get("/auth/sign_up")
            form = {
                "username": name,
                "email": f"{name}@mail.example",
                "password": PASSWORD,
                "agreement": "1",
                "reason": "I paint",
            }
            said[name] = (await browser.sends("/auth/sign_up", page, **form)).status
        assert said == {"eve": 200, "mallory": 422, "ann": 303}
        waiting = await admin.get("/api/v2/admin/accounts?status=pending")
        assert [(each["username"], each["ip"], each["invite_request"]) for each in waiting] == [
            ("eve", "198.51.100.4", "I paint")
        ]
