"""Events between the processes of one machine: each binds a datagram socket in one folder and writes to the others."""

import asyncio
import os
import secrets
import socket
from collections.abc import Callable
from pathlib import Path


class Datagrams:
    """A missed datagram costs freshness only: workers look at the job table by themselves every second or so."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own = folder / f"{os.getpid()}-{secrets.token_hex(4)}"
        self._socket: socket.socket | None = None

    async def start(self, heard: Callable[[bytes], None]) -> None:
        """Binds our socket and forgets those that nobody holds any more."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        ours = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        ours.setblocking(False)
        ours.bind(str(self._own))
        self._socket = ours
        asyncio.get_running_loop().add_reader(ours, _drain, ours, heard)

    def send(self, data: bytes) -> None:
        """To every other socket in the folder."""
        if self._socket is None:
            return
        for other in self._folder.iterdir():
            if other != self._own:
                self._send_to(other, data)

    def _send_to(self, other: Path, data: bytes) -> None:
        assert self._socket is not None
        try:
            self._socket.sendto(data, str(other))
        except (ConnectionRefusedError, FileNotFoundError):
            other.unlink(missing_ok=True)  # its process was killed
        except BlockingIOError:
            pass  # its process is busy: it will look for itself

    async def close(self) -> None:
        """Lets go of the socket and its name."""
        if self._socket is not None:
            asyncio.get_running_loop().remove_reader(self._socket)
            self._socket.close()
            self._own.unlink(missing_ok=True)
            self._socket = None


def _drain(ours: socket.socket, heard: Callable[[bytes], None]) -> None:
    while True:
        try:
            heard(ours.recv(65_536))
        except BlockingIOError:
            return
