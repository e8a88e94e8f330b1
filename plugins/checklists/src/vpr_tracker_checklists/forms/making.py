"""Making forms for the schools of a plan; nothing is recorded."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final, Literal

from vpr_tracker import NotFound
from vpr_tracker_checklists.following.link_parts import schools_of
from vpr_tracker_checklists.forms.identity import Identity
from vpr_tracker_checklists.forms.layout import Form
from vpr_tracker_checklists.i18n import _

if TYPE_CHECKING:
    from vpr_tracker import Tracker
    from vpr_tracker_checklists.templates.model import Template

FormFormat = Literal["xlsx", "csv"]
PACKED: Final = (".rar", ".7z", ".eml", ".msg")
"""How the names of archives and letters end that are not looked into."""
SUFFIXES: Final = (".xlsx", ".csv", ".ods", ".xls", ".xlsb", ".xlsm", *PACKED)
"""How the names of what may be a form, or hold one, end; all but the first two are refused by name when read."""


def forms_for(
    tracker: Tracker,
    template: Template,
    *,
    schools: Sequence[str] = (),
    on: date | None = None,
    inspector: str | None = None,
    plan: str | None = None,
) -> list[Form]:
    """A form for each school of the plan, in the order of the registry.

    :param schools: only for these. :param on: the day that it is about; without it, it is filled in.
    :raises NotFound: the plan has no schools, or none that is called so.
    :raises UsageError: the committee is named as a school.
    """
    with tracker.plan_reader(plan) as reader:
        row = reader.plan
        only = schools_of(reader, schools)
        meant = [each for each in reader.schools() if only is None or each["id"] in only]
    if not meant:
        raise NotFound(_("the plan has no schools yet"), hint="vpr school add NUMBER")
    made_on = tracker.today(row["time_zone"])
    return [
        Form(
            identity=Identity.of(
                plan=row["id"],
                school=each["id"],
                template=template.name,
                digest=template.digest,
                made_on=made_on,
                day=on,
                scope="all" if only is None else "one",
            ),
            template=template,
            school=each["name"],
            plan_title=row["title"],
            made_on=made_on,
            day=on,
            inspector=inspector or "",
        )
        for each in meant
    ]


def written(forms: list[Form], form_format: FormFormat) -> Iterator[bytes]:
    """The files, one by one."""
    if form_format == "csv":
        from vpr_tracker_checklists.forms.csv_form import csv_bytes as made
    else:
        from vpr_tracker_checklists.forms.book import book_bytes as made
    return (made(form) for form in forms)
