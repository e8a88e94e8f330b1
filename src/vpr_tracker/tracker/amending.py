"""A new edition of a plan: what is different, and taking it over."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from vpr_tracker.errors import NotFound, RuleBroken, UsageError
from vpr_tracker.i18n import _
from vpr_tracker.plans.difference import PlanDifference, compare
from vpr_tracker.plans.draft import PlanDraft, TaskDraft
from vpr_tracker.plans.matching import Answers
from vpr_tracker.storage.changes import Row
from vpr_tracker.tracker.amendment_views import AmendmentResult
from vpr_tracker.tracker.amendment_writer import AmendmentWriter
from vpr_tracker.tracker.core import TrackerCore
from vpr_tracker.tracker.editions import Standing, in_period, standing
from vpr_tracker.tracker.finding import find_plan, folded
from vpr_tracker.tracker.importing import check_draft
from vpr_tracker.tracker.planbook import plan_row
from vpr_tracker.tracker.unit import Unit

Decision = tuple[str | None, str | None]
"""An old task and the new row that it is, by number, identifier, or «@3» for the third row; ``None`` for none."""
_ID_PART = 6


class AmendmentCases(TrackerCore):
    """Use cases about new editions of a plan."""

    def compare_plan(
        self, draft: PlanDraft, *, plan: str | None = None, decisions: Iterable[Decision] = ()
    ) -> PlanDifference:
        """How a new edition differs from a tracked plan; nothing is written.

        :param decisions: what is known about single rows: (``"5"``, ``"7"``) task 5 is row 7 now, (``"5"``, ``None``)
            it is gone, (``None``, ``"7"``) row 7 is new. One task in several decisions was divided, several tasks in
            one row were joined. «@3» is the third row of the new edition, where numbers are printed twice.
        :raises BadInput: the draft cannot be tracked as it is.
        :raises NotFound: a decision names what is not there.
        """
        check_draft(draft)
        with self.reading() as connection:
            row = find_plan(connection, plan)
            return _difference(standing(connection, row), draft, row, decisions)

    def amend_plan(
        self,
        plan: str | None,
        draft: PlanDraft,
        decisions: Iterable[Decision] = (),
        *,
        note: str | None = None,
        actor: str | None = None,
        dry_run: bool = False,
    ) -> AmendmentResult:
        """Take over a new edition of a tracked plan, in one transaction.

        Tasks and results that continue keep their identifiers and everything that was recorded on them; what the new
        edition lacks is withdrawn, with its history; the same edition again changes nothing. What was corrected by
        hand stays where the new edition prints what the old one printed.

        :param decisions: as in :meth:`compare_plan`.
        :param dry_run: write nothing, only tell what would happen.
        :raises RuleBroken: rows are doubtful and no decision settles them; they are listed.
        """
        check_draft(draft)
        with self.unit(actor, dry_run=dry_run) as unit:
            row = find_plan(unit.connection, plan)
            stands = standing(unit.connection, row)
            difference = _difference(stands, draft, row, decisions)
            if difference.doubts:
                raise RuleBroken(
                    _("it is not certain which tasks some rows of the new edition are"),
                    problems=[doubt_line(difference, each) for each in range(len(difference.doubts))],
                    hint=_("say it for each: --match OLD=NEW, OLD= for a task that is gone, =NEW for a new one"),
                )
            if difference.empty:
                return AmendmentResult(plan_id=row["id"], title=row["title"], changed=False, edition=stands.edition)
            return _apply(unit, row, stands, difference, note)


def _apply(unit: Unit, row: Row, stands: Standing, difference: PlanDifference, note: str | None) -> AmendmentResult:
    writer = AmendmentWriter(unit, row, difference)
    with unit.entry("amend", plan=row["id"], subject=difference.new.plan.title, note=note):
        done = writer.write(edition=stands.edition + 1)
    unit.load_extra(row["id"], difference.new.extras)
    return AmendmentResult(
        plan_id=row["id"],
        title=plan_row(unit.connection, row["id"])["title"],
        changed=True,
        edition=stands.edition + 1,
        updated=tuple(difference.new.tasks[pair.new].number for pair in difference.pairs if pair.changed),
        added=tuple(
            difference.new.tasks[j].number
            for j in sorted([*difference.added, *(j for parts in difference.split.values() for j in parts)])
        ),
        removed=tuple(
            stands.tracked.tasks[i].number
            for i in sorted([*difference.removed, *(i for parts in difference.merged.values() for i in parts)])
        ),
        moved=done.moved,
        lapsed=done.lapsed,
        carried=done.carried,
    )


def _difference(stands: Standing, draft: PlanDraft, row: Row, decisions: Iterable[Decision]) -> PlanDifference:
    new = in_period(draft, stands, row)
    return compare(
        stands.base,
        new,
        tracked=stands.tracked,
        by_hand=stands.by_hand,
        answers=_answers(stands.tracked.tasks, new.tasks, decisions),
    )


def _answers(old: Sequence[TaskDraft], new: Sequence[TaskDraft], decisions: Iterable[Decision]) -> Answers:
    pairs: list[tuple[int, int]] = []
    added: set[int] = set()
    removed: set[int] = set()
    for before, after in decisions:
        i = _place(old, before, _("the plan")) if before is not None else None
        j = _place(new, after, _("the new edition")) if after is not None else None
        if i is not None and j is not None:
            pairs.append((i, j))
        elif i is not None:
            removed.add(i)
        elif j is not None:
            added.add(j)
        else:
            raise UsageError(_("a decision names neither an old task nor a new row"))
    clash = [old[i].number for i, _j in pairs if i in removed] + [new[j].number for _i, j in pairs if j in added]
    if clash:
        raise UsageError(_("two answers about «{number}» do not agree").format(number=clash[0]))
    return Answers(tuple(dict.fromkeys(pairs)), frozenset(added), frozenset(removed))


def _place(tasks: Sequence[TaskDraft], which: str, where: str) -> int:
    """The place of the task that a person named: by number, identifier, or «@3»."""
    wanted = which.strip()
    if wanted.startswith("@") and wanted[1:].isdecimal() and 0 < int(wanted[1:]) <= len(tasks):
        return int(wanted[1:]) - 1
    number = folded(wanted).removeprefix("№").strip(" .")
    found = [place for place, task in enumerate(tasks) if folded(task.number).strip(" .") == number]
    if not found and len(wanted) >= _ID_PART:
        found = [place for place, task in enumerate(tasks) if (task.uid or "").startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if not found:
        raise NotFound(
            _("{where} has no task «{which}»").format(where=where, which=which),
            hint=_("numbers: {numbers}").format(numbers=", ".join(task.number for task in tasks)),
        )
    raise RuleBroken(
        _("{where} has several tasks «{which}»").format(where=where, which=which),
        problems=[f"@{place + 1}: {tasks[place].title}" for place in found],
        hint=_("name the row: @{n}").format(n=found[0] + 1),
    )


def doubt_line(difference: PlanDifference, which: int) -> str:
    """A doubt in one line: the row, and what it may be."""
    doubt = difference.doubts[which]
    mine, others = (
        (difference.new.tasks, difference.old.tasks)
        if doubt.side == "new"
        else (difference.old.tasks, difference.new.tasks)
    )
    row = mine[doubt.row]
    candidates = ", ".join(f"{others[place].number} ({likeness:.0%})" for place, likeness in doubt.candidates)
    said = _("new {number} «{title}» — old: {candidates}, or new?")
    if doubt.side == "old":
        said = _("old {number} «{title}» — part of new: {candidates}, or gone?")
    return said.format(number=row.number, title=" ".join(row.title.split()), candidates=candidates)
