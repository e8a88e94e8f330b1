"""Every cell of ``cells/*.txt`` is read as it is labelled; the notation is explained in ``first.txt``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from vpr_tracker import Owner, parse_owners

KINDS = {"p": "person", "r": "role", "b": "body", "o": "organisation"}
LEVELS = {"m": "municipality", "s": "school"}
DUTIES = {"c": "controls", "o": "observes", "m": "monitors"}
_OWNER = re.compile(
    r"(?P<kind>[prbo]) (?P<name>.*?)(?: \{(?P<role>.*?)\})?(?: @(?P<level>[ms]))?(?: !(?P<duty>[com]))?$"
)


@dataclass(frozen=True)
class Cell:
    """A printed cell and the sound readings of it, each a list of (kind, name, role, level, duty)."""

    printed: str
    readings: tuple[tuple[tuple[str | None, ...], ...], ...]

    def is_read_by(self, owners: Sequence[Owner]) -> bool:
        """Whether the owners are one of the readings, in any order."""
        got = sorted(map(str, map(_plain, owners)))
        return any(got == sorted(map(str, reading)) for reading in self.readings)


def cells(folder: Path) -> Iterator[Cell]:
    """All labelled cells of a folder."""
    for path in sorted(folder.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                yield _cell(line)


def _cell(line: str) -> Cell:
    printed, _, label = line.partition("→")
    readings = tuple(
        tuple(_owner(part.strip()) for part in reading.split(" | ") if part.strip())
        for reading in label.strip().split(" || ")
    )
    return Cell(printed.removesuffix(" ").replace("⏎", "\n"), readings)


def _owner(text: str) -> tuple[str | None, ...]:
    found = _OWNER.fullmatch(text)
    assert found, text
    level, duty = found["level"], found["duty"]
    return (
        KINDS[found["kind"]],
        _fold(found["name"]),
        _fold(found["role"] or "") or None,
        LEVELS[level] if level else None,
        DUTIES[duty] if duty else "executes",
    )


def _plain(owner: Owner) -> tuple[str | None, ...]:
    return (owner.kind, _fold(owner.name), _fold(owner.role or "") or None, owner.level, owner.duty)


def _fold(text: str) -> str:
    return re.sub(r"[\s.]+", "", text).casefold()


CELLS = list(cells(Path(__file__).with_name("cells")))


@pytest.mark.parametrize("cell", CELLS, ids=lambda cell: cell.printed[:60])
def test_a_cell_is_read_as_labelled(cell):
    assert cell.is_read_by(parse_owners(cell.printed)), parse_owners(cell.printed)
