"""Events date what hangs on them, and move it."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import text
from tests.factories import deadline, make_draft, make_task, reference, relative

from vpr_tracker.errors import BadInput, NotFound, RuleBroken
from vpr_tracker.tracker.words import agree


@pytest.fixture
def plan(tracker):
    tasks = [
        make_task("8", due=deadline("Согласно Плану – графику", reference("Плану – графику")), level="school"),
        make_task("11", due=deadline("За 3 дня до проведения ВПР 2023", relative("проведения ВПР 2023", days=-3))),
        make_task("16", due=deadline("По плану Министерства", reference("плану Министерства"))),
        make_task("12"),
    ]
    tracker.import_plan(make_draft(tasks))
    tracker.import_schools([{"number": "1"}, {"number": "4"}])
    return tracker


def occurrences(tracker, task: str) -> list[tuple]:
    with tracker.reading() as connection:
        rows = connection.execute(
            text(
                "SELECT o.key, o.kind, o.start_on, o.end_on, s.number FROM v_occurrence o "
                "JOIN v_task t ON t.task_id = o.task_id "
                "LEFT JOIN v_school s ON s.organisation_id = o.organisation_id AND s.plan_id = o.plan_id "
                "WHERE t.number = :task ORDER BY o.key, s.number"
            ),
            {"task": task},
        )
        return [tuple(None if cell is None else str(cell) for cell in row) for row in rows]


def waits(tracker) -> list[str]:
    with tracker.reading() as connection:
        return sorted(row[0] for row in connection.execute(text("SELECT anchor FROM v_waits")))


def test_setting_an_event_proposes_links_and_links_nothing(plan):
    result = plan.set_event("Проведение ВПР 2023", date(2023, 3, 15), date(2023, 5, 20))

    assert [(each.task, each.anchor) for each in result.proposals] == [("11", "проведения ВПР 2023")]
    assert result.moved == ()
    assert occurrences(plan, "11") == [("1", "undated", None, None, None)]
    assert waits(plan) == ["Плану – графику", "плану Министерства", "проведения ВПР 2023"]


def test_a_linked_deadline_is_dated_and_moves_with_its_event(plan):
    plan.set_event("Проведение ВПР 2023", date(2023, 3, 15), date(2023, 5, 20))

    linked = plan.link_event("11", "проведения ВПР", "проведение впр 2023")
    assert [(each.task, each.before, each.after) for each in linked.moved] == [
        ("11", (None, None), (None, date(2023, 3, 12)))
    ]
    assert linked.event.links == (("11", "проведения ВПР 2023"),)

    before = plan.show("11").obligations[0].obligation_id
    moved = plan.set_event("Проведение ВПР 2023", date(2023, 4, 3), date(2023, 5, 20))
    assert [(each.before, each.after) for each in moved.moved] == [
        ((None, date(2023, 3, 12)), (None, date(2023, 3, 31)))
    ]
    assert plan.show("11").obligations[0].obligation_id == before
    assert "проведения ВПР 2023" not in waits(plan)


def test_recorded_work_stays_when_the_event_moves(plan):
    plan.set_event("ВПР 2023", date(2023, 3, 15))
    plan.link_event("11", None, "ВПР 2023")
    plan.submit("11")

    plan.set_event("ВПР 2023", date(2023, 4, 15))

    (obligation,) = plan.show("11").obligations
    assert (obligation.state, obligation.end) == ("submitted", date(2023, 4, 12))


def test_an_event_may_have_other_days_at_one_school(plan):
    plan.set_event("План-график", date(2023, 3, 15), date(2023, 3, 20))
    plan.link_event("8", "графику", "план-график")

    plan.set_event("План-график", date(2023, 4, 1), date(2023, 4, 2), school="4")

    assert occurrences(plan, "8") == [
        ("1", "dated", "2023-04-01", "2023-04-02", "4"),
        ("1", "dated", "2023-03-15", "2023-03-20", None),
    ] or occurrences(plan, "8") == [
        ("1", "dated", "2023-03-15", "2023-03-20", None),
        ("1", "dated", "2023-04-01", "2023-04-02", "4"),
    ]
    ends = {each.school: each.end for each in plan.show("8").obligations}
    assert ends == {"1": date(2023, 3, 20), "4": date(2023, 4, 2)}


def test_a_repeated_event_gives_one_due_time_each(plan):
    plan.set_event("План министерства", date(2023, 3, 1))
    plan.link_event("16", None, "План министерства")
    plan.set_event("План министерства", date(2023, 9, 1), repeat=True)
    plan.set_event("План министерства", date(2023, 9, 1), repeat=True)

    assert [row[0] for row in occurrences(plan, "16")] == ["1", "1@1"]
    (event,) = plan.events()
    assert [(each.start, each.repeat) for each in event.dates] == [(date(2023, 3, 1), 0), (date(2023, 9, 1), 1)]


def test_an_unlinked_deadline_waits_again(plan):
    plan.set_event("План министерства", date(2023, 3, 1))
    plan.link_event("16", "плану министерства", "План министерства")

    plan.unlink_event("16")

    assert occurrences(plan, "16") == [("1", "undated", None, None, None)]
    with pytest.raises(RuleBroken, match="is linked to an event"):
        plan.unlink_event("16")


@pytest.fixture
def two_anchors(tracker):
    """A task whose deadline hangs on two events, the second called by a pronoun."""
    due = deadline("По мере события или накануне его", relative("события"), relative("его", days=-1))
    tracker.import_plan(make_draft([make_task("11", due=due)]))
    tracker.set_event("Слёт", date(2023, 3, 10))
    return tracker


def test_a_pronoun_does_not_wait_once_the_event_of_the_term_before_has_days(two_anchors):
    assert waits(two_anchors) == ["его", "события"]

    two_anchors.link_event("11", "события", "Слёт")

    assert waits(two_anchors) == []
    assert [row[1] for row in occurrences(two_anchors, "11")] == ["dated", "dated"]


def test_a_deadline_that_the_school_year_dates_does_not_wait(tracker):
    due = deadline("До конца III четверти", relative("конца III четверти"))
    tracker.import_plan(make_draft([make_task("3", due=due)]))

    assert [row[1] for row in occurrences(tracker, "3")] == ["dated"]
    assert waits(tracker) == []


def test_the_one_linked_deadline_is_unlinked_without_naming_it(two_anchors):
    two_anchors.link_event("11", "события", "Слёт")

    two_anchors.unlink_event("11")

    assert waits(two_anchors) == ["его", "события"]
    with pytest.raises(RuleBroken, match="no deadline of task «11» is linked"):
        two_anchors.unlink_event("11")


def test_of_several_linked_deadlines_one_has_to_be_named(two_anchors):
    two_anchors.link_event("11", "события", "Слёт")
    two_anchors.link_event("11", "его", "Слёт")

    with pytest.raises(RuleBroken, match="several deadlines") as raised:
        two_anchors.unlink_event("11")
    assert list(raised.value.problems) == ["события", "его"]

    two_anchors.unlink_event("11", "его")
    two_anchors.unlink_event("11")
    assert waits(two_anchors) == ["его", "события"]


def test_a_deadline_that_is_not_linked_is_not_unlinked_by_its_words(two_anchors):
    two_anchors.link_event("11", "события", "Слёт")

    with pytest.raises(RuleBroken, match="«его» is not linked"):
        two_anchors.unlink_event("11", "его")


def test_wrong_events_and_anchors_are_refused(plan):
    with pytest.raises(BadInput, match="before it begins"):
        plan.set_event("ВПР", date(2023, 3, 2), date(2023, 3, 1))
    with pytest.raises(BadInput, match="name"):
        plan.set_event("  ", date(2023, 3, 2))
    with pytest.raises(NotFound, match="no event"):
        plan.link_event("11", None, "Олимпиада")
    plan.set_event("ВПР", date(2023, 3, 2))
    with pytest.raises(NotFound, match="hangs on"):
        plan.link_event("12", None, "ВПР")
    assert [event.name for event in plan.events()] == ["ВПР"]


@pytest.mark.parametrize(
    ("anchor", "name", "expected"),
    [
        ("проведения ВПР 2023", "Проведение ВПР 2023", True),
        ("Плану – графику", "План-график ВПР", True),
        ("плану Министерства образования", "План министерства образования", True),
        ("начала экзаменационного периода", "Экзаменационный период", True),
        ("проведения ВПР 2023", "Проведение ВПР 2024", False),
        ("педагогического совета", "Родительское собрание", False),
        ("плану РОО", "План министерства", False),
        ("до начала года", "Начало учебного года", False),
    ],
)
def test_words_agree_apart_from_their_endings(anchor, name, expected):
    assert agree(anchor, name) is expected
    assert agree(name, anchor) is expected
