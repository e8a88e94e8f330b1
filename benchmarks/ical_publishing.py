"""Publishing feeds against the floor: serialising the same entries with the icalendar library, once.

    python benchmarks/ical_publishing.py [FEEDS] [--strict]

Each of FEEDS schools (default 1,000; the promise is about 10,000) has a feed of 40 entries of its own, which no other
feed has. Publishing reads the database with its journal, makes each calendar and each page with its QR code, and writes
both files into an empty folder. The floor is given the entries ready made and only builds components and writes them.
Then the same is published again, and no file may be touched.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, select, true

from vpr_tracker import PlanDraft, Tracker
from vpr_tracker.plugins import load_registry
from vpr_tracker.storage import tables
from vpr_tracker.storage.base import TableBase, table_of
from vpr_tracker_ical.content.build import PlanSnapshot
from vpr_tracker_ical.content.scope import Options
from vpr_tracker_ical.feeds.places import Addresses
from vpr_tracker_ical.feeds.service import FeedBook
from vpr_tracker_ical.feeds.tokens import KEY_BYTES, FeedKey
from vpr_tracker_ical.publishing.publish import Publisher
from vpr_tracker_ical.publishing.target import Target
from vpr_tracker_ical.writing.ics import calendar

FEEDS: Final = 1_000
ENTRIES: Final = 40
LIMIT: Final = 2.0
TODAY: Final = date(2023, 1, 10)
ADDRESSES: Final = Addresses("https://kalendar.example.org/vpr")


def main(feeds: int, *, strict: bool) -> int:
    """Print the figures; 1 where a limit is passed and that matters."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        key = FeedKey(bytes(range(KEY_BYTES)))
        tracker = filled(folder / "plans.sqlite3", feeds)
        FeedBook(tracker).add_for_each_school(Options(), key)
        publisher = Publisher(tracker, key, ADDRESSES, Target(str(folder / "site")))
        published, done = timed(publisher.publish)
        assert len(done.written) == feeds
        before = touched(folder / "site")
        again, done = timed(publisher.publish)
        assert len(done.unchanged) == feeds
        same = touched(folder / "site") == before
        floor = serialised(tracker, feeds)
        tracker.close()
    ratio = published.wall / floor.wall
    for what, cost in (("floor", floor), ("published", published), ("again", again)):
        print(f"{what:<10} {cost.wall:>7.1f} s, {cost.wall / floor.wall:.2f} × the floor; ", end="")
        print(f"of the processor {cost.cpu:>7.1f} s, {cost.cpu / floor.cpu:.2f} ×")
    print(f"{feeds} feeds of {ENTRIES} entries published: {ratio:.2f} × the floor (limit {LIMIT})")
    print(f"files touched when nothing changed: {'none' if same else 'SOME'}")
    return int(strict and (ratio > LIMIT or not same))


def filled(path: Path, schools: int) -> Tracker:
    """A database with a plan of 40 tasks for each school."""
    tasks = [
        {
            "number": str(place + 1),
            "title": f"Мероприятие {place + 1}: сверка, анализ и обсуждение результатов на совещании",
            "level": "school",
            "deadline": {
                "printed": "до срока",
                "terms": [{"form": "by", "end": (date(2023, 1, 20) + timedelta(days=8 * place)).isoformat()}],
            },
            "owners": [{"name": "Заместитель директора", "kind": "role", "level": "school", "duty": "executes"}],
            "deliverables": [{"title": "Справка", "kind": "document"}],
        }
        for place in range(ENTRIES)
    ]
    tracker = Tracker.open(path, actor="Координатор", registry=load_registry())
    period = {"start": "2023-01-01", "end": "2023-12-31"}
    plan = {"plan": {"title": "План", "period": period}, "tasks": tasks}
    tracker.import_plan(PlanDraft.model_validate_json(json.dumps(plan)))
    tracker.add_school("1")
    add_schools(tracker, schools - 1)
    return tracker


def add_schools(tracker: Tracker, count: int) -> None:
    """More schools that owe what the first one owes: rows and journal as if they had been added, only sooner."""
    with tracker.unit() as unit:
        model = {each: row_of(unit.connection, each) for each in (tables.Organisation, tables.PlanSchool)}
        owed = [dict(row) for row in unit.connection.execute(select(table_of(tables.Obligation))).mappings()]
        new_id = unit.writer.new_id
        with unit.entry("school_add"):
            schools = [(new_id(), str(number + 2)) for number in range(count)]
            for each, row in model.items():
                unit.writer.insert(each, [{**row, **of_school(each, *school, new_id())} for school in schools])
            unit.writer.insert(
                tables.Obligation,
                ({**row, "id": new_id(), "organisation_id": school} for school, _number in schools for row in owed),
            )


def row_of(connection: Connection, model: type[TableBase]) -> dict[str, Any]:
    """The row of the first school in a table."""
    table = table_of(model)
    schools = table.c.kind == "school" if model is tables.Organisation else true()
    return dict(connection.execute(select(table).where(schools)).mappings().one())


def of_school(model: type[TableBase], school: str, number: str, identifier: str) -> dict[str, str]:
    """What is another school's own in a table."""
    if model is tables.Organisation:
        return {"id": school, "number": number, "name": f"Школа № {number}"}
    return {"id": identifier, "organisation_id": school}


def serialised(tracker: Tracker, feeds: int) -> Cost:
    """What the icalendar library needs for the entries of all feeds."""
    snapshot, total = PlanSnapshot.read(tracker), Cost(0.0, 0.0)
    book = FeedBook(tracker).feeds()
    assert len(book) == feeds
    for feed in book:
        content = snapshot.content(feed.scope, feed.options, TODAY)
        assert len(content.entries) == ENTRIES
        cost, _data = timed(lambda content=content: calendar(content).to_ical())
        total = Cost(total.wall + cost.wall, total.cpu + cost.cpu)
    return total


class Cost(NamedTuple):
    """Seconds by the clock, and of the processor: on a machine that others use as well, the latter says more."""

    wall: float
    cpu: float


def timed(job):  # noqa: ANN001, ANN201 -- any function of no arguments, and what it gives
    """What it cost, and what came out."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = job()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu), result


def touched(folder: Path) -> dict[str, int]:
    """Every file with the instant when it was last written."""
    return {str(path): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


if __name__ == "__main__":
    given = [argument for argument in sys.argv[1:] if argument.isdecimal()]
    sys.exit(main(int(given[0]) if given else FEEDS, strict="--strict" in sys.argv))
