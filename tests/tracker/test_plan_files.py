"""What is tracked beside the document travels in the plan file."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text
from tests.factories import deadline, every, make_draft, make_task, relative

from vpr_tracker.errors import BadInput
from vpr_tracker.plans.draft import RemarkDraft
from vpr_tracker.plans.files import dump_plan, load_plan
from vpr_tracker.storage.journal import dump
from vpr_tracker.tracker import Tracker

HANDED_IN = ("submitted", "accepted")


@pytest.fixture
def used(tracker):
    tasks = [
        make_task("1", level="school", results=("Справка", "Приказ"), owners=("Ветриц А. Б.", "Ветрец А. Б.")),
        make_task("9.1", due=deadline("Раз в четверть", every("term")), level="school"),
        make_task("11", due=deadline("За 3 дня до ВПР", relative("ВПР", days=-3)), level="both"),
    ]
    tracker.import_plan(
        make_draft(tasks, remarks=[RemarkDraft(code="read", message="Одно")], settings={"soon_days": 3})
    )
    tracker.import_schools([{"number": "4"}, {"number": "7", "name": "Гимназия"}, {"name": "Центр «Росток»"}])
    tracker.assign("Ответственный", "Стрижов П. О.", school="7")
    tracker.assign("Координатор", "Ветриц А. Б.", school="Комитет по образованию")
    tracker.merge_owners("Ветриц А. Б.", "Ветрец А. Б.")
    tracker.set_event("ВПР", date(2023, 3, 15), date(2023, 5, 20))
    tracker.set_event("ВПР", date(2023, 4, 1), school="4")
    tracker.set_event("ВПР", date(2023, 10, 1), repeat=True)
    tracker.link_event("11", None, "ВПР")
    tracker.set_school_term("2022/23-III", date(2023, 1, 10), date(2023, 3, 22))
    tracker.set_school_term("2022/23-III", date(2023, 1, 10), date(2023, 3, 25), school="7")
    tracker.settle_remark("1", "left", note="пусть")
    return tracker


def test_schools_events_and_people_come_back_from_a_plan_file(used, tmp_path, clock):
    exported = used.plan()
    from_file = load_plan(dump_plan(exported))

    with Tracker.open(tmp_path / "other.sqlite3", actor="К", clock=clock) as other:
        other.import_plan(from_file)

        assert dump_plan(other.plan()) == dump_plan(exported)
        assert other.events() == used.events()
        assert other.schools() == used.schools()
        assert other.remarks(open_only=False) == used.remarks(open_only=False)
        assert not other.import_plan(other.plan()).created
        sql = text("SELECT id, task_id, organisation_id, occurrence_id FROM obligation WHERE NOT removed ORDER BY id")
        with used.reading() as one, other.reading() as two:
            assert two.execute(sql).all() == one.execute(sql).all()
            kinds = {"organisation", "plan_school", "event", "event_date", "school_term", "occurrence", "obligation"}
            assert rows_of(two, kinds) == rows_of(one, kinds)


def rows_of(connection, kinds: set[str]) -> list[str]:
    return [line for line in dump(connection) if line.split('"')[1] in kinds]


def test_a_second_plan_of_a_committee_joins_it_and_its_schools(used):
    second = used.import_plan(make_draft([make_task("1", level="school")], title="Второй", source="b.docx"))
    used.add_school("4", plan=second.plan_id)
    exported = used.plan(second.plan_id)

    assert exported.plan.settings["committee"]
    assert [school["number"] for school in exported.plan.settings["schools"]] == ["4"]
    assert not used.import_plan(exported).created


@pytest.mark.parametrize(
    "settings",
    [
        {"schools": [{"name": "Школа"}]},
        {"schools": "4"},
        {"events": [{"uid": "e", "name": "ВПР", "links": [{"task": "нет", "term": 0}]}]},
        {"events": [{"uid": "e", "name": "ВПР", "dates": [{"start": date(2023, 2, 2), "end": date(2023, 2, 1)}]}]},
        {"assignments": [{"role": "Р", "person": "П", "school": "нет"}]},
        {"school_terms": [{"key": "2022/23-IX", "start": date(2023, 1, 1), "end": date(2023, 2, 1)}]},
        {"settled": [{"remark": 5, "how": "left", "by": "К", "at": "2023-02-10T00:00:00Z"}]},
        {"committee": "a b"},
    ],
)
def test_settings_that_make_no_sense_are_refused_and_nothing_is_written(tracker, settings):
    with pytest.raises(BadInput):
        tracker.import_plan(make_draft(settings=settings))
    assert tracker.plans() == []
