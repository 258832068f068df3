"""Moving is no way around a block or a mute."""

from tests.far_side import Peer, Stranger
from tests.harness.house import House, Person
from tests.hostile.attacks import befriend, follows, known, settles


async def moves(home: House, bob: Stranger, far: Peer) -> Stranger:
    new = far.has("bob2", alsoKnownAs=[bob.id])
    bob.more["movedTo"] = new.id
    await settles(home, bob, bob.says("Move", bob.id, target=new.id))
    return new


async def of(home: House, person: Person, stranger: Stranger) -> dict:
    account = await known(home, stranger.id)
    assert account is not None
    [shown] = await person.get(f"/api/v1/accounts/relationships?id[]={account.id}")
    return shown


async def test_blocks_and_mutes_go_along(home: House, alice: Person, bob: Stranger, far: Peer):
    carol, dora, eve = [await home.signs_up(name) for name in ("carol", "dora", "eve")]
    await befriend(home, alice, bob)
    account = await known(home, bob.id)
    assert account is not None
    here = f"/api/v1/accounts/{account.id}"
    await alice.post(f"{here}/mute", notifications="false")
    await carol.post(f"{here}/block")
    await dora.post(f"{here}/mute")
    new = await moves(home, bob, far)
    hers = await of(home, alice, new)
    assert (hers["muting"], hers["muting_notifications"], hers["requested"]) == (True, False, True)
    assert await follows(home, alice.account.uri, bob.id) == "removed"
    assert (await of(home, carol, new))["blocking"] is True
    assert (await of(home, dora, new))["muting"] is True
    theirs = await of(home, eve, new)
    assert (theirs["blocking"], theirs["muting"], theirs["requested"]) == (False, False, False)


async def test_who_follows_the_new_account_already_has_chosen(home: House, alice: Person, bob: Stranger, far: Peer):
    await settles(home, bob, bob.says("Like", "https://nowhere.example/1"))
    account = await known(home, bob.id)
    assert account is not None
    await alice.post(f"/api/v1/accounts/{account.id}/mute")
    await befriend(home, alice, far.has("bob2"))
    new = await moves(home, bob, far)
    assert (await of(home, alice, new))["muting"] is False
