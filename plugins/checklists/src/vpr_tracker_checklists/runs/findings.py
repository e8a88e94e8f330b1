"""Findings: made anew from finished runs, listed, and turned into tasks for schools."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import func, select, tuple_

from vpr_tracker import NotFound, RuleBroken, UsageError
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.runs.episodes import Episode, Looked, episodes
from vpr_tracker_checklists.runs.links import has_tables, links_of, table
from vpr_tracker_checklists.tables import FindingRow, RunRow, TemplateRow

if TYPE_CHECKING:
    from vpr_tracker import PlanReader, PluginWork, Tracker
    from vpr_tracker_checklists.templates.model import Template

SOURCE: Final = "checklists.findings"
DAYS: Final = 14
"""Days that a school gets for a finding where nothing else is said."""
_STATES: Final = ("submitted", "accepted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was found wanting in a school.

    ``status``: ``open``, ``fixed``, ``withdrawn``; ``seen``: how many runs in a row found it. ``task`` is the number of
    the task that its obligation stands under, and ``due_on`` its day; both ``None`` while it was made no task. ``state``
    is that obligation's.
    """

    finding_id: str
    number: int
    school: str
    template: str
    item: str
    label: str
    text: str
    status: str
    seen: int
    found_on: date
    last_on: date
    fixed_on: date | None
    task: str | None
    due_on: date | None
    obligation_id: str | None
    state: str | None

    @property
    def step(self) -> str:
        """In the words of a follow-up: ``new``, ``repeated``, ``fixed`` or ``withdrawn``."""
        if self.status != "open":
            return self.status
        return "repeated" if self.seen > 1 else "new"


class FindingBook:
    """The findings of a database."""

    def __init__(self, tracker: Tracker) -> None:
        self._tracker = tracker

    def findings(
        self,
        *,
        plan: str | None = None,
        school: str | None = None,
        template: str | None = None,
        steps: Collection[str] = (),
    ) -> list[Finding]:
        """Findings in the registry's order of the schools, then as they were found.

        :param steps: only those that are ``new``, ``repeated``, ``fixed`` or ``withdrawn``.
        """
        with self._tracker.plan_reader(plan) as reader:
            if not has_tables(reader.connection):
                return []
            found = _listed(reader, school=school, template=template)
        return [each for each in found if not steps or each.step in steps]

    def make_tasks(
        self,
        numbers: Sequence[int] = (),
        *,
        due: date | None = None,
        days: int = DAYS,
        task: str | None = None,
        school: str | None = None,
        template: str | None = None,
        plan: str | None = None,
    ) -> list[Finding]:
        """Turn open findings into obligations of their schools, with a source of their own.

        :param numbers: which; none means all open ones of the school or template that is named.
        :param due: the day; without it, so many ``days`` after today.
        :param task: the task that they stand under; without it, the one that is linked to their template.
        :raises NotFound: there is no such finding, or no task for it.
        :raises RuleBroken: one of them is not open, or was made a task already.
        """
        with self._tracker.plugin_work(SOURCE, plan=plan) as work:
            rows = _chosen(work.reader, numbers, school=school, template=template)
            day = due or work.today + timedelta(days=days)
            if day < work.today:
                raise UsageError(_("the day {day} has passed").format(day=f"{day:%d.%m.%Y}"), where="--by")
            tasks = {name: _task_for(work.reader, name, task) for name in {row["template"] for row in rows}}
            for row in rows:
                row |= {"task_id": tasks[row["template"]], "due_on": day}
            identifiers = work.add(
                [_spec(row) for row in rows], action="checklist_task", subject=_subject(work.reader, rows)
            )
            pairs = [
                (row, {"task_id": row["task_id"], "due_on": day, "obligation_id": identifier})
                for row, identifier in zip(rows, identifiers, strict=True)
            ]
            with work.unit.entry_if_changed(
                "checklist_task", plan=work.plan["id"], subject=_subject(work.reader, rows)
            ):
                work.unit.writer.change_all(
                    FindingRow, [({**row, "task_id": None, "due_on": None}, values) for row, values in pairs]
                )
            wanted = {row["id"] for row in rows}
            return [each for each in _listed(work.reader) if each.finding_id in wanted]


def _listed(reader: PlanReader, *, school: str | None = None, template: str | None = None) -> list[Finding]:
    rows = table(FindingRow)
    query = select(rows).where(rows.c.plan_id == reader.plan["id"])
    if school is not None:
        query = query.where(rows.c.organisation_id == reader.organisation(school)["id"])
    if template is not None:
        query = query.where(rows.c.template == template)
    schools = {row["id"]: (index, reader.label(row)) for index, row in enumerate(reader.schools())}
    states: dict[str, str] = {}
    numbers: dict[str, str | None] = {}
    found = []
    for row in reader.connection.execute(query).mappings():
        if row["task_id"] is not None and row["task_id"] not in numbers:
            task = reader.task_with(row["task_id"])
            numbers[row["task_id"]] = task["number"] if task is not None else None
            states |= {each["id"]: each["state"] for each in reader.obligations(row["task_id"])}
        place, label = schools.get(row["organisation_id"], (len(schools), row["organisation_id"]))
        found.append(
            (
                place,
                row["number"],
                Finding(
                    finding_id=row["id"],
                    school=label,
                    task=numbers.get(row["task_id"]),
                    state=states.get(row["obligation_id"]),
                    **{name: row[name] for name in _SAME},
                ),
            )
        )
    return [finding for _place, _number, finding in sorted(found, key=lambda each: each[:2])]


_SAME: Final = (
    "number",
    "template",
    "item",
    "label",
    "text",
    "status",
    "seen",
    "found_on",
    "last_on",
    "fixed_on",
    "due_on",
    "obligation_id",
)


def _chosen(
    reader: PlanReader, numbers: Sequence[int], *, school: str | None, template: str | None
) -> list[dict[str, Any]]:
    rows = table(FindingRow)
    query = select(rows).where(rows.c.plan_id == reader.plan["id"]).order_by(rows.c.number)
    found = [dict(row) for row in reader.connection.execute(query).mappings()]
    if numbers:
        known = {row["number"] for row in found}
        if missing := [str(each) for each in numbers if each not in known]:
            raise NotFound(
                _("there is no finding {numbers}").format(numbers=", ".join(missing)), hint="vpr checklist findings"
            )
        chosen = [row for row in found if row["number"] in numbers]
        _see_open(chosen)
        return chosen
    if school is None and template is None:
        raise UsageError(_("say which findings: their numbers, --school or --template"))
    own = reader.organisation(school)["id"] if school is not None else None
    chosen = [
        row
        for row in found
        if row["status"] == "open"
        and row["obligation_id"] is None
        and own in (None, row["organisation_id"])
        and template in (None, row["template"])
    ]
    if not chosen:
        raise NotFound(_("there is no open finding that is no task yet"), hint="vpr checklist findings")
    return chosen


def _see_open(chosen: Sequence[Mapping[str, Any]]) -> None:
    closed = [row for row in chosen if row["status"] != "open" or row["obligation_id"] is not None]
    if closed:
        raise RuleBroken(
            _("only open findings that are no task yet become tasks"),
            problems=[
                f"{row['number']}: "
                + (_("made a task already") if row["obligation_id"] is not None else _("mended or taken back"))
                for row in closed
            ],
            hint=_("see them: vpr checklist findings"),
        )


def _task_for(reader: PlanReader, template: str, named: str | None) -> str:
    if named is not None:
        return str(reader.task(named)["id"])
    linked = [link for link in links_of(reader) if link.template == template]
    if len(linked) != 1:
        raise NotFound(
            _("no task of the plan is linked to «{template}»").format(template=template)
            if not linked
            else _("several tasks are linked to «{template}»").format(template=template),
            problems=[f"{link.task}: {link.title}" for link in linked],
            hint=_("say under which task they stand: --task NUMBER"),
        )
    return linked[0].task_id


def _spec(row: Mapping[str, Any]) -> Any:  # noqa: ANN401 -- a WorkSpec
    from vpr_tracker import WorkSpec

    return WorkSpec(
        task=row["task_id"],
        organisation=row["organisation_id"],
        name=row["id"],
        title=f"Устранить: {row['text']}",
        key=f"finding-{row['id'][:12]}",
        end=row["due_on"],
    )


def _subject(reader: PlanReader, rows: Sequence[Mapping[str, Any]]) -> str:
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
        for episode in episodes(some):
            values = _values(plan_id, school, template, episode)
            if values["id"] in known:
                changed.append((known[values["id"]], {k: v for k, v in values.items() if k != "id"}))
            else:
                number += 1
                made.append({**values, "number": number})
    standing = {row["id"] for row in made} | {row["id"] for row, _values in changed}
    gone = [row for identifier, row in known.items() if identifier not in standing]
    with unit.entry_if_changed("checklist_findings", plan=plan_id):
        unit.writer.insert(FindingRow, made)
        unit.writer.change_all(FindingRow, changed)
        unit.writer.delete(FindingRow, [row for row in gone if row["obligation_id"] is None])
        unit.writer.change_all(
            FindingRow, [(row, {"status": "withdrawn"}) for row in gone if row["obligation_id"] is not None]
        )
    _settle(work, pairs)


def _touched(unit: Any, plan_id: str) -> set[tuple[str, str]]:  # noqa: ANN401 -- as above
    """School and template of the runs that were finished in this unit."""
    rows = table(RunRow)
    query = select(rows.c.organisation_id, rows.c.template).where(
        rows.c.plan_id == plan_id, rows.c.finished_at == unit.at
    )
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
            templates[row["template_id"]] = template_of(body, row["template"])
        found[row["organisation_id"], row["template"]].append(_look(templates[row["template_id"]], row))
    return found


def _look(template: Template, row: Mapping[str, Any]) -> Looked:
    from vpr_tracker_checklists.templates.answers import asked, wanting

    answers = row["answers"]
    found = {each.item.name: each.text for each in wanting(template, answers)}
    seen = [item for item in asked(template, answers) if item.name in answers]
    return Looked(
        run_id=row["id"],
        series=row["series"],
        number=row["number"],
        held_on=row["held_on"],
        wanting=found,
        well=frozenset(item.name for item in seen if item.name not in found and not _says_nothing(item, answers)),
        labels={item.name: item.label for item in template.items},
    )


def _says_nothing(item: Any, answers: Mapping[str, Any]) -> bool:  # noqa: ANN401 -- an Item
    """«Not applicable» mends nothing."""
    return bool(answers[item.name] == "na" and any(choice.name == "na" for choice in item.choices))


def _values(plan_id: str, school: str, template: str, episode: Episode) -> dict[str, Any]:
    name = f"{plan_id}:{school}:{template}:{episode.item}:{episode.first.series}"
    return {
        "id": sha256(name.encode()).hexdigest()[:32],
        "plan_id": plan_id,
        "organisation_id": school,
        "template": template,
        "item": episode.item,
        "label": episode.label,
        "text": episode.text,
        "status": "open" if episode.fixed is None else "fixed",
        "first_run": episode.first.run_id,
        "last_run": (episode.fixed or episode.last).run_id,
        "found_on": episode.first.held_on,
        "last_on": episode.last.held_on,
        "seen": episode.seen,
        "fixed_on": episode.fixed.held_on if episode.fixed is not None else None,
    }


def _settle(work: PluginWork, pairs: Collection[tuple[str, str]]) -> None:
    """Let the obligations of findings follow: fulfilled where mended, expected again where found again since."""
    rows = table(FindingRow)
    query = select(rows).where(rows.c.plan_id == work.plan["id"], rows.c.obligation_id.is_not(None))
    own = [dict(row) for row in work.reader.connection.execute(query.order_by(rows.c.number)).mappings()]
    by_task: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in own:
        by_task[row["task_id"]].append(row)
    for task, some in by_task.items():
        subject = _subject(work.reader, some)
        specs = [_spec(row) for row in some if row["status"] != "withdrawn"]
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
        and row["last_on"] >= present["submitted_on"]
    ]
    work.reopen(again, action="checklist_reopen")
