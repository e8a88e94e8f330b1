"""Reports about the past: the same questions, asked of the state that the journal gives for a moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any

from vpr_tracker.reports.database import Database

if TYPE_CHECKING:
    from vpr_tracker.cli.app import App
    from vpr_tracker.tracker import Tracker


def at_moment(tracker: Tracker, as_of: str | None, plan: str | None) -> AbstractContextManager[Tracker]:
    """The Tracker itself, or one that answers as of a moment."""
    return nullcontext(tracker) if as_of is None else tracker.as_of(as_of, plan=plan)


@contextmanager
def past_database(app: App, as_of: str, asked: dict[str, Any]) -> Iterator[Database]:
    """The database as it was at a moment; the day asked about becomes that day where no other is named.

    :param asked: the arguments of the report; ``on`` is filled in.
    """
    from vpr_tracker.tracker.finding import find_plan

    plan = asked.get("plan")
    with app.tracker() as tracker, tracker.as_of(as_of, plan=plan) as then, then.reading() as connection:
        if asked.get("on") is None:
            asked["on"] = then.today(find_plan(connection, plan)["time_zone"])
        driver: Any = connection.connection.driver_connection
        yield Database(driver, "sqlite")
