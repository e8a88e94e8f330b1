"""The base of all tables, the core's and the plugins': one MetaData of our own with names for every constraint.

``SQLModel.metadata`` is global, so a host program's models would collide with ours on it; and a constraint without a
name cannot be dropped by a later migration.
"""

from typing import Any, ClassVar

from sqlalchemy import JSON, MetaData, Table
from sqlmodel import SQLModel

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Json = JSON(none_as_null=True)
"""A JSON column: ``None`` is SQL ``NULL``, text is kept readable (the engine's serializer does not escape Cyrillic)."""


class TableBase(SQLModel):
    """Base class of every table; a plugin's tables start their names with the plugin's prefix.

    ``goes_back``: whether taking a change back (``vpr undo``) turns rows of a plugin's table back too. Where a plugin
    does not say so, its changes are put right by the plugin alone.
    """

    metadata: ClassVar[MetaData] = MetaData(naming_convention=NAMING)
    goes_back: ClassVar[bool] = False


def table_of(model: type[SQLModel]) -> Table:
    """The SQLAlchemy table behind a model class."""
    table: Any = getattr(model, "__table__", None)
    if not isinstance(table, Table):
        raise TypeError(f"{model.__name__} is not declared with table=True")
    return table


def defaults_of(model: type[SQLModel]) -> dict[str, Any]:
    """What a new row has in the columns that are not given."""
    return {
        name: info.get_default(call_default_factory=True)
        for name, info in model.model_fields.items()
        if not info.is_required()
    }


def loaded_models() -> dict[str, type[TableBase]]:
    """Every table class that is loaded, the core's and those of plugins, by the table's name."""
    found: dict[str, type[TableBase]] = {}
    pending = list(TableBase.__subclasses__())
    while pending:
        model = pending.pop()
        pending += model.__subclasses__()
        if isinstance(getattr(model, "__table__", None), Table):
            found[str(model.__tablename__)] = model
    return found
