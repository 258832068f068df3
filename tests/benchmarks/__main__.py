"""`python -m tests.benchmarks [NAMES]`: runs and prints them; all of them when none is named."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping

from tests.benchmarks.door import door
from tests.benchmarks.federating import fan_out, follows, inbox, pictures_in
from tests.benchmarks.flood import flood
from tests.benchmarks.growth import growth
from tests.benchmarks.listening import listening
from tests.benchmarks.painting import painting
from tests.benchmarks.posting import posting
from tests.benchmarks.reading import reading
from tests.benchmarks.resting import resting
from tests.benchmarks.scale import Scale

BENCHMARKS: Mapping[str, Callable[[Scale], Iterator[str]]] = {
    "door": door,
    "resting": resting,
    "reading": reading,
    "posting": posting,
    "inbox": inbox,
    "pictures_in": pictures_in,
    "follows": follows,
    "fan_out": fan_out,
    "flood": flood,
    "listening": listening,
    "painting": painting,
    "growth": growth,
}


def main(names: list[str]) -> int:
    """Exit status 2 for a name that there is not."""
    unknown = set(names) - BENCHMARKS.keys()
    if unknown:
        sys.stderr.write(f"there are {', '.join(BENCHMARKS)}; not {', '.join(sorted(unknown))}\n")
        return 2
    for line in _lines(names or list(BENCHMARKS)):
        sys.stdout.write(f"{line}\n")
        sys.stdout.flush()
    return 0


def _lines(names: list[str]) -> Iterator[str]:
    yield f"{os.cpu_count()} cores, load at the beginning {os.getloadavg()[0]:.1f}"
    for name in names:
        yield f"\n{name}: {BENCHMARKS[name].__doc__}"
        yield from BENCHMARKS[name](Scale())


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
