"""Every command of README.md is carried out, in the README's order, against a real server."""

import json
import os
import re
import shlex
import shutil
import subprocess
import time
import tomllib
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PIL import Image

from fediai.cli import _parser
from tests.harness.processes import free_port

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()


def blocks(language: str) -> list[str]:
    """The fenced blocks of one language, without their indentation."""
    found = re.findall(rf"^( *)```{language}\n(.*?)^ *```", README, re.MULTILINE | re.DOTALL)
    return ["\n".join(line.removeprefix(indent) for line in text.splitlines()) for indent, text in found]


@dataclass
class Terminal:
    """A folder of its own with our virtual environment in it; `make run` keeps running beside the other commands."""

    folder: Path
    port: int = field(default_factory=free_port)
    token: str = ""
    server: subprocess.Popen[str] | None = None

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """The README's own words hold for port 8000, which may be taken here; its pictures are smaller here."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("FEDIAI_", "MAKE"))}
        return {
            **kept,
            "PATH": f"{self.folder / '.venv/bin'}:{kept['PATH']}",
            "FEDIAI_CONFIG": str(self.folder / "config.toml"),
            "FEDIAI_INSTANCE__DOMAIN": f"127.0.0.1:{self.port}",
            "FEDIAI_INSTANCE__SCHEME": "http",
            "FEDIAI_SERVER__BIND": f"127.0.0.1:{self.port}",
            "FEDIAI_GENERATOR__WIDTH": "256",
            "FEDIAI_GENERATOR__HEIGHT": "256",
            "FEDIAI_POSTING__WAIT_SECONDS": "20",
        }

    def types(self, block: str) -> str:
        """What a block prints, typed into this terminal."""
        ran = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", block.replace("http://127.0.0.1:8000", self.base)],
            cwd=self.folder, env=self.environment, capture_output=True, text=True, timeout=90,
        )  # fmt: skip
        assert ran.returncode == 0, f"{block}\n{ran.stdout}\n{ran.stderr}"
        return ran.stdout.strip()

    def starts(self, *words: str) -> subprocess.Popen[str]:
        """A command that stays in the foreground."""
        log = (self.folder / "output").open("a")
        return subprocess.Popen(words, cwd=self.folder, env=self.environment, stdout=log, stderr=log, text=True)

    def printed(self) -> str:
        return (self.folder / "output").read_text()


def runs(terminal: Terminal, block: str) -> None:
    """`-o`: what is to be installed is installed already, since this test runs in it."""
    terminal.server = terminal.starts("make", "-C", str(ROOT), "-o", ".venv/.run", *shlex.split(block)[1:])
    waits(lambda: urllib.request.urlopen(f"{terminal.base}/readyz", timeout=2).status == 200)
    waits(lambda: "fediai is at" in terminal.printed())
    assert re.search(r"Administrator: admin +password \(shown once\): \S{10,}", terminal.printed())
    assert (terminal.folder / "config.toml").exists()
    assert (terminal.folder / "var/fediai.db").exists()


def is_a_make_target(terminal: Terminal, block: str) -> None:
    """Not run from within itself: the targets are there, which `make` checks without doing anything."""
    ran = subprocess.run(["make", "-n", *shlex.split(block)[1:]], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr


def posts_a_picture(terminal: Terminal, block: str) -> None:
    waits(lambda: "painter this machine is here" in terminal.printed())
    [picture] = json.loads(terminal.types(block))["media_attachments"]
    assert picture["description"] == "AI-generated image: a fox in the snow"
    assert urllib.request.urlopen(picture["url"], timeout=20).status == 200


def paints(terminal: Terminal, block: str) -> None:
    terminal.types(block)
    assert Image.open(terminal.folder / "fox.png").size == (256, 256)


def makes_somebody(terminal: Terminal, block: str) -> None:
    assert "password" in terminal.types(block)
    assert "sari" in terminal.types(".venv/bin/fediai user list")


def names_the_domain(terminal: Terminal, block: str) -> None:
    terminal.types(block)
    instance = tomllib.loads((terminal.folder / "config.toml").read_text())["instance"]
    assert (instance["domain"], instance["scheme"]) == ("art.example", "https")


def is_asked_how_it_is(terminal: Terminal, block: str) -> None:
    assert f"something answers at 127.0.0.1:{terminal.port}" in terminal.types(block)


def makes_a_token(terminal: Terminal, block: str) -> None:
    terminal.token = terminal.types(block)
    assert len(terminal.token) > 30


def names_an_extra(terminal: Terminal, block: str) -> None:
    """Gigabytes, so not installed here: the extra is there, with what the GPU needs."""
    extra = re.search(r'pip install -e "\.\[(\w+)\]"', block)
    assert extra
    needs = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"][extra[1]]
    assert {"torch", "diffusers"} <= {re.split(r"[<>=]", need)[0] for need in needs}


def dials_in(terminal: Terminal, block: str) -> None:
    """With the plugin for tests in the place of a GPU, and this server's address and token."""
    words = shlex.split(block)
    given = _parser(words[1:]).parse_args(words[1:])
    assert (given.command, given.plugin) == ("generator", "diffusers")
    here = {given.server: terminal.base, given.token: terminal.token, "diffusers": "fake"}
    process = terminal.starts(*(here.get(word, word) for word in words))
    try:
        waits(lambda: seen(terminal, "attic"))
        assert process.poll() is None
    finally:
        process.terminate()
        assert process.wait(15) == 0


def seen(terminal: Terminal, name: str) -> bool:
    listed = json.loads(terminal.types(".venv/bin/fediai generator-token --json list"))
    return any(one["name"] == name and one["seen"] for one in listed)


COMMANDS: dict[str, Callable[[Terminal, str], None]] = {
    "make run": runs,
    "make test": is_a_make_target,
    "TOKEN=$(.venv/bin/fediai token create admin)": posts_a_picture,
    ".venv/bin/fediai generate": paints,
    ".venv/bin/fediai user create": makes_somebody,
    ".venv/bin/fediai init": names_the_domain,
    ".venv/bin/fediai doctor": is_asked_how_it_is,
    ".venv/bin/fediai generator-token create": makes_a_token,
    "pip install": names_an_extra,
    "fediai generator": dials_in,
    "make lint types contracts": is_a_make_target,
}


def command_of(block: str) -> str:
    """The table's name for a block; a command that the README gains must be added there."""
    found = [name for name in COMMANDS if block.startswith(name)]
    assert found, f"README.md gained a command that no test carries out: {block}"
    return max(found, key=len)


def waits(come_true: Callable[[], object], seconds: float = 45) -> None:
    end = time.monotonic() + seconds
    while True:
        with suppress(OSError):
            if come_true():
                return
        assert time.monotonic() < end
        time.sleep(0.2)


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    (tmp_path / ".venv").symlink_to(ROOT / ".venv")
    one = Terminal(tmp_path)
    yield one
    if one.server and one.server.poll() is None:
        one.server.terminate()
        one.server.wait(20)


def test_whoever_follows_the_readme_word_by_word_gets_there(terminal: Terminal) -> None:
    done = []
    for block in blocks("sh"):
        COMMANDS[command_of(block)](terminal, block)
        done.append(command_of(block))
    assert done == list(COMMANDS), "each command of the table is in the README, in this order"


def test_nginx_takes_the_configuration_of_the_readme(tmp_path: Path) -> None:
    nginx = shutil.which("nginx") or pytest.skip("nginx is not on this machine")
    certificate, key = tmp_path / "fullchain.pem", tmp_path / "privkey.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=art.example",
         "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True, timeout=60,
    )  # fmt: skip
    [block] = blocks("nginx")
    text = re.sub(r"/etc/letsencrypt/live/art\.example", str(tmp_path), block)
    (tmp_path / "nginx.conf").write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\n{text}\n}}\n")
    ran = subprocess.run(
        [str(nginx), "-t", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")], capture_output=True, text=True,
        timeout=60,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr


def test_caddy_takes_the_configuration_of_the_readme(tmp_path: Path) -> None:
    caddy = shutil.which("caddy") or pytest.skip("Caddy is not on this machine")
    [block] = blocks("caddyfile")
    (tmp_path / "Caddyfile").write_text(block)
    ran = subprocess.run(
        [str(caddy), "validate", "--adapter", "caddyfile", "--config", str(tmp_path / "Caddyfile")],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
