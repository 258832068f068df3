"""What the house says of itself at length: written by its administrator, read by everybody's client."""

from fediai.services import house
from tests.harness.house import House
from tests.hostile.attacks import block


async def written(server: House, name: str, words: str) -> None:
    async with server.ctx.db.write() as tx:
        await house.put(tx, name, words)


async def test_rules_and_longer_texts(server: House):
    read = server.ask
    assert (await read("GET", "/api/v1/instance/terms_of_service")).status == 404
    assert (await read("GET", "/api/v1/instance/extended_description")).json["content"] == ""
    await written(server, "rules", "Be kind\n\nSay what is AI\n")
    await written(server, "extended_description", "First <b>part</b>.\n\nSecond,\nin two lines.")
    await written(server, "terms_of_service", "Yours stays yours.")
    assert [one["text"] for one in (await read("GET", "/api/v1/instance/rules")).json] == ["Be kind", "Say what is AI"]
    found = (await read("GET", "/api/v1/instance/extended_description")).json
    assert found["content"] == "<p>First &lt;b&gt;part&lt;/b&gt;.</p><p>Second,<br>in two lines.</p>"
    assert (await read("GET", "/api/v1/instance/privacy_policy")).json["content"] == ""
    await written(server, "privacy_policy", "We keep little.")
    assert (await read("GET", "/api/v1/instance/privacy_policy")).json["content"] == "<p>We keep little.</p>"
    terms = (await read("GET", "/api/v1/instance/terms_of_service")).json
    assert (terms["content"], terms["effective"]) == ("<p>Yours stays yours.</p>", True)
    path = f"/api/v1/instance/terms_of_service/{terms['effective_date']}"
    assert (await read("GET", path)).json == terms
    assert (await read("GET", "/api/v1/instance/terms_of_service/1999-01-01")).status == 404


async def test_whom_it_does_not_hear_and_how_busy_it_is(server: House):
    alice = await server.signs_up("alice")
    await alice.posts("Hello")
    await block(server, "evil.example")
    [shut] = (await server.ask("GET", "/api/v1/instance/domain_blocks")).json
    assert (shut["domain"], shut["severity"], len(shut["digest"])) == ("evil.example", "suspend", 64)
    weeks = (await server.ask("GET", "/api/v1/instance/activity")).json
    assert len(weeks) == 12
    assert (weeks[0]["statuses"], weeks[0]["registrations"]) == ("1", "1")
    assert int(weeks[0]["week"]) - int(weeks[1]["week"]) == 7 * 86_400
    assert (await server.ask("GET", "/api/v1/instance/translation_languages")).json == {}
    assert await alice.get(f"/api/v1/accounts/{alice.account.id}/identity_proofs") == []
