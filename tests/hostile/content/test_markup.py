"""F1, F2, F4, F5, F13, F14, F18, F19: texts, names and times that strangers write."""

import json
import re
import time
from html.parser import HTMLParser
from typing import Any

import pytest

from tests.far_side import Stranger
from tests.harness.browser import Browser
from tests.harness.house import PASSWORD, House, Person
from tests.hostile.attacks import Json, befriend, known, settles, somebody, stored, to_all

BAD = [
    "<script>alert(1)</script>", "<SCRIPT SRC=//evil.example/x.js></SCRIPT>", "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>", "<svg><script>alert(1)</script></svg>", "<math><mtext></mtext><mglyph><svg><mtext><style>"
    "<img src=x onerror=alert(1)></style></mtext></svg></mglyph></math>", '<a href="javascript:alert(1)">x</a>',
    '<a href="JaVaScRiPt:alert(1)">x</a>', '<a href="&#106;avascript:alert(1)">x</a>', '<a href="java\tscript:alert(1)">x</a>',
    '<a href="data:text/html,<script>alert(1)</script>">x</a>', '<a href="vbscript:x">x</a>', "<iframe src=//evil.example></iframe>",
    "<form action=//evil.example><input name=password></form>", "<base href=//evil.example/>", '<meta http-equiv="refresh" content="0;url=//evil">',
    "<style>*{display:none}</style>", "<p style='position:fixed;top:0'>x</p>", "<b onmouseover=alert(1)>x</b>", "<noscript><p title='</noscript>"
    "<img src=x onerror=alert(1)>'></noscript>", "<p>unclosed <b>bold <a href=https://x.example", "<object data=x></object>", "<embed src=x>",
    "<link rel=stylesheet href=//evil>", "<video src=x onerror=alert(1)>", "<details open ontoggle=alert(1)>", "<!--<img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>", "<?xml version='1.0'?><script>alert(1)</script>", "\"><script>alert(1)</script>",
    "' onfocus=alert(1) autofocus='", "{{7*7}}{% raw %}", "<a id=me name=me href=//evil.example>x</a>", "<plaintext>", "<textarea><script>alert(1)</script>",
    "<p><table><tr><td><script>alert(1)</script></td></tr></table></p>", "<a href='https://x.example' target=_self onclick=alert(1)>x</a>",
]  # fmt: skip

ALLOWED = {
    "p", "br", "span", "a", "del", "s", "pre", "blockquote", "code", "b", "strong", "u", "i", "em", "ul", "ol", "li",
    "ruby", "rt", "rp",
}  # fmt: skip
ATTRIBUTES = {"href", "class", "rel", "target", "translate", "start", "reversed", "value"}
CLASSES = re.compile(r"(h|p|u|dt|e)-[\w-]+|mention|hashtag|ellipsis|invisible|quote-inline")


class Looks(HTMLParser):
    """Reads HTML and notes whatever is not harmless."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED:
            self.wrong.append(tag)
        for name, value in attrs:
            if name not in ATTRIBUTES or (name == "href" and not (value or "").startswith(("https://", "http://"))):
                self.wrong.append(f"{tag} {name}={value}")
            if name == "class" and not all(CLASSES.fullmatch(word) for word in (value or "").split()):
                self.wrong.append(f"class {value}")


def wrong_in(html: str) -> list[str]:
    found = Looks()
    found.feed(html)
    found.close()
    return found.wrong


def all_over(bob: Stranger, bad: str, alice: Person) -> tuple[Json, Json]:
    """A post and a profile that say it everywhere."""
    picture = {
        "type": "Image",
        "mediaType": "image/png",
        "url": "https://far.example/x.png",
        "name": bad,
        "summary": bad,
    }
    emoji = {
        "type": "Emoji",
        "name": f":{bad}:",
        "id": bad,
        "icon": {"type": "Image", "url": "https://far.example/e.png"},
    }
    tag = {"type": "Hashtag", "name": f"#{bad}", "href": f"javascript:{bad}"}
    words = to_all(alice)
    post = bob.writes(
        bad, name=bad, summary=bad, attachment=[picture], to=words["to"], tag=[*words["tag"], emoji, tag],
        url=f"javascript:{bad}", generator={"type": "Application", "name": bad}, contentMap={"en": bad},
    )  # fmt: skip
    row = {"type": "PropertyValue", "name": bad, "value": bad}
    profile = {
        **bob.document(),
        "name": bad,
        "summary": bad,
        "attachment": [row],
        "tag": [emoji],
        "url": f"javascript:{bad}",
    }
    return post, profile


@pytest.mark.parametrize("bad", BAD)
async def test_f01_markup_is_inert_in_the_api(home: House, alice: Person, bob: Stranger, bad: str):
    """HTML is only what clients are told to expect; addresses are addresses."""
    await befriend(home, alice, bob)
    post, profile = all_over(bob, bad, alice)
    assert await settles(home, bob, post, bob.says("Update", profile)) == [202, 202]
    status = await stored(home, post["object"]["id"])
    assert status is not None
    shown = await alice.get(f"/api/v1/statuses/{status.id}")
    account = shown["account"]
    for html in (shown["content"], account["note"], *(row["value"] for row in account["fields"])):
        assert wrong_in(html) == []
    for url in (shown["url"], shown["uri"], account["url"], account["avatar"], *(one["url"] for one in shown["tags"])):
        assert url.startswith(("https://art.example/", f"https://{bob.peer.host}/"))
    for emoji in [*shown["emojis"], *account["emojis"]]:
        assert re.fullmatch(r"[\w+-]+", emoji["shortcode"])


class Watches(HTMLParser):
    """Notes in a whole page whatever would run, load from elsewhere, or lead away by itself."""

    def __init__(self) -> None:
        super().__init__()
        self.wrong: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        for name, value in given.items():
            foreign = name in ("src", "action", "formaction", "data") and re.match(r"https?:|//|data:", value)
            if name.startswith("on") or re.match(r"\s*(javascript|vbscript|data):", value, re.IGNORECASE) or foreign:
                self.wrong.append(f"{tag} {name}={value[:80]}")
        if tag in ("base", "iframe", "object", "embed", "svg", "math", "meta") and "http-equiv" in given:
            self.wrong.append(tag)
        if tag in ("base", "iframe", "object", "embed", "math", "plaintext") or (
            tag == "script" and "src" not in given
        ):
            self.wrong.append(tag)


async def test_f01_markup_is_inert_on_our_pages(home: House, bob: Stranger):
    """Where a member reads it: the post, the profile, home, the bell, search."""
    zoe = await home.signs_up("zoe", password=PASSWORD)
    await befriend(home, zoe, bob)
    post, profile = all_over(bob, "".join(BAD), zoe)
    await settles(home, bob, post, bob.says("Update", profile), bob.says("Like", "https://x.example/1"))
    status, account = await stored(home, post["object"]["id"]), await known(home, bob.id)
    assert status is not None
    assert account is not None
    browser = Browser(home)
    await browser.signs_in("zoe", PASSWORD)
    acct = f"bob@{bob.peer.host}"
    seen = 0
    for target in (
        "/",
        "/home",
        f"/@{acct}",
        f"/@{acct}/{status.id}",
        "/notifications",
        "/bell",
        f"/search?q=@{acct}",
        "/wall",
        "/following",
    ):
        answer = await browser.get(target, Accept="text/html")
        page = Watches()
        page.feed(answer.text)
        assert page.wrong == [], target
        seen += answer.status == 200 and bob.peer.host in answer.text
    assert seen >= 2


async def test_f02_links_show_where_they_lead(home: House, alice: Person, bob: Stranger):
    """Only classes that readers know; what hides text hides none of a host."""
    await befriend(home, alice, bob)
    text = (
        '<p><a href="https://evil.example/login" class="mention hidden sr-only modal btn-primary">https://art.example</a>'
        '<span class="invisible">evil</span><span class="overlay">x</span></p>'
    )
    said = bob.writes(text)
    await settles(home, bob, said)
    status = await stored(home, said["object"]["id"])
    assert status is not None
    assert wrong_in(status.content) == []
    for word in ("sr-only", "hidden", "modal", "btn", "overlay"):
        assert word not in status.content
    assert 'rel="nofollow noopener noreferrer"' in status.content


@pytest.mark.parametrize(
    "content",
    ["<div>" * 20_000, "x" * 200_000, "<b>" * 40_000 + "y", "Z͑ͫ̓ͪ̂ͫ̽" * 8_000, "\u202e\u202d\u2066" * 5_000, "&" * 100_000,
     "<a href='https://x.example'>" * 5_000, "<" * 100_000, "@a" * 60_000, "https://" * 15_000, "<ul><li>" * 14_000, "<blockquote>" * 9_000],
    ids=["divs", "word", "bold", "zalgo", "bidi", "amp", "links", "less", "mentions", "urls", "lists", "quotes"],
)  # fmt: skip
async def test_f04_long_texts_cost_little(home: House, alice: Person, bob: Stranger, content: str):
    """Cut or capped, in a time that grows with their length."""
    await befriend(home, alice, bob)
    said = bob.note(content)
    create = bob.says("Create", said, to=said["to"])
    started = time.process_time()
    letter = bob.signs(create, home)
    answer = await letter.reaches(home)
    await home.works()
    assert time.process_time() - started < 1.5
    assert answer.status == (202 if len(letter.body) <= 262_144 else 413)
    if answer.status == 202:
        status = await stored(home, said["id"])
        assert status is not None
        assert len(status.content) <= 1_000_000


@pytest.mark.parametrize(
    "name", ["n" * 100_000, "a\nb\r\nc\x00d", "../../etc/passwd", ":x:" * 1000, " ", "\u202emoc", "\ud83d"]
)
async def test_f05_names_and_shortcodes(home: House, alice: Person, bob: Stranger, name: str):
    """Capped, on one line, and no path is ever made of them."""
    await befriend(home, alice, bob)
    emoji = {"type": "Emoji", "name": f":{name}:", "icon": {"type": "Image", "url": f"https://{bob.peer.host}/e.png"}}
    profile = {**bob.document(), "name": name, "tag": [emoji]}
    said = bob.writes("hello", **{**to_all(alice), "tag": [emoji], "summary": name})
    await settles(home, bob, bob.says("Update", profile), said)
    account, status = await known(home, bob.id), await stored(home, said["object"]["id"])
    assert account is not None
    assert status is not None
    shown = await alice.get(f"/api/v1/accounts/{account.id}")
    assert len(shown["display_name"]) <= 500
    assert not any(control in shown["display_name"] + status.spoiler_text for control in "\n\r\x00")
    assert len(status.spoiler_text) <= 500
    assert [
        one for one in [*shown["emojis"], *status.emojis] if not re.fullmatch(r"[\w+-]{1,128}", one["shortcode"])
    ] == []
    paths = [str(one) for one in home.ctx.files.folder.rglob("*")]
    assert not any("passwd" in one for one in paths)


@pytest.mark.parametrize(
    ("published", "updated"),
    [("0001-01-01T00:00:00Z", None), ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"), ("2026-11-21T00:00:00+99:99", None),
     ("yesterday", "tomorrow"), ("2026-13-45T99:00:00Z", None), ("", ""), (7, {}), (["2026-11-21T00:00:00Z"], None),
     ("2026-11-20T12:00:00Z", "2026-11-19T12:00:00Z"), ("2026-11-21", "2026W01"), ("T" * 5000, None), (None, None)],
)  # fmt: skip
async def test_f13_times_that_are_none(home: House, alice: Person, bob: Stranger, published: Any, updated: Any):
    """Not in the future, and clients can read them."""
    await befriend(home, alice, bob)
    said = bob.writes(published=published, updated=updated, **to_all(alice))
    assert await settles(home, bob, said) == [202]
    status = await stored(home, said["object"]["id"])
    assert status is not None
    assert status.created_at <= home.clock()
    shown = await alice.get(f"/api/v1/statuses/{status.id}")
    for moment in (shown["created_at"], shown["edited_at"]):
        assert moment is None or re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", moment)


@pytest.mark.parametrize(
    "more",
    [
        {"content": None, "contentMap": {"de": "<p>Guten Tag</p>", "en": "<p>Hello</p>"}}, {"content": None}, {"content": 7},
        {"content": ["a", "b"]}, {"content": {"@value": "x"}}, {"summary": {"type": "Note"}}, {"name": ["a", "b"]}, {"summaryMap": {"en": "x"}},
        {"contentMap": {"no such language tag " * 10: "x"}}, {"contentMap": ["x"]}, {"contentMap": {"en": {"x": 1}}}, {"contentMap": {"": "x"}},
        {"sensitive": "yes"}, {"sensitive": None}, {"tag": "x"}, {"tag": {"type": "Hashtag", "name": "#one"}}, {"attachment": "x"},
        {"inReplyTo": {"id": 7}}, {"inReplyTo": []}, {"url": [[]]}, {"replies": 7}, {"to": "as:Public"}, {"cc": {"id": "x"}}, {"generator": "x"},
        {"conversation": {}}, {"language": 7}, {"type": ["Note", "Thing"]}, {"mediaType": "text/markdown"}, {"source": {"content": "<script>"}},
    ],
)  # fmt: skip
async def test_f14_texts_in_odd_shapes(home: House, alice: Person, bob: Stranger, more: Json):
    """Shown as far as they can be read; never an error."""
    await befriend(home, alice, bob)
    said = bob.writes(**more)
    assert await settles(home, bob, said) == [202]
    status = await stored(home, said["object"]["id"])
    if status is not None:
        shown = await alice.get(f"/api/v1/statuses/{status.id}")
        assert shown["language"] is None or len(shown["language"]) <= 35


async def test_f18_hashtags(home: House, alice: Person, bob: Stranger):
    """One spelling each, capped, without markup, linked to our own page and to nobody else's."""
    await befriend(home, alice, bob)
    names = [
        "#",
        "##",
        "#" + "x" * 500,
        "#<b>bold</b>",
        "#Fox",
        "#fox",
        "FOX",
        "#a b",
        "#../up",
        "# ",
        "#\u202efox",
        "#🦊",
        7,
        None,
        "",
    ]
    tags = [{"type": "Hashtag", "name": name, "href": "https://evil.example/tags/x"} for name in names]
    said = bob.writes("tags", tag=tags)
    await settles(home, bob, said)
    status = await stored(home, said["object"]["id"])
    assert status is not None
    assert status.tags.count("fox") == 1
    assert all(re.fullmatch(r"[\w·]{1,100}", tag) for tag in status.tags), status.tags
    for tag in (await alice.get(f"/api/v1/statuses/{status.id}"))["tags"]:
        assert tag["url"].startswith("https://art.example/tags/")


async def test_f19_an_emoji_belongs_to_who_sent_it(home: House, alice: Person, bob: Stranger, eve: Stranger):
    """Another server's picture under the same shortcode and id changes nothing about Bob's."""
    await befriend(home, alice, bob, eve)
    mine = {
        "type": "Emoji",
        "id": f"{bob.id}/fox",
        "name": ":fox:",
        "icon": {"url": f"https://{bob.peer.host}/fox.png"},
    }
    theirs = {**mine, "icon": {"url": f"https://{eve.peer.host}/snake.png"}, "updated": "2099-01-01T00:00:00Z"}
    said, forged = bob.writes(":fox:", tag=[mine]), eve.writes(":fox:", tag=[theirs])
    await settles(home, bob, said)
    await settles(home, eve, forged)
    status = await stored(home, said["object"]["id"])
    assert status is not None
    [emoji] = (await alice.get(f"/api/v1/statuses/{status.id}"))["emojis"]
    assert bob.peer.host in emoji["url"]
    assert json.dumps(emoji).count("snake") == 0


@pytest.mark.parametrize(
    "name",
    ["../../x", "%2e%2e", "a" * 500, "bob@evil", "<b>", "a b", "bob\n", "аlice", "alice", "ALICE", "bob/../alice", "", " ", "ａlice", "bob%00"],
)  # fmt: skip
async def test_f16_names_of_strangers(home: House, alice: Person, eve: Stranger, name: str):
    """Far names stand with their host; nobody becomes one of ours, and no address is broken by them."""
    eve.more["preferredUsername"] = name
    said = eve.writes(**to_all(alice))
    answer = await eve.sends(said, home)
    await home.works()
    assert answer.status in (202, 401)
    account = await known(home, eve.id)
    ours = await home.account("alice")
    assert (ours.id, ours.uri) == (alice.account.id, alice.account.uri)
    if account is not None:
        assert account.domain == eve.peer.host
        shown = await alice.get(f"/api/v1/accounts/{account.id}")
        assert shown["acct"].endswith(f"@{eve.peer.host}")
        assert re.fullmatch(r"[\w.~-]{1,128}", shown["username"])


async def test_f16_hosts_of_strangers_are_shown_as_they_are_written_on_the_wire(home: House, alice: Person, wire: Any):
    """`аrt.example` with a Cyrillic а is another host, and is shown in punycode."""
    from tests.far_side import Peer

    host = "xn--rt-7ed.example"
    mallory = somebody(Peer(wire, host), "alice")
    await settles(home, mallory, mallory.writes(**to_all(alice)))
    account = await known(home, mallory.id)
    assert account is not None
    assert (await alice.get(f"/api/v1/accounts/{account.id}"))["acct"] == f"alice@{host}"


@pytest.mark.parametrize("said", ["👍🎉", "", "👍" * 2500, ":fox:", "<b>1</b>", "hello"])
async def test_f17_what_is_no_emoji(home: House, alice: Person, bob: Stranger, said: str):
    """Two of them, none, ten kilobytes, a picture that did not come along, words: nothing is shown, and nobody rung."""
    post = await alice.posts("look")
    assert await settles(home, bob, bob.says("EmojiReact", post["uri"], content=said)) == [202]
    assert "emoji_reactions" not in await alice.get(f"/api/v1/statuses/{post['id']}")
    rang = await alice.get("/api/v1/notifications")
    assert [one for one in rang if one["account"]["uri"] == bob.id] == []
