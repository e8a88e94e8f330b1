"""``parse_deadline``: from a printed phrase to a ``Deadline``. The way: tokens → points → terms → days → judgement."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from vpr_tracker.deadlines.model import Deadline

MAX_LENGTH = 10_000
"""Longer texts (in characters) are no deadline cell and are not read."""


def parse_deadline(printed: str, *, period: tuple[date, date], calendar: object | None = None) -> Deadline:
    """What a printed deadline means in the context of a plan's period (first and last day, both inclusive).

    Pure and total: never raises on any string; what cannot be read comes out with ``needs_review`` and without dates.
    ``calendar`` is part of the contract for callers that have one; the words alone are read here, and school terms
    and holidays stay undated windows that the resolution dates from the school calendar, so it changes nothing.
    """
    if len(printed) > MAX_LENGTH:
        from vpr_tracker.deadlines.model import Deadline

        return Deadline(
            printed=printed, needs_review=True, assumptions=("Текст слишком длинный для срока и не разобран.",)
        )
    return _reader()(printed, period)


@cache
def _reader() -> Callable[[str, tuple[date, date]], Deadline]:
    """The reader, loaded with its words and rules on the first phrase: most commands never read one."""
    from vpr_tracker.deadlines.reading import read

    return read
