"""The days of an event that deadlines hang on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from vpr_tracker.domain.periods import Period


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDate:
    """First and last day of an event, inclusive.

    ``organisation``: the one organisation that these days hold for; ``None`` for everybody else.
    ``repeat``: 0 for the event itself, 1, 2 … for its repetitions. The number is permanent: it stays with a
    repetition when its days move.
    """

    start: date
    end: date
    organisation: str | None = None
    repeat: int = 0

    @property
    def period(self) -> Period:
        """Its days; put in order where they run backwards."""
        return Period(min(self.start, self.end), max(self.start, self.end))
