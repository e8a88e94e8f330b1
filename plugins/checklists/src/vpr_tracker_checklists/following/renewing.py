"""Findings made anew from the finished runs of a school, and their obligations with them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select, tuple_

from vpr_tracker_checklists.following.episodes import Episode, Looked, episodes
from vpr_tracker_checklists.tables import FindingRow, RunRow, TemplateRow, table

if TYPE_CHECKING:
    from vpr_tracker import PlanReader, PluginWork, WorkSpec
    from vpr_tracker_checklists.templates.model import Template

SOURCE: Final = "checklists.findings"
_STATES: Final = ("submitted", "accepted")


def spec_of(row: Mapping[str, Any]) -> WorkSpec:
    """The obligation of a finding that was made a task. Documents are Russian, so it is."""
    from vpr_tracker import WorkSpec

    return WorkSpec(
        task=row["task_id"],
        organisation=row["organisation_id"],
        name=row["id"],
        title=f"Устранить: {row['text']}",
        key=f"finding-{row['id'][:12]}",
        end=row["due_on"],
    )


def subject_of(reader: PlanReader, rows: Sequence[Mapping[str, Any]]) -> str:
    """Findings in a line of the journal."""
    labels = {row["id"]: reader.label(row) for row in reader.schools()}
    schools = dict.fromkeys(labels.get(row["organisation_id"], "?") for row in rows)
    return (
        f"№ {', '.join(str(row['number']) for row in rows[:5])}{' …' if len(rows) > 5 else ''} · {', '.join(schools)}"
    )


def renew(unit: Any, plan_id: str) -> None:  # noqa: ANN401 -- the core's unit of work
    """Make the findings anew of each school and template of which a run was finished in this unit."""
    from vpr_tracker import PluginWork

    pairs = _touched(unit, plan_id)
    if not pairs:
        return
    work = PluginWork(unit, plan_id, source=SOURCE)
    looks = _looks(unit, plan_id, pairs)
    rows = table(FindingRow)
    query = select(rows).where(
        rows.c.plan_id == plan_id, tuple_(rows.c.organisation_id, rows.c.template).in_(sorted(pairs))
    )
    known = {row["id"]: dict(row) for row in unit.connection.execute(query).mappings()}
    number = unit.connection.execute(select(func.max(rows.c.number))).scalar() or 0
    made: list[dict[str, Any]] = []
    changed: list[tuple[dict[str, Any], dict[str, Any]]] = []
    for (school, template), some in looks.items():
        for values in _found(known, (plan_id, school, template), some):
            if values["id"] in known:
                changed.append((known[values["id"]], {k: v for k, v in values.items() if k != "id"}))
            else:
                number += 1
                made.append({**values, "number": number})
    standing = {row["id"] for row in made} | {row["id"] for row, _values in changed}
    gone = [row for identifier, row in known.items() if identifier not in standing]
    subject = subject_of(work.reader, [*made, *(row for row, _values in changed), *gone])
    with unit.entry_if_changed("checklist_findings", plan=plan_id, subject=subject):
        unit.writer.insert(FindingRow, made)
        unit.writer.change_all(FindingRow, changed)
        unit.writer.delete(FindingRow, [row for row in gone if row["obligation_id"] is None])
        unit.writer.change_all(
            FindingRow, [(row, {"status": "withdrawn"}) for row in gone if row["obligation_id"] is not None]
        )
    unmended = {row["id"] for row, values in changed if row["status"] == "fixed" and values["status"] == "open"}
    seen = {row["id"] for row, values in changed if values["seen"] > row["seen"]}
    _settle(work, pairs, unmended, seen)


def _touched(unit: Any, plan_id: str) -> set[tuple[str, str]]:  # noqa: ANN401 -- as above
    """School and template of the runs that were finished in this unit, and of the versions that they replaced."""
    rows = table(RunRow)
    finished = select(rows.c.series).where(rows.c.plan_id == plan_id, rows.c.finished_at == unit.at)
    query = select(rows.c.organisation_id, rows.c.template).where(rows.c.series.in_(finished))
    return {(row[0], row[1]) for row in unit.connection.execute(query.distinct())}


def _looks(unit: Any, plan_id: str, pairs: Collection[tuple[str, str]]) -> dict[tuple[str, str], list[Looked]]:  # noqa: ANN401
    from vpr_tracker_checklists.templates.shelf import template_of

    rows, bodies = table(RunRow), table(TemplateRow)
    query = select(rows).where(
        rows.c.plan_id == plan_id,
        rows.c.status == "finished",
        tuple_(rows.c.organisation_id, rows.c.template).in_(sorted(pairs)),
    )
    templates: dict[str, Template] = {}
    found: dict[tuple[str, str], list[Looked]] = {pair: [] for pair in pairs}
    for row in unit.connection.execute(query).mappings():
        if row["template_id"] not in templates:
            body = unit.connection.execute(select(bodies.c.body).where(bodies.c.id == row["template_id"])).scalar_one()
            templates[row["template_id"]] = template_of(body, row["template"], kept=True)
        found[row["organisation_id"], row["template"]].append(_look(templates[row["template_id"]], row))
    return found


def _look(template: Template, row: Mapping[str, Any]) -> Looked:
    from vpr_tracker_checklists.templates.answers import asked, mends, wanting

    answers = row["answers"]
    day = row["held_on"]
    found = {each.item.name: each.text for each in wanting(template, answers, on=day)}
    seen = [item for item in asked(template, answers, on=day) if item.name in answers]
    return Looked(
        run_id=row["id"],
        series=row["series"],
        number=row["number"],
        held_on=row["held_on"],
        wanting=found,
        well=frozenset(item.name for item in seen if item.name not in found and mends(item, answers[item.name])),
        labels={item.name: item.label for item in template.items},
    )


def _found(
    known: Mapping[str, Mapping[str, Any]], about: tuple[str, str, str], looks: Sequence[Looked]
) -> list[dict[str, Any]]:
    """The findings of one school with one template; those that a person closed stay closed."""

    def closed(episode: Episode) -> date | None:
        day: date | None = known.get(_identifier(*about, episode), {}).get("closed_on")
        return day

    return [_values(*about, episode) for episode in episodes(looks, closed)]


def _identifier(plan_id: str, school: str, template: str, episode: Episode) -> str:
    name = f"{plan_id}:{school}:{template}:{episode.item}:{episode.first.series}"
    return sha256(name.encode()).hexdigest()[:32]


def _values(plan_id: str, school: str, template: str, episode: Episode) -> dict[str, Any]:
    return {
        "id": _identifier(plan_id, school, template, episode),
        "plan_id": plan_id,
        "organisation_id": school,
        "template": template,
        "item": episode.item,
        "label": episode.label,
        "text": episode.text,
        "status": "fixed" if episode.fixed is not None else "closed" if episode.closed is not None else "open",
        "first_run": episode.first.run_id,
        "last_run": (episode.fixed or episode.last).run_id,
        "found_on": episode.first.held_on,
        "last_on": episode.last.held_on,
        "seen": episode.seen,
        "fixed_on": episode.fixed.held_on if episode.fixed is not None else None,
    }


def _settle(
    work: PluginWork, pairs: Collection[tuple[str, str]], unmended: Collection[str], seen: Collection[str]
) -> None:
    """Let the obligations of findings follow: fulfilled where mended, expected again where found again since.

    :param unmended: findings whose mending a correction took back: they are expected again too.
    :param seen: findings that were found once more in this unit.
    """
    rows = table(FindingRow)
    query = select(rows).where(rows.c.plan_id == work.plan["id"], rows.c.obligation_id.is_not(None))
    own = [dict(row) for row in work.reader.connection.execute(query.order_by(rows.c.number)).mappings()]
    by_task: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in own:
        by_task[row["task_id"]].append(row)
    for task, some in by_task.items():
        if work.reader.task_with(task) is None:
            continue
        subject = subject_of(work.reader, some)
        specs = [spec_of(row) for row in some if row["status"] != "withdrawn"]
        work.agree(task, specs, action="checklist_task", subject=subject)
    touched = [row for row in own if (row["organisation_id"], row["template"]) in pairs]
    states = {each["id"]: each for task in by_task for each in work.reader.obligations(task)}
    mended = [row for row in touched if row["status"] == "fixed"]
    for day in sorted({row["fixed_on"] for row in mended}):
        work.fulfil(
            [row["obligation_id"] for row in mended if row["fixed_on"] == day],
            note=f"устранено: проверено {day:%d.%m.%Y}",
        )
    again = [
        row["obligation_id"]
        for row in touched
        if row["status"] == "open"
        and (present := states.get(row["obligation_id"])) is not None
        and present["state"] in _STATES
        and present["submitted_on"] is not None
        and (row["id"] in unmended or (row["id"] in seen and row["last_on"] >= present["submitted_on"]))
    ]
    work.reopen(again, action="checklist_reopen")
