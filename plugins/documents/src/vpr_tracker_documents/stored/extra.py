"""The plugin's part of a plan file: corrected forms of the names and posts that the plan has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from sqlalchemy import text as sql

from vpr_tracker import BadInput
from vpr_tracker_documents.i18n import _
from vpr_tracker_documents.russian.cases import Case
from vpr_tracker_documents.russian.forms import folded_name
from vpr_tracker_documents.stored.forms import checked, forms_in, identifier, write_forms

if TYPE_CHECKING:
    from sqlmodel import Session

FORMS = "forms"
_NAMES = (
    "SELECT name FROM v_owner WHERE plan_id = :plan",
    "SELECT role FROM v_owner WHERE plan_id = :plan",
    "SELECT person FROM v_owner WHERE plan_id = :plan",
    "SELECT role FROM v_assignment WHERE plan_id = :plan",
    "SELECT person FROM v_assignment WHERE plan_id = :plan",
    "SELECT title FROM v_plan WHERE plan_id = :plan",
    "SELECT approval_body FROM v_plan WHERE plan_id = :plan",
    "SELECT approval_act FROM v_plan WHERE plan_id = :plan",
)


def dump(session: Session, plan_id: str) -> dict[str, Any] | None:
    """``{"forms": [{"text": …, "genitive": …}, …]}``, ``None`` where no name of the plan was corrected."""
    connection = session.connection()
    names = {
        folded_name(row[0]) for query in _NAMES for row in connection.execute(sql(query), {"plan": plan_id}) if row[0]
    }
    found: dict[str, dict[str, str]] = {}
    for name, case, form in forms_in(connection):
        if folded_name(name) in names:
            found.setdefault(folded_name(name), {"text": name})[str(case)] = form
    return {FORMS: list(found.values())} if found else None


def load(session: Session, plan_id: str, extra: Mapping[str, Any]) -> None:
    """Take forms over that are not corrected here yet; what was corrected here stays.

    :raises BadInput: the part of the file is not as :func:`dump` writes it.
    """
    unit = session.info["unit"]
    entries = list(_entries(extra.get(FORMS, [])))
    if not entries:
        return
    kept = {identifier(name, case) for name, case, _form in forms_in(unit.connection)}
    with unit.entry("form_set", plan=plan_id):
        for name, forms in entries:
            new = {case: form for case, form in forms.items() if identifier(name, case) not in kept}
            kept |= {identifier(name, case) for case in new}
            write_forms(unit, name, new)


def _entries(given: object) -> Iterator[tuple[str, dict[Case, str]]]:
    if not isinstance(given, list):
        raise _unreadable(FORMS)
    for place, each in enumerate(given, 1):
        where = f"{FORMS}[{place}]"
        if not isinstance(each, Mapping) or not isinstance(each.get("text"), str):
            raise _unreadable(where)
        forms: dict[Case, str] = {}
        for name, form in each.items():
            if name == "text":
                continue
            if name not in set(Case) or not isinstance(form, str):
                raise _unreadable(f"{where}.{name}")
            forms[Case(name)] = checked(form)
        yield checked(each["text"]), forms


def _unreadable(where: str) -> BadInput:
    return BadInput(
        _("corrected forms in the plan file cannot be read: {where}").format(where=where),
        hint=_("each has «text» and a form for some of: {cases}").format(cases=", ".join(Case)),
        where=f"extras.documents.{where}",
    )
