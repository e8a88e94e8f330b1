"""Kits: what each school owes, to be filled in and sent back by mail; and taking what came back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from sqlalchemy import Connection

from vpr_tracker.domain.obligations import IMPLICIT_DELIVERABLE
from vpr_tracker.errors import BadInput, NotFound
from vpr_tracker.i18n import _
from vpr_tracker.settings import as_day
from vpr_tracker.sheets.kit_form import Kit, KitRow, ReturnedKit
from vpr_tracker.storage import reading
from vpr_tracker.storage.changes import Row
from vpr_tracker.storage.evidence_sources import EvidenceFile
from vpr_tracker.storage.kit_reading import obligations_of
from vpr_tracker.storage.writer import new_id
from vpr_tracker.tracker.evidence import EvidenceCases
from vpr_tracker.tracker.finding import find_organisation, find_plan
from vpr_tracker.tracker.kit_answers import Collection
from vpr_tracker.tracker.kit_views import CollectResult, SchoolLeft

OWED: Final = frozenset({"expected", "returned"})


@dataclass(frozen=True, slots=True)
class KitFile:
    """A returned kit, and the files that came with it: by name, folded as ``str.casefold`` does.

    ``None`` for a file that is there and cannot be read (damaged or locked in its archive).
    """

    returned: ReturnedKit
    files: Mapping[str, EvidenceFile | None] = field(default_factory=dict)


class KitCases(EvidenceCases):
    """Use cases about kits."""

    def kits(
        self,
        school: str | None = None,
        *,
        within_days: int | None = None,
        on: date | str | None = None,
        plan: str | None = None,
    ) -> list[Kit]:
        """What each school owes, by due day; nothing is written.

        :param school: only this school; without it, every school that owes something.
        :param within_days: only what is due within so many days, and what has no day; late things always.
        :raises NotFound: the plan has no schools.
        """
        made_at = self.now()
        with self.reading() as connection:
            row = find_plan(connection, plan)
            today = as_day(on) if on is not None else self.today(row["time_zone"])
            schools = reading.plan_schools(connection, row["id"])
            if school is not None:
                found = find_organisation(connection, row, school)
                schools = [each for each in schools if each["id"] == found["id"]]
            if not schools:
                raise NotFound(_("the plan has no schools yet"), hint="vpr school add NUMBER")
            until = today + timedelta(days=within_days) if within_days is not None else None
            kits = [
                Kit(
                    kit=new_id(),
                    plan_id=row["id"],
                    plan_title=row["title"],
                    school_id=each["id"],
                    school=_called(each),
                    made_at=made_at,
                    made_on=today,
                    rows=_rows(connection, row, each["id"], until),
                )
                for each in schools
            ]
        return [kit for kit in kits if kit.rows or school is not None]

    def collect_kits(
        self, kits: Iterable[KitFile], *, dry_run: bool = False, actor: str | None = None, plan: str | None = None
    ) -> CollectResult:
        """Take what returned kits say, in one transaction, each answer once and in whatever order they come.

        An answer is newer than another of the same thing where its kit was made later, then where it was saved later.
        A newer one replaces what an older one handed in and nobody accepted; an older one changes nothing. What is
        doubtful is named and not taken, the rest is.

        :param plan: which plan; without it, the one that the kits name.
        :raises BadInput: the kits are of several plans, or of one that is not tracked here.
        """
        given = list(kits)
        with self._staging(dry_run=dry_run) as staging, self.unit(actor, dry_run=dry_run) as unit:
            row = _plan_of(unit.connection, [each.returned for each in given], plan)
            collection = Collection(unit, row, self.today(row["time_zone"]), staging)
            results = collection.take([(each.returned, each.files) for each in given])
            schools = {each["id"]: each for each in reading.plan_schools(unit.connection, row["id"])}
            asked = list(dict.fromkeys(each.school_id for each in results if each.school_id in schools))
            left = tuple(
                SchoolLeft(
                    school_id=str(each),
                    school=_called(schools[str(each)]),
                    rows=tuple(_rows(unit.connection, row, str(each), None)),
                )
                for each in asked
            )
            staging.keep()
        return CollectResult(kits=tuple(results), left=left)


def _plan_of(connection: Connection, returned: Sequence[ReturnedKit], plan: str | None) -> Row:
    named = {each.identity.plan_id for each in returned}
    if plan is None and len(named) == 1:
        (identifier,) = named
        for row in reading.plans(connection):
            if row["id"] == identifier:
                return row
        raise BadInput(
            _("these kits are of a plan that is not tracked here"), problems=[each.file for each in returned][:20]
        )
    if plan is None and len(named) > 1:
        raise BadInput(
            _("these kits are of several plans"),
            problems=[each.file for each in returned][:20],
            hint=_("collect those of one plan: --plan PLAN"),
        )
    return find_plan(connection, plan)


def _called(school: Row) -> str:
    return str(school["name"])


def _rows(connection: Connection, plan: Row, school: str, until: date | None) -> list[KitRow]:
    owed = [row for row in obligations_of(connection, plan["id"], school) if row["state"] in OWED]
    owed = [row for row in owed if until is None or row["end_on"] is None or row["end_on"] <= until]
    order: Callable[[Row], tuple[bool, date]] = lambda row: (row["end_on"] is None, row["end_on"] or date.max)  # noqa: E731 -- a key
    return [kit_row(row) for row in sorted(owed, key=order)]


def kit_row(row: Row) -> KitRow:
    """An obligation as a kit shows it, Russian."""
    start, end = row["start_on"], row["end_on"]
    single = end if end is not None and start in (None, end) else None
    return KitRow(
        obligation=row["id"],
        task=row["number"],
        title=row["title"],
        result=row["result"] or IMPLICIT_DELIVERABLE,
        due=_due(row),
        due_on=single,
        quantity=row["quantity"],
        progress=row["progress"],
        state=row["state"],
        note=row["note"],
    )


def _due(row: Row) -> str:
    start, end = row["start_on"], row["end_on"]
    if row["due_kind"] == "standing":
        return "постоянно"
    if end is None:
        return " ".join(row["printed"].split()) or "без срока"
    return f"{end:%d.%m.%Y}" if start in (None, end) else f"{start:%d.%m.%Y}–{end:%d.%m.%Y}"
