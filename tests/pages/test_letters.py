"""Letters, to a mail server that really listens: addresses are confirmed, forgotten passwords replaced, none is lost."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from fediai.domain.moderation.sanctions import OWNER, Order, Sanction
from fediai.services.entry.letter_words import LETTERS
from fediai.services.moderation import joining, sanctions
from fediai.store import jobs
from tests.api.test_registration import app_in, asks
from tests.harness.browser import Browser
from tests.harness.house import PASSWORD, House, house
from tests.harness.mailbox import Mailbox, mailbox
from tests.hostile.far_sockets import self_signed

TYPED = {"username": "carol", "email": "carol@example.org", "password": PASSWORD, "agreement": "1"}


@asynccontextmanager
async def writing(url: str, box: Mailbox, security: str = "none", **accounts: Any) -> AsyncIterator[House]:
    email = {"server": f"localhost:{box.port}", "security": security, "user": "us", "password": "secret"}
    accounts = {"registrations": "open", "confirm_email": True, **accounts}
    async with house("art.example", url, email=email, accounts=accounts) as one:
        yield one


def link_in(box: Mailbox) -> str:
    found = re.search(r"https://art\.example(/auth/\S+)", box.letters[-1].get_content())
    assert found, box.letters[-1].get_content()
    return found[1]


async def test_an_address_is_confirmed_by_a_letter(database_url: str):
    async with mailbox() as box, writing(database_url, box) as art:
        guest = Browser(art)
        joined = await guest.sends("/auth/sign_up", await guest.get("/auth/sign_up"), **TYPED)
        assert "A letter is on its way to carol@example.org" in joined.text
        assert (await guest.signs_in("carol", PASSWORD)).status == 403
        await art.works()
        [letter] = box.letters
        assert (letter["to"], letter["auto-submitted"]) == ("carol@example.org", "auto-generated")
        assert letter["from"] == '"art.example" <no-reply@art.example>' or "no-reply@art.example" in letter["from"]
        assert box.logins == ["\0us\0secret"]
        link = link_in(box)
        page = await Browser(art).get(link)
        assert "carol@example.org" in page.text
        assert (await guest.signs_in("carol", PASSWORD)).status == 403, "opening the link alone confirms nothing"
        page = await guest.get(link)
        assert "Your address is confirmed" in (await guest.sends(link, page)).text
        assert (await guest.sends(link, page)).status == 404
        assert (await guest.signs_in("carol", PASSWORD)).header("location") == "/home"


async def test_a_forgotten_password_is_replaced(database_url: str):
    async with mailbox() as box, writing(database_url, box) as art:
        await art.signs_up("alice", password=PASSWORD)
        browser, other = Browser(art), Browser(art)
        await other.signs_in("alice", PASSWORD)
        assert "/auth/password" in (await browser.get("/auth/sign_in")).text
        known = await browser.sends("/auth/password", await browser.get("/auth/password"), who="Alice@example.org")
        unknown = await browser.sends("/auth/password", await browser.get("/auth/password"), who="nobody")
        assert known.text == unknown.text
        await art.works()
        assert len(box.letters) == 1
        link = link_in(box)
        page = await browser.get(link)
        assert (await browser.sends(link, page, new_password="short")).status == 422
        assert (await browser.sends(link, page, new_password="another horse battery")).header(
            "location"
        ) == "/auth/sign_in"
        assert (await browser.sends(link, page, new_password="a third horse battery")).status == 404
        assert (await other.get("/home")).status == 303
        assert (await browser.signs_in("alice", PASSWORD)).status == 401
        assert (await browser.signs_in("alice", "another horse battery")).status == 303


async def test_a_link_is_too_old_after_two_hours_and_a_made_up_one_opens_nothing(sqlite_url: str):
    async with mailbox() as box, writing(sqlite_url, box) as art:
        await art.signs_up("alice", password=PASSWORD)
        browser = Browser(art)
        await browser.sends("/auth/password", await browser.get("/auth/password"), who="alice")
        await art.works()
        link = link_in(box)
        art.clock.passes(hours=2, minutes=1)
        for place in (link, "/auth/password/made-up", "/auth/confirm/made-up", link.replace("password", "confirm")):
            assert (await browser.get(place)).status == 404, place


async def test_a_letter_waits_for_a_mail_server_that_is_down(database_url: str):
    async with mailbox() as gone:
        port = gone.port
    async with writing(database_url, Mailbox(port)) as art:
        guest = Browser(art)
        await guest.sends("/auth/sign_up", await guest.get("/auth/sign_up"), **TYPED)
        await art.works()
        async with mailbox(port) as box:
            box.says["MAIL"] = "451 later"
            art.clock.passes(minutes=3)
            await art.works()
            assert box.letters == []
            del box.says["MAIL"]
            art.clock.passes(minutes=6)
            await art.works()
            assert len(box.letters) == 1
            link = link_in(box)
        page = await guest.get(link)
        assert "Your address is confirmed" in (await guest.sends(link, page)).text


async def test_an_address_that_is_none_is_given_up_and_a_server_that_never_takes_it_after_two_days(sqlite_url: str):
    async with mailbox() as box, writing(sqlite_url, box) as art:
        box.says["RCPT"] = "550 nobody here"
        guest = Browser(art)
        await guest.sends("/auth/sign_up", await guest.get("/auth/sign_up"), **TYPED)
        await art.works()
        assert await given_up(art) == 1
        box.says["RCPT"] = "451 later"
        await guest.signs_in("carol", PASSWORD)  # who knows the password is written to once more
        hours = 0
        while await given_up(art) == 1:
            await art.works()
            art.clock.passes(hours=5)
            hours += 5
            assert hours < 100
        box.says.clear()
        art.clock.passes(days=3)
        await art.works()
        assert box.letters == []


async def given_up(art: House) -> int:
    async with art.ctx.db.read() as tx:
        return (await jobs.given_up(tx)).get("letter", 0)


@pytest.mark.parametrize(
    ("security", "name", "is_trusted", "complaint"),
    [
        ("starttls", "localhost", True, ""),
        ("tls", "localhost", True, ""),
        ("starttls", "localhost", False, "is not to be believed: self-signed certificate"),
        ("tls", "mail.example", True, "is not to be believed: Hostname mismatch"),
    ],
)
async def test_a_letter_goes_encrypted_to_a_server_that_is_who_it_says(
    sqlite_url: str, tmp_path: Path, monkeypatch, caplog, security: str, name: str, is_trusted: bool, complaint: str
):
    context = self_signed(name, tmp_path)
    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "both.pem"))
    async with mailbox(**{security: context}) as box, writing(sqlite_url, box, security, confirm_email=False) as art:
        await art.signs_up("alice", password=PASSWORD)
        browser = Browser(art)
        await browser.sends("/auth/password", await browser.get("/auth/password"), who="alice")
        await art.works()
        assert complaint in caplog.text
        assert len(box.letters) == (not complaint)
        assert box.logins == ([] if complaint else ["\0us\0secret"]), "a stranger is not told the password"


async def test_an_app_asks_for_the_letter_again_and_hears_when_it_was_answered(server: House, database_url: str):
    async with mailbox() as box, writing(database_url, box) as art:
        _, app_token = await app_in(art)
        token = (await asks(art, app_token, username="carol", email="carol@example.org", password=PASSWORD)).json
        headers = {"Authorization": f"Bearer {token['access_token']}"}
        assert (await art.ask("GET", "/api/v1/preferences", headers=headers)).status == 403
        assert (await art.ask("GET", "/api/v1/emails/check_confirmation", headers=headers)).json is False
        await art.works()
        first = link_in(box)
        form = {**headers, "Content-Type": "application/x-www-form-urlencoded"}
        indonesian = {**form, "Accept-Language": "id-ID,id;q=0.9,en;q=0.8"}
        wrong = await art.ask("POST", "/api/v1/emails/confirmations", headers=indonesian, body=b"email=nothing")
        assert (wrong.status, wrong.json) == (422, {"error": "Pemeriksaan gagal: Itu bukan alamat email"})
        moved = await art.ask("POST", "/api/v1/emails/confirmations", headers=form, body=b"email=c%40example.net")
        assert (moved.status, moved.json) == (200, {})
        await art.works()
        assert [letter["to"] for letter in box.letters] == ["carol@example.org", "c@example.net"]
        browser = Browser(art)
        assert (await browser.get(first)).status == 404, "that address is not the account's any more"
        await browser.sends(link_in(box), await browser.get(link_in(box)))
        assert (await art.ask("GET", "/api/v1/emails/check_confirmation", headers=headers)).json is True
        assert (await art.ask("POST", "/api/v1/emails/confirmations", headers=form)).status == 403
        assert (await art.ask("GET", "/api/v1/preferences", headers=headers)).status == 200


async def test_who_is_let_in_is_welcomed_and_who_is_not_is_told(sqlite_url: str):
    async with mailbox() as box, writing(sqlite_url, box, registrations="approval", confirm_email=False) as art:
        for name in ("carol", "dave"):
            guest = Browser(art, {"fediai_lang": "id"})
            typed = {**TYPED, "username": name, "email": f"{name}@example.org", "reason": "I paint."}
            await guest.sends("/auth/sign_up", await guest.get("/auth/sign_up"), **typed)
        await joining.approve(art.ctx, OWNER, (await art.account("carol")).id)
        await art.works()
        assert box.letters[-1]["to"] == "carol@example.org"
        assert link_in(box) == "/auth/sign_in"
        await joining.reject(art.ctx, OWNER, (await art.account("dave")).id)
        await art.works()
        assert (box.letters[-1]["to"], box.letters[-1]["subject"]) == (
            "dave@example.org",
            "Permintaan akun Anda di art.example",
        )
        assert "nama @dave bebas lagi" in box.letters[-1].get_content()


async def test_nobody_hears_of_a_request_before_they_confirmed_that_it_is_theirs(sqlite_url: str):
    async with mailbox() as box, writing(sqlite_url, box, registrations="approval") as art:
        guest = Browser(art)
        for name in ("carol", "dave"):
            typed = {**TYPED, "username": name, "email": f"{name}@example.org", "reason": "I paint."}
            await guest.sends("/auth/sign_up", await guest.get("/auth/sign_up"), **typed)
        await art.works()
        box.letters.sort(key=lambda letter: str(letter["to"]))
        link = link_in(box)
        await joining.approve(art.ctx, OWNER, (await art.account("dave")).id)
        await joining.reject(art.ctx, OWNER, (await art.account("carol")).id)
        await art.works()
        assert len(box.letters) == 2
        assert "Your address is confirmed" in (await guest.sends(link, await guest.get(link))).text


@pytest.mark.parametrize(("sanction", "subject"), [("disable", "You can't sign in"), ("suspend", "is suspended")])
async def test_who_is_shut_out_reads_why_in_a_letter(sqlite_url: str, sanction: str, subject: str):
    """The bell rings where they can't hear it."""
    async with mailbox() as box, writing(sqlite_url, box, confirm_email=False) as art:
        carol = await art.account((await art.signs_up("carol")).account.username)
        async with art.ctx.db.write() as tx:
            await sanctions.act(art.ctx, tx, OWNER, carol, Order(Sanction.NONE, "First {word}"))
            await sanctions.act(art.ctx, tx, OWNER, carol, Order(Sanction(sanction), "Second {word}"))
        await art.works()
        [letter] = box.letters
        assert subject in letter["Subject"]
        assert "“Second {word}”" in letter.get_content()
        assert "https://art.example/about" in letter.get_content()


async def test_without_a_mail_server_nothing_is_promised(small_server: House):
    browser = Browser(small_server)
    assert "/auth/password" not in (await browser.get("/auth/sign_in")).text
    assert (await browser.get("/auth/password")).status == 404


@pytest.mark.parametrize("language", list(LETTERS))
def test_every_language_has_every_letter(language: str):
    for purpose, texts in LETTERS["en"].items():
        for ours, theirs in zip(texts, LETTERS[language][purpose], strict=True):
            assert set(re.findall(r"{\w+}", ours)) == set(re.findall(r"{\w+}", theirs))
