"""The same story on real sockets: two `fediai serve`, a browser, a Mastodon library, and a painter that paints."""

import json
import re
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, TypeVar

import pytest
import requests
from mastodon import Mastodon
from PIL import Image
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect

from fediai.cli.parts.doors import HYPERCORN
from tests.harness.processes import Running, serving
from tests.harness.residents import moves_in
from tests.harness.window import Window

T = TypeVar("T")
OOB = "urn:ietf:wg:oauth:2.0:oob"
SCOPES = ["read", "write", "follow", "push"]
PASSWORD = "correct horse battery"
SMALL = {
    "FEDIAI_GENERATOR__WIDTH": "256", "FEDIAI_GENERATOR__HEIGHT": "256", "FEDIAI_POSTING__WAIT_SECONDS": "20",
}  # fmt: skip


@pytest.fixture(scope="module")
def art_server() -> Iterator[Running]:
    """With the painter that every fresh machine has."""
    with serving("127.0.0.2", **SMALL) as server:
        yield server


@pytest.fixture(scope="module")
def pub_server() -> Iterator[Running]:
    """Where nobody paints."""
    with serving("127.0.0.3", FEDIAI_GENERATOR__LOCAL="false") as server:
        yield server


@pytest.fixture(scope="module")
def alice(art_server: Running) -> Mastodon:
    """Signed in as people do: an app, the sign-in page, the consent page, a code."""
    art_server.command("user", "create", "alice", "--email", "alice@example.org", "--password", PASSWORD)
    app_id, secret = Mastodon.create_app(
        "A story", api_base_url=art_server.base, redirect_uris=OOB, scopes=SCOPES, website="https://story.example"
    )
    client = Mastodon(client_id=app_id, client_secret=secret, api_base_url=art_server.base)
    code = allowed(client.auth_request_url(redirect_uris=OOB, scopes=SCOPES, allow_http=True), "alice")
    client.log_in(code=code, redirect_uri=OOB, scopes=SCOPES, allow_http=True)
    return client


@pytest.fixture(scope="module")
def bob(pub_server: Running) -> Mastodon:
    """With a token from the command line."""
    moves_in(pub_server, "bob")
    token = pub_server.command("token", "create", "bob")
    return Mastodon(access_token=token, api_base_url=pub_server.base)


def allowed(page: str, name: str) -> str:
    """The code that the page shows once `name` has signed in and let the app in."""
    browser = Window()
    browser.open(page)
    browser.send(browser.form_with("who", "password"), who=name, password=PASSWORD)
    browser.send(browser.form_with("answer"), press=("answer", "allow"))
    assert browser.status == 200, browser.text[:1000]
    found = re.search(r"<code[^>]*>\s*([\w-]{20,})\s*</code>", browser.text)
    assert found, browser.text
    return found[1]


def until(look: Callable[[], T], seconds: float = 15) -> T:
    """What `look` sees as soon as it is something."""
    end = time.monotonic() + seconds
    while not (seen := look()):
        assert time.monotonic() < end, f"nothing to be seen after {seconds} s"
        time.sleep(0.1)
    return seen


@pytest.fixture(scope="module")
def post(art_server: Running, alice: Mastodon, bob: Mastodon) -> Any:
    """Bob follows Alice; Alice asks for a picture."""
    [found] = bob.account_search(f"@alice@{art_server.host}:{art_server.port}", resolve=True)
    bob.account_follow(found)
    until(lambda: bob.account_relationships(found)[0].following)
    asked = alice.status_post("/imagine a fox in the snow\n\nSnow at last.", idempotency_key="a fox")
    return until(lambda: next((one for one in [alice.status(asked.id)] if one.media_attachments), None), 30)


def test_the_app_gets_the_post_with_its_picture(post: Any, alice: Mastodon) -> None:
    assert post.visibility == "public"
    [picture] = alice.status(post.id).media_attachments
    assert picture.description == "AI-generated image: a fox in the snow"
    assert picture.meta.original.width == 256
    assert post.application is None or post.application.name == "A story"


def test_it_reaches_the_follower_with_its_picture(post: Any, bob: Mastodon, pub_server: Running) -> None:
    status = until(lambda: next((one for one in bob.timeline_home() if one.media_attachments), None))
    [picture] = status.media_attachments
    assert "Snow at last." in status.content
    assert picture.description == "AI-generated image: a fox in the snow"
    assert picture.blurhash
    assert picture.url.startswith(pub_server.base)
    fetched = requests.get(picture.url, timeout=15)
    assert fetched.status_code == 200
    assert fetched.headers["content-type"] in ("image/jpeg", "image/png")
    assert Image.open(BytesIO(fetched.content)).size == (256, 256)
    assert b"digitalsourcetype/algorithmicMedia" in fetched.content
    assert requests.get(picture.preview_url, timeout=15).status_code == 200


def test_a_favourite_a_boost_and_a_reply_travel_back(post: Any, alice: Mastodon, bob: Mastodon) -> None:
    seen = until(lambda: next(iter(bob.timeline_home()), None))
    bob.status_favourite(seen)
    bob.status_reblog(seen)
    bob.status_reply(seen, "How quiet!")

    def rung() -> set[str]:
        kinds = {one.type for one in alice.notifications()}
        return kinds if {"favourite", "reblog", "mention"} <= kinds else set()

    assert until(rung) == {"follow", "favourite", "reblog", "mention"}
    mine = alice.status(post.id)
    assert (mine.favourites_count, mine.reblogs_count, mine.replies_count) == (1, 1, 1)
    assert "How quiet!" in alice.status_context(post.id).descendants[0].content


def test_open_apps_hear_of_it_at_once(
    post: Any, alice: Mastodon, bob: Mastodon, art_server: Running, pub_server: Running
) -> None:
    """What the workers' process stores is streamed by the web's process."""
    with stream(art_server, alice) as hers, stream(pub_server, bob) as his:
        alice.status_post("A word without a picture")
        assert heard(his, "update")["content"] == heard(hers, "update")["content"]
        bob.status_reply(post_at(bob, "A word without"), "And an answer")
        assert "And an answer" in heard(hers, "notification")["status"]["content"]


def test_a_socket_takes_few_words_and_none_packed(alice: Mastodon, art_server: Running) -> None:
    """Messages that never end, packed into a thousandth, would fill the server's memory."""
    with stream(art_server, alice) as line:
        assert line.protocol.extensions == []
        line.send("x" * 100_000)
        with pytest.raises(ConnectionClosed) as ended:
            line.recv(timeout=15)
    assert ended.value.rcvd
    assert ended.value.rcvd.code == 1009


def stream(server: Running, client: Mastodon) -> ClientConnection:
    address = f"ws://{server.host}:{server.port}/api/v1/streaming?stream=user&access_token={client.access_token}"
    return connect(address, proxy=None)


def heard(line: ClientConnection, event: str) -> Any:
    """The payload of the next event of this name."""
    while True:
        said = json.loads(line.recv(timeout=15))
        if said["event"] == event:
            return json.loads(said["payload"])


def post_at(reader: Mastodon, words: str) -> Any:
    return next(one for one in reader.timeline_home() if words in one.content)


def test_in_the_end_it_is_deleted_everywhere(post: Any, alice: Mastodon, bob: Mastodon) -> None:
    until(lambda: [one for one in bob.timeline_home() if one.media_attachments])
    alice.status_delete(post.id)
    until(lambda: not [one for one in bob.timeline_home() if one.media_attachments or one.reblog])


def test_paper_paints_for_whoever_asks_from_the_command_line(art_server: Running) -> None:
    art_server.command("generate", "a fox in the snow", "--out", "fox.png", "--size", "384x256", "--seed", "7")
    assert Image.open(art_server.folder / "fox.png").size == (384, 256)


def test_an_idle_connection_never_goes_deaf_and_a_stream_never_ends() -> None:
    """After a read time-out Hypercorn swallows requests of idle connections and ends answers that have no end."""
    assert "read_timeout" not in HYPERCORN


def test_told_to_stop_everything_is_gone_within_ten_seconds() -> None:
    with serving("127.0.0.4", FEDIAI_GENERATOR__PLUGIN="fake") as server:
        until(lambda: server.part("generator") and server.part("workers"))
        began = time.monotonic()
        server.stop()
        assert time.monotonic() - began < 10
        assert server.process.returncode == 0
