"""The plugin's tables; their names begin with ``ical_``. None holds a token or anything that gives one."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, UniqueConstraint
from sqlmodel import Field

from vpr_tracker.storage.base import Json, TableBase


class FeedRow(TableBase, table=True):
    """A feed: whose deadlines, how they are shown, and the generation of its address.

    ``school`` is an organisation's identifier. ``key_mark`` says which key its address was made with. Rows stay when
    a feed is revoked: what was published under an old address is found by them.
    """

    __tablename__ = "ical_feed"
    __table_args__ = (UniqueConstraint("number"), CheckConstraint("generation >= 1", name="generation"))
    id: str = Field(primary_key=True)
    number: int
    name: str
    slug: str
    plan_id: str | None = None
    owner: str | None = None
    school: str | None = None
    role: str | None = None
    options: dict[str, Any] = Field(default_factory=dict, sa_type=Json)
    generation: int = 1
    key_mark: str
    created_at: datetime
    revoked_at: datetime | None = None


class FetchRow(TableBase, table=True):
    """When a feed was last fetched, and how often: written in batches by the server, and not in the journal."""

    __tablename__ = "ical_fetch"
    id: str = Field(primary_key=True)
    last_at: datetime
    fetches: int = 0
