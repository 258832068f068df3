"""The worker as a process of its own: signals, exit statuses, and sentences instead of tracebacks."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest

from generators.contract import Picture, Prompt
from generators.frames import Job, Report

ROOT = Path(__file__).parents[2]
PROGRAM = """
import logging, sys
from generators.worker import serve
logging.basicConfig(level="INFO", format="%(message)s")
server, token, plugin, patience = sys.argv[1:]
sys.exit(serve(server, token, plugin, patience=float(patience)))
"""


@pytest.fixture
def start(tmp_path):
    """Starts worker processes; whether or not fediai is installed here, `fake` is found by its entry point."""
    metadata = tmp_path / "fakes-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text("Metadata-Version: 2.1\nName: fakes\nVersion: 1.0\n")
    (metadata / "entry_points.txt").write_text("[fediai.generators]\nfake = generators.fake:Fake\n")
    started = []

    async def start(server, token="correct horse", plugin="fake", patience=60.0, delay="0"):
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", PROGRAM, server, token, plugin, str(patience)),
            env=os.environ | {"PYTHONPATH": f"{tmp_path}:{ROOT}", "FEDIAI_FAKE_DELAY": delay},
            stderr=asyncio.subprocess.PIPE,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        if process.returncode is None:
            process.kill()


async def ended(process):
    _, said = await asyncio.wait_for(process.communicate(), 12)
    return process.returncode, said.decode()


async def test_sigterm_lets_the_picture_in_hand_finish(instance, start):
    process = await start(instance.url, delay="1")
    line = await instance.line()
    await line.say(Job("1", (Prompt("a fox", width=32, height=32),)))
    await line.hear()
    process.send_signal(signal.SIGTERM)
    while not (isinstance(heard := await line.hear(), Report) and isinstance(heard.event, Picture)):
        pass
    status, said = await ended(process)
    assert status == 0
    assert "connected to art.example" in said


async def test_sigterm_does_not_wait_for_a_hopeless_picture(instance, start):
    process = await start(instance.url)
    line = await instance.line()
    await line.say(Job("1", (Prompt("hang"),)))
    await asyncio.sleep(0.2)
    began = asyncio.get_running_loop().time()
    process.send_signal(signal.SIGTERM)
    assert (await ended(process))[0] == 0
    assert asyncio.get_running_loop().time() - began < 10


async def test_a_hang_ends_the_process_with_a_status_that_asks_for_another(instance, start):
    process = await start(instance.url, patience=0.5)
    await (await instance.line()).say(Job("1", (Prompt("hang"),)))
    status, said = await ended(process)
    assert status == 3
    assert "hangs" in said


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"token": "wrong"}, "refused: bad token"),
        ({"plugin": "fakee"}, "unknown generator `fakee`; did you mean `fake`?"),
        ({"server": "art.example"}, "`art.example` is not the address of a server"),
    ],
)
async def test_what_cannot_work_is_said_in_a_sentence(instance, start, more, sentence):
    status, said = await ended(await start(**{"server": instance.url} | more))
    assert status == 1
    assert sentence in said
    assert "Traceback" not in said
