"""The tables of what comes in while a plan lives: evidence of what was handed in, postponements of due times."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint
from sqlmodel import Field

from vpr_tracker.storage.base import TableBase


class Evidence(TableBase, table=True):
    """A file or a link that was handed in with one obligation.

    ``location`` is where the store keeps the file, relative to it; equal files have one place. ``lapsed``: handed in
    with a submission that was returned or withdrawn since; it stays as history and counts for nothing.
    """

    __tablename__ = "evidence"
    __table_args__ = (
        CheckConstraint(
            "(kind = 'file' AND sha256 IS NOT NULL AND size IS NOT NULL AND location IS NOT NULL) "
            "OR (kind = 'link' AND url IS NOT NULL)",
            name="kind",
        ),
    )
    id: str = Field(primary_key=True)
    plan_id: str = Field(foreign_key="plan.id", index=True)
    obligation_id: str = Field(foreign_key="obligation.id", index=True)
    kind: str
    name: str
    size: int | None = Field(default=None, sa_type=BigInteger)
    sha256: str | None = None
    location: str | None = None
    url: str | None = None
    added_at: datetime
    added_by: str
    lapsed: bool = False


class Postponement(TableBase, table=True):
    """Another due day that an act gives to a due time of a task, for all or for one organisation.

    ``key`` is that of the due time, ``was_on`` its due day when the postponement was made.
    """

    __tablename__ = "postponement"
    id: str = Field(primary_key=True)
    plan_id: str = Field(foreign_key="plan.id", index=True)
    task_id: str = Field(foreign_key="task.id", index=True)
    key: str
    organisation_id: str | None = Field(default=None, foreign_key="organisation.id")
    due_on: date
    was_on: date
    reason: str
    act: str | None = None
    made_at: datetime
    made_by: str
