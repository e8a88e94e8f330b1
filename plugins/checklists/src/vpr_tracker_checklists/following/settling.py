"""What follows when runs, links, due times or schools change: at the end of the unit that changed them, once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import select

from vpr_tracker_checklists.following.link_parts import WHOLE_TASK
from vpr_tracker_checklists.following.links import SOURCE, Link, links_of
from vpr_tracker_checklists.following.sums import Total, totals
from vpr_tracker_checklists.following.wanted import Held, Wanted, counted, wanted
from vpr_tracker_checklists.tables import CreditRow, LinkRow, RunRow, has_tables, table

if TYPE_CHECKING:
    from sqlmodel import Session

    from vpr_tracker import PlanReader, PluginWork
    from vpr_tracker.plugins import ChangeSpec

_HANGS_ON: Final = frozenset(
    {"import", "amend", "school_add", "school_join", "school_terms", "event_add", "event_set", "event_link"}
) | {"event_unlink", "set", "set_period", "task_add", "postpone", "postpone_cancel", "set_plan", "undo"}
"""Actions of the journal that may move, bring or take what is wanted."""

_SHOWN: Final = 3
"""Runs that a note names."""


def follow(session: Session, change: ChangeSpec) -> None:
    """Another part of the program changed something that the plan's checklists may hang on."""
    unit = session.info["unit"]
    if change.action not in _HANGS_ON or not has_tables(unit.connection):
        return
    query = select(table(LinkRow).c.plan_id).where(~table(LinkRow).c.removed).distinct()
    for (plan_id,) in sorted(unit.connection.execute(query)):
        plan_changed(unit, plan_id)


def plan_changed(unit: Any, plan_id: str) -> None:  # noqa: ANN401 -- the core's unit of work
    """Links, days, due times or schools of a plan changed: what is wanted is made anew at the end, and what follows."""
    unit.at_end((SOURCE, "wanted", plan_id), lambda: _ask(unit, plan_id))
    runs_changed(unit, plan_id)


def runs_changed(unit: Any, plan_id: str) -> None:  # noqa: ANN401 -- as above
    """Runs of a plan were finished, corrected or taken: findings, obligations and totals are made anew at the end."""
    unit.at_end((SOURCE, "runs", plan_id), lambda: _settle(unit, plan_id))


def _work(unit: Any, plan_id: str, source: str = SOURCE) -> PluginWork:  # noqa: ANN401 -- as above
    from vpr_tracker import PluginWork

    return PluginWork(unit, plan_id, source=source)


def _ask(unit: Any, plan_id: str) -> None:  # noqa: ANN401 -- as above
    """Make the obligations agree with what the links want."""
    work = _work(unit, plan_id)
    by_task: dict[str, list[Wanted]] = defaultdict(list)
    titles: dict[str, str] = {}
    for row in unit.connection.execute(select(table(LinkRow)).where(table(LinkRow).c.plan_id == plan_id)).mappings():
        by_task[row["task_id"]] = []
        titles[row["task_id"]] = row["title"]
    for link in links_of(work.reader):
        by_task[link.task_id] += wanted(work.reader, link)
        titles[link.task_id] = f"{link.task}: {link.title}"
    for task, found in by_task.items():
        work.agree(task, [_spec(work, each) for each in found], action="checklist_ask", subject=titles[task])


def _spec(work: PluginWork, each: Wanted) -> Any:  # noqa: ANN401 -- a WorkSpec
    """What stands in the plan: of the committee about a school, or of the school itself. Documents are Russian."""
    from vpr_tracker import WorkSpec

    inspected = each.link.owed_by == "inspector"
    label = f"№ {each.label}" if each.label.isdecimal() else f"«{each.label}»"
    return WorkSpec(
        task=each.link.task_id,
        organisation=work.plan["committee_id"] if inspected else each.school,
        name=f"{each.link.link_id}:{each.school}" if inspected else each.link.link_id,
        title=f"{each.link.title}: школа {label}" if inspected else each.link.title,
        occurrence=each.occurrence,
        key=each.key,
        start=each.start,
        end=each.end,
    )


def _settle(unit: Any, plan_id: str) -> None:  # noqa: ANN401 -- as above
    """Let finished runs count: for what is wanted, for the plan's results, for sums, for findings."""
    from vpr_tracker_checklists.following.renewing import renew

    work = _work(unit, plan_id)
    held = held_runs(work.reader, plan_id)
    due: dict[str, Held] = {}
    sums: dict[str, Total] = {}
    for links in _by_task(links_of(work.reader)).values():
        due |= _fulfilled(work, links, held)
        sums |= totals(work.reader, links, held)
    _credit(work, due, sums)
    renew(unit, plan_id)


def _by_task(links: Iterable[Link]) -> dict[str, list[Link]]:
    found: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        found[link.task_id].append(link)
    return found


def held_runs(reader: PlanReader, plan_id: str) -> list[Held]:
    """The finished runs of a plan that stand."""
    rows = table(RunRow)
    query = select(
        rows.c.id, rows.c.number, rows.c.series, rows.c.template, rows.c.organisation_id, rows.c.held_on, rows.c.answers
    ).where(rows.c.plan_id == plan_id, rows.c.status == "finished")
    return [
        Held(
            run_id=row["id"],
            number=row["number"],
            series=row["series"],
            template=row["template"],
            school=row["organisation_id"],
            held_on=row["held_on"],
            answers=row["answers"],
        )
        for row in reader.connection.execute(query).mappings()
    ]


def _fulfilled(work: PluginWork, links: Sequence[Link], held: Sequence[Held]) -> dict[str, Held]:
    """Obligations of a task that runs fulfil: what was asked for; the plan's own results once all runs are there."""
    asked = [each for link in links for each in wanted(work.reader, link)]
    runs = counted(asked, held)
    due = {work.identifier(_spec(work, each)): run for each, run in runs.items()}
    committee = work.plan["committee_id"]
    windows = {row["id"]: row for row in work.reader.due_times(links[0].task_id)}
    for row in work.reader.obligations(links[0].task_id):
        naming = [link for link in links if (row["deliverable_id"] or WHOLE_TASK) in link.results]
        if row["source"] is not None or not naming or row["occurrence_id"] not in windows:
            continue
        window = windows[row["occurrence_id"]]
        needed = [
            each
            for each in asked
            if each.link in naming and row["organisation_id"] in (committee, each.school) and _belongs(each, window)
        ]
        every = {each.link.link_id for each in needed} == {link.link_id for link in naming}
        if needed and every and all(each in runs for each in needed):
            due[row["id"]] = max((runs[each] for each in needed), key=lambda run: (run.held_on, run.number))
    return due


def _belongs(each: Wanted, window: Mapping[str, Any]) -> bool:
    """Whether a wanted run belongs to a due time of the plan: it is that one, or its day lies in it."""
    start, end = window["start_on"], window["end_on"]
    if each.occurrence is not None:
        return bool(each.key == window["key"])
    if end is None or each.end is None:
        return True
    return bool((start is None or start <= each.end) and each.end <= end)


def _credit(work: PluginWork, fulfilled: Mapping[str, Held], sums: Mapping[str, Total]) -> None:
    """Fulfil what runs now fulfil, make expected again what they fulfil no more, and remember by which run."""
    reached = {identifier: each.reached_by for identifier, each in sums.items() if each.reached_by is not None}
    due = {**fulfilled, **reached}
    rows = table(CreditRow)
    query = select(rows).where(rows.c.plan_id == work.plan["id"])
    known = {row["id"]: dict(row) for row in work.reader.connection.execute(query).mappings()}
    lost = sorted(known.keys() - due.keys())
    work.reopen(lost, action="checklist_reopen")
    done = _record(work, {identifier: Total(0, None) for identifier in lost} | dict(sums), known.keys() - set(lost))
    fresh = {identifier: run for identifier, run in fulfilled.items() if identifier not in known}
    done |= {view.obligation_id for view in work.fulfil(fresh, note=told(fresh.values()))} if fresh else set()
    moved = [
        (known[identifier], {"run_id": run.run_id})
        for identifier, run in due.items()
        if identifier in known and known[identifier]["run_id"] != run.run_id
    ]
    new = [
        {"id": identifier, "plan_id": work.plan["id"], "run_id": due[identifier].run_id}
        for identifier in sorted(done & due.keys() - known.keys())
    ]
    if lost or new or moved:
        counted_now = [due[identifier] for identifier in due.keys() & (done | {row["id"] for row, _values in moved})]
        with work.unit.entry_if_changed("checklist_credit", plan=work.plan["id"], subject=told(counted_now)):
            work.unit.writer.delete(CreditRow, [known[identifier] for identifier in lost])
            work.unit.writer.change_all(CreditRow, moved)
            work.unit.writer.insert(CreditRow, new)


def _record(work: PluginWork, sums: Mapping[str, Total], own: Collection[str]) -> set[str]:
    """Record the sums as progress; gives the obligations that they changed. ``own``: those that runs fulfil already."""
    by_number: dict[int, list[str]] = defaultdict(list)
    for identifier, total in sums.items():
        by_number[total.number].append(identifier)
    return {
        view.obligation_id
        for number, identifiers in by_number.items()
        for view in work.record_progress(identifiers, number, own=own)
    }


def told(runs: Iterable[Held]) -> str:
    """Runs in one line, for the note of an obligation (Russian, since it is printed in documents)."""
    found = sorted(set(runs), key=lambda run: run.number)
    if not found:
        return ""
    shown = "; ".join(f"№ {run.number} от {run.held_on:%d.%m.%Y}" for run in found[:_SHOWN])
    return f"{'лист' if len(found) == 1 else 'листы'} {shown}" + ("" if len(found) <= _SHOWN else f"; … ({len(found)})")
