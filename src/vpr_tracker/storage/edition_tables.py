"""The tables of what comes in on paper: later editions of a plan, and the kits that schools send back."""

from datetime import datetime
from typing import Any

from sqlmodel import Field

from vpr_tracker.storage.base import Json, TableBase


class Amendment(TableBase, table=True):
    """A later edition of a plan that was taken over; the first one is in the journal, as it was imported.

    ``draft``: the edition as it was read, with the identifiers of the tasks and results that its rows are: what
    differs from it was corrected by hand. ``replaced_sha256``: the document of the edition before.
    """

    __tablename__ = "amendment"
    id: str = Field(primary_key=True)
    plan_id: str = Field(foreign_key="plan.id", index=True)
    position: int
    draft: dict[str, Any] = Field(sa_type=Json)
    source_sha256: str | None = Field(default=None, index=True)
    replaced_sha256: str | None = Field(default=None, index=True)
    made_at: datetime
    made_by: str


class KitReturn(TableBase, table=True):
    """A filled kit that a school sent back; ``id`` follows from what it says, not from its file.

    ``kit``: which kit it is; ``made_at``: when that kit was made; ``filled_at``: when it was last saved. ``answers``:
    what it says of each obligation.
    """

    __tablename__ = "kit_return"
    id: str = Field(primary_key=True)
    plan_id: str = Field(foreign_key="plan.id", index=True)
    organisation_id: str = Field(foreign_key="organisation.id", index=True)
    kit: str
    made_at: datetime
    filled_at: datetime
    file: str
    answers: dict[str, Any] = Field(sa_type=Json)
    collected_at: datetime
    collected_by: str
