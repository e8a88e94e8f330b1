"""Overviews of checklists against the floor: the bare SQL that counts the answers of the same runs.

    python benchmarks/checklists_overview.py [SCHOOLS] [--strict]

Each of SCHOOLS schools (default 1,000) has 12 finished runs of 40 items, with replaced and draft versions among them.
The overview on a day reads the last run of each school and makes what ``vpr checklist overview --json`` prints, as
text. Its floor chooses the same runs in the same way, opens their answers with ``json_each`` and counts them by item
and answer: no row per school, no findings, no JSON. Over time all runs are read, judged and followed from run to run;
the floor counts the answers of all of them; as text they are some 13 MB, which have no limit. All take turns on one
SQLite file, and medians are compared.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import Any, Final

from sqlalchemy import text

from vpr_tracker import PlanDraft, Tracker
from vpr_tracker.cli.plain import json_text
from vpr_tracker.plugins import load_registry
from vpr_tracker_checklists.overview.data import OVER_TIME_SCHEMA, SCHEMA, over_time_data, overview_data
from vpr_tracker_checklists.overview.reading import over_time, overview
from vpr_tracker_checklists.tables import RunRow, TemplateRow
from vpr_tracker_checklists.templates.model import Template
from vpr_tracker_checklists.templates.shelf import template_of

SCHOOLS: Final = 1_000
RUNS: Final = 12
ITEMS: Final = 40
ROUNDS: Final = 7
LIMIT: Final = 3.0
FIRST: Final = date(2023, 1, 9)
ON: Final = date(2023, 12, 31)
NOW: Final = datetime(2023, 12, 31, tzinfo=UTC)
_STANDING: Final = """plan_id = :plan AND template = :template AND status = 'finished' AND held_on <= :day"""
LAST: Final = f"""SELECT item.key, item.value, count(*) FROM checklists_run run, json_each(run.answers) item
 WHERE run.id IN (SELECT id FROM (SELECT id, row_number() OVER (PARTITION BY organisation_id
  ORDER BY held_on DESC, number DESC) AS place FROM checklists_run WHERE {_STANDING}) WHERE place = 1)
 GROUP BY item.key, item.value"""
ALL: Final = f"""SELECT item.key, item.value, count(*) FROM checklists_run run, json_each(run.answers) item
 WHERE {_STANDING.replace("plan_id", "run.plan_id")} GROUP BY item.key, item.value"""


def main(schools: int, *, strict: bool) -> int:
    """Print the figures; 1 where a limit is passed and that matters."""
    with tempfile.TemporaryDirectory() as name:
        template = made_template()
        tracker = filled(Path(name) / "plans.sqlite3", template, schools)
        plan = tracker.resolve_plan()
        ratios = [
            compared(
                "on a day",
                lambda: counted(tracker, LAST, plan),
                {
                    "read": lambda: overview(tracker, template, on=ON),
                    "as text": lambda: json_text(SCHEMA, overview_data(overview(tracker, template, on=ON))),
                },
            )["as text"],
            compared(
                "over time",
                lambda: counted(tracker, ALL, plan),
                {
                    "read": lambda: over_time(tracker, template, on=ON),
                    "as text": lambda: json_text(OVER_TIME_SCHEMA, over_time_data(over_time(tracker, template, on=ON))),
                },
            )["read"],
        ]
        tracker.close()
    worst = max(ratios)
    print(f"{schools} schools × {ITEMS} items × {RUNS} runs: {worst:.2f} × the floor at most (limit {LIMIT})")
    return int(strict and worst > LIMIT)


def compared(name: str, floor: Callable[[], object], subjects: Mapping[str, Callable[[], object]]) -> dict[str, float]:
    """The ratios of the medians; all take turns, after a round that counts for nothing."""
    jobs = {"floor": floor, **subjects}
    taken: dict[str, list[float]] = {each: [] for each in jobs}
    for _round in range(ROUNDS + 1):
        for each, job in jobs.items():
            taken[each].append(seconds(job))
    medians = {each: median(some[1:]) for each, some in taken.items()}
    for each, one in medians.items():
        print(f"{name:<9}  {each:<7} {one * 1000:>6.0f} ms  {one / medians['floor']:.2f} ×")
    return {each: one / medians["floor"] for each, one in medians.items()}


def seconds(job: Callable[[], object]) -> float:
    """What it takes."""
    start = time.perf_counter()
    job()
    return time.perf_counter() - start


def counted(tracker: Tracker, query: str, plan: str) -> list[Any]:
    """The floor."""
    with tracker.reading() as connection:
        given = {"plan": plan, "template": "large", "day": ON.isoformat()}
        return list(connection.execute(text(query), given))


def made_template() -> Template:
    """40 items: every tenth a number with a threshold, every tenth asked only where another is a yes."""
    lines = [
        'schema = "vpr-tracker/checklist-template/1"\nname = "large"\ntitle = "Большой лист"\ndescription = "Сорок."',
        'version = 1\nper = "occurrence"\nby = "inspector"\ntasks = []\n[[sections]]\nname = "all"\nlabel = "Всё"',
    ]
    for place in range(ITEMS):
        lines.append(f'[[sections.items]]\nname = "item_{place}"\nlabel = "Что посмотреть под номером {place}"')
        if place % 10 == 5:
            lines.append('type = "integer"\nthreshold = ". >= 2"')
        else:
            lines.append('type = "yes_no_na"')
        if place % 10 == 9:
            lines.append(f"relevant = \"${{item_{place - 1}}} = 'yes'\"")
    return template_of("\n".join(lines) + "\n", "large.toml")


def filled(path: Path, template: Template, schools: int) -> Tracker:
    """A database with a plan, the schools, and their runs."""
    tracker = Tracker.open(path, actor="Координатор", clock=lambda: NOW, registry=load_registry(("checklists",)))
    task = {
        "number": "1",
        "title": "Проверить",
        "level": "municipality",
        "deadline": {"printed": "постоянно", "terms": [{"form": "ongoing"}]},
        "owners": [],
        "deliverables": [],
    }
    period = {"start": "2023-01-01", "end": "2023-12-31"}
    plan = {"plan": {"title": "План", "period": period}, "tasks": [task]}
    tracker.import_plan(PlanDraft.model_validate_json(json.dumps(plan)))
    tracker.import_schools([{"number": str(number)} for number in range(1, schools + 1)])
    ids = [school.organisation_id for school in tracker.schools()]
    with tracker.unit() as unit, unit.entry("checklist_start"):
        body = {"id": template.digest, "name": template.name, "title": template.title, "body": template.body}
        unit.writer.insert(TemplateRow, [{**body, "added_at": NOW}])
        unit.writer.insert(RunRow, rows(tracker.resolve_plan(), template, ids))
    return tracker


def rows(plan: str, template: Template, schools: list[str]) -> list[dict[str, Any]]:
    """The runs in the order of their days; one in ten was corrected, one in ten is begun anew as a draft."""
    chance, made = Random(1), []
    for place in range(RUNS):
        for school in schools:
            number = len(made) + 1
            run = {
                "number": number,
                "series": f"{number:032}",
                "plan_id": plan,
                "organisation_id": school,
                "template": template.name,
                "template_id": template.digest,
                "held_on": FIRST + timedelta(days=28 * place + chance.randrange(20)),
                "inspector": "Гордеева Т. Н.",
                "started_at": NOW,
                "started_by": "Координатор",
            }
            others = [("replaced", 0.1), ("draft", 0.1)]
            versions = ["finished", *(status for status, share in others if chance.random() < share)]
            for version, status in enumerate(versions, start=1):
                own = {"id": f"{number}.{version}", "version": version, "status": status, "answers": answers(chance)}
                made.append({**run, **own})
    return made


def answers(chance: Random) -> dict[str, Any]:
    """Mostly well, as in schools."""
    found: dict[str, Any] = {}
    for place in range(ITEMS):
        if place % 10 == 5:
            found[f"item_{place}"] = chance.randrange(1, 9)
        elif place % 10 != 9 or found[f"item_{place - 1}"] == "yes":
            found[f"item_{place}"] = chance.choices(("yes", "no", "na"), (85, 10, 5))[0]
    return found


if __name__ == "__main__":
    given = [argument for argument in sys.argv[1:] if argument.isdecimal()]
    sys.exit(main(int(given[0]) if given else SCHOOLS, strict="--strict" in sys.argv))
