"""Every benchmark still runs: with next to nothing to do, and without a word about how fast."""

from collections.abc import Iterator

import pytest

from tests.benchmarks.__main__ import BENCHMARKS, main
from tests.benchmarks.scale import Scale
from tests.benchmarks.scene import keeping


@pytest.fixture(scope="module", autouse=True)
def _one_server_for_most() -> Iterator[None]:
    with keeping():
        yield


@pytest.mark.parametrize("name", BENCHMARKS)
def test_it_prints_its_figures(name: str) -> None:
    lines = list(BENCHMARKS[name](Scale(few=True)))
    assert lines
    assert all(any(character.isdigit() for character in line) for line in lines)


def test_a_name_that_there_is_not_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nothing"]) == 2
    assert "door" in capsys.readouterr().err
