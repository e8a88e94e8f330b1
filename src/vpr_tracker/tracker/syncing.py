"""Making the rows of one thing agree with what they ought to be."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import SQLModel

from vpr_tracker.storage.changes import Row, Values
from vpr_tracker.storage.writer import Writer


def put(
    writer: Writer,
    model: type[SQLModel],
    present: Sequence[Row],
    wanted: Sequence[Values],
) -> bool:
    """Insert, change and delete rows, by identifier, until they are as wanted; whether anything differed."""
    known = {row["id"]: row for row in present}
    names = {row["id"] for row in wanted}
    new = [row for row in wanted if row["id"] not in known]
    fallen = [row for row in present if row["id"] not in names]
    writer.insert(model, new)
    changed = writer.change_all(model, [(known[row["id"]], row) for row in wanted if row["id"] in known])
    writer.delete(model, fallen)
    return bool(new or fallen or changed)
