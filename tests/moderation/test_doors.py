"""From where, and with which e-mail addresses, nobody signs up."""

import pytest

from fediai.domain.moderation.doors import canonical_hash, holds
from fediai.services.entry import blocked
from tests.harness.house import House
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
