"""Which template an overview is of: one on the shelf, else one that runs were made with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from vpr_tracker import NotFound
from vpr_tracker_checklists.tables import TemplateRow, has_tables, table

if TYPE_CHECKING:
    from vpr_tracker import Tracker
    from vpr_tracker_checklists.templates.model import Template
    from vpr_tracker_checklists.templates.shelf import Shelf


def template_for(tracker: Tracker, shelf: Shelf, which: str) -> Template:
    """The template of that name on the shelf, or of that file; else as it was when it was last used.

    :raises NotFound: there is none.
    :raises BadInput: the file is none.
    """
    try:
        return shelf.get(which)
    except NotFound:
        used = _used(tracker, which)
        if used is None:
            raise
        return used


def _used(tracker: Tracker, name: str) -> Template | None:
    from vpr_tracker_checklists.templates.shelf import template_of

    bodies = table(TemplateRow)
    with tracker.reading() as connection:
        if not has_tables(connection):
            return None
        newest = select(bodies.c.body).where(bodies.c.name == name).order_by(bodies.c.added_at.desc(), bodies.c.id)
        body = connection.execute(newest.limit(1)).scalar()
    return None if body is None else template_of(body, name, kept=True)
