"""A terminal in an instance's folder: `fediai …` in this process, with what it printed."""

import contextlib
import io
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fediai.cli import main


@dataclass(frozen=True)
class Said:
    """The end of one command."""

    code: int
    out: str
    err: str

    @property
    def rows(self) -> list[dict[str, Any]]:
        """What a command with `--json` answered."""
        assert self.code == 0, self.err
        found: list[dict[str, Any]] = json.loads(self.out)
        return found

    @property
    def row(self) -> dict[str, Any]:
        [one] = self.rows
        return one


@dataclass(frozen=True)
class Terminal:
    """Commands find their configuration as they do for people: in the present folder."""

    folder: Path
    environment: dict[str, str]

    def types(self, *words: str, **environment: str) -> Said:
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), self._here(environment):
            code = main(list(words))
        return Said(code, out.getvalue(), err.getvalue())

    def gets(self, *words: str, **environment: str) -> str:
        """What a command that must succeed prints."""
        said = self.types(*words, **environment)
        assert said.code == 0, said.err
        return said.out.strip()

    @contextlib.contextmanager
    def _here(self, more: dict[str, str]) -> Iterator[None]:
        before = dict(os.environ)
        os.environ.update({**self.environment, **more})
        with contextlib.chdir(self.folder):
            try:
                yield
            finally:
                os.environ.clear()
                os.environ.update(before)
