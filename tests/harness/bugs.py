"""What a worker or a door logs with a trace is a bug, however kindly it was answered."""

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager


class Noted(logging.Handler):
    """The traces."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.exc_info and record.exc_info[0]:
            self.found.append(f"{record.getMessage()[:300]}\n{''.join(traceback.format_exception(*record.exc_info))}")


@contextmanager
def no_bugs() -> Iterator[None]:
    """Fails with the traces of whatever went wrong meanwhile."""
    noted = Noted()
    logging.getLogger("fediai").addHandler(noted)
    try:
        yield
    finally:
        logging.getLogger("fediai").removeHandler(noted)
    assert not noted.found, "\n".join(noted.found)
