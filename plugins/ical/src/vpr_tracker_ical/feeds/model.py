"""A feed as frozen data, and how its options are kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from vpr_tracker_ical.content.scope import Options, Scope


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A calendar with a secret address.

    ``number`` is what people call it by; ``slug`` ends its address; ``generation`` counts its addresses. Instants are
    aware UTC. ``last_fetch`` and ``fetches`` are what a server saw of this feed, a minute late at most.
    """

    feed_id: str
    number: int
    name: str
    slug: str
    scope: Scope
    options: Options
    generation: int
    key_mark: str
    created_at: datetime
    revoked_at: datetime | None
    last_fetch: datetime | None = None
    fetches: int = 0


def written_options(options: Options) -> dict[str, Any]:
    """Options as JSON keeps them; alarms in days."""
    return {
        "entries": options.entries,
        "alarms": [each.days for each in options.alarms],
        "reminders": options.reminders,
        "done": options.done,
        "done_days": options.done_days,
        "back_days": options.back_days,
        "detail": options.detail,
        "name": options.name,
        "colour": options.colour,
    }


def read_options(written: Mapping[str, Any]) -> Options:
    """What :func:`written_options` wrote; what is missing is as it is by default."""
    known = {name: written[name] for name in written_options(Options()) if name in written}
    if "alarms" in known:
        known["alarms"] = tuple(timedelta(days=days) for days in known["alarms"])
    return Options(**known)
