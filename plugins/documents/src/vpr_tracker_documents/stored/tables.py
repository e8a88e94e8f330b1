"""The plugin's tables; their names begin with ``documents_``."""

from sqlalchemy import CheckConstraint
from sqlmodel import Field

from vpr_tracker.storage.base import TableBase


class Form(TableBase, table=True):
    """A name or post in a case, as a person has put it. ``id`` is that of the folded text and the case."""

    __tablename__ = "documents_form"
    __table_args__ = (
        CheckConstraint(
            "grammatical_case IN ('genitive', 'dative', 'accusative', 'instrumental', 'prepositional')", name="case"
        ),
    )
    id: str = Field(primary_key=True)
    text: str
    grammatical_case: str
    form: str
