"""Corrected forms: read, set, taken back; each change is a unit of work with its entry in the journal."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, inspect, select

from vpr_tracker import BadInput, NotFound, without_refused
from vpr_tracker_documents.i18n import _
from vpr_tracker_documents.russian.cases import Case
from vpr_tracker_documents.russian.forms import NameForms, folded_name

if TYPE_CHECKING:
    from vpr_tracker import Tracker

LONGEST = 500
"""Characters of a name or post, and of a form of it."""


def stored_forms(tracker: Tracker) -> NameForms:
    """Names and posts in cases, the corrected forms first."""
    return NameForms({(text, case): form for text, case, form in listed(tracker)})


def listed(tracker: Tracker) -> list[tuple[str, Case, str]]:
    """All corrected forms: text in the nominative, case, form; by text, then in the order of the cases."""
    with tracker.reading() as connection:
        return forms_in(connection)


def forms_in(connection: Connection) -> list[tuple[str, Case, str]]:
    """The same over an open transaction; none where the table was never made."""
    from vpr_tracker_documents.stored.tables import Form

    if not inspect(connection).has_table(str(Form.__tablename__)):
        return []
    rows = [(row["text"], Case(row["grammatical_case"]), row["form"]) for row in _rows(connection)]
    order = list(Case)
    return sorted(rows, key=lambda row: (folded_name(row[0]), order.index(row[1])))


def set_forms(tracker: Tracker, text: str, forms: Mapping[Case, str]) -> int:
    """Correct the forms of a name or post; how many differ from what was kept.

    :raises BadInput: the text or a form is empty, too long, or has characters that no document can hold.
    """
    text, kept = checked(text), {case: checked(form) for case, form in forms.items()}
    with tracker.unit() as unit, unit.entry("form_set", subject=text):
        return write_forms(unit, text, kept)


def write_forms(unit: Any, text: str, forms: Mapping[Case, str]) -> int:  # noqa: ANN401 -- the Tracker's unit of work
    """Write forms within an open entry of the journal; how many differ from what was kept."""
    from vpr_tracker_documents.stored.tables import Form

    kept = {row["id"]: row for row in _rows(unit.connection)}
    changed = 0
    for case, form in forms.items():
        row = kept.get(identifier(text, case))
        if row is None:
            values = {"id": identifier(text, case), "text": text, "grammatical_case": str(case), "form": form}
            unit.writer.insert(Form, [values])
            changed += 1
        else:
            changed += unit.writer.change(Form, row, form=form)
    return changed


def remove_forms(tracker: Tracker, text: str, case: Case | None = None) -> int:
    """Take corrected forms of a name or post back, one case or all; how many there were.

    :raises NotFound: there is none.
    """
    from vpr_tracker_documents.stored.tables import Form

    wanted = {identifier(text, each) for each in (Case if case is None else (case,))}
    with tracker.unit() as unit:
        rows = [row for row in _rows(unit.connection) if row["id"] in wanted]
        if not rows:
            raise NotFound(
                _("no form of «{text}» was corrected").format(text=text),
                hint=_("see which were: vpr doc forms list --corrected"),
            )
        with unit.entry("form_remove", subject=rows[0]["text"]):
            unit.writer.delete(Form, rows)
    return len(rows)


def identifier(text: str, case: Case) -> str:
    """The permanent identifier of a form: the same name in other letters, or with other spaces, is the same."""
    return hashlib.sha256(f"{folded_name(text)}\n{case}".encode()).hexdigest()[:32]


def _rows(connection: Connection) -> list[dict[str, Any]]:
    from vpr_tracker_documents.stored.tables import Form

    table = Form.__table__  # type: ignore[attr-defined]
    return [dict(row) for row in connection.execute(select(table)).mappings()]


def checked(text: str) -> str:
    """A text that a document can hold, single spaces at its ends cut off.

    :raises BadInput: it cannot be kept.
    """
    stripped = text.strip()
    if not stripped or len(stripped) > LONGEST or without_refused(stripped) != stripped or "\n" in stripped:
        raise BadInput(
            _("«{text}» cannot be kept as a name, post or form").format(text=stripped[:80]),
            hint=_("write one line of at most {number} characters, without control characters").format(number=LONGEST),
        )
    return stripped
