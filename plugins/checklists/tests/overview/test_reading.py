"""Overviews are what one sees who goes through the runs by hand, one after the other."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from overview_world import ASKED, DAY, FORMER, NEW, OLD, OLD_ASKED, PRESENT, SCHOOLS, Made, template
from tests.factories import make_draft, standard_tasks

from vpr_tracker import BadInput, NotFound, Tracker
from vpr_tracker_checklists.following.episodes import Looked, episodes
from vpr_tracker_checklists.overview.judging import Judge
from vpr_tracker_checklists.overview.reading import over_time, overview
from vpr_tracker_checklists.templates.answers import asked, wanting

DAYS = [DAY + timedelta(days=days) for days in range(0, 60, 7)]
VALUES = {
    "ready": st.sampled_from(["yes", "no", "na"]),
    "why": st.text(min_size=1, max_size=5),
    "ordered": st.sampled_from(["y", "n"]),
    "video": st.sampled_from(["yes", "no"]),
    "observers": st.integers(0, 4),
    "stock": st.sampled_from(["enough", "little"]),
    "lacks": st.lists(st.sampled_from(["clock", "sign", "tea"]), min_size=1, max_size=3, unique=True),
    "share": st.sampled_from([0, 0.5, 1, 1.5, 2]),
    "checked": st.sampled_from([(DAY - timedelta(days=days)).isoformat() for days in (0, 29, 31)]),
    "gone": st.sampled_from(["yes", "no"]),
}
FORMERLY = {
    **{name: VALUES[name] for name in OLD_ASKED},
    "share": st.sampled_from(["yes", "no"]),
    "stock": st.sampled_from(["none", "much", "little"]),
}


def answers(names):
    values = FORMERLY if names is OLD else VALUES
    return st.fixed_dictionaries({}, optional={name: values[name] for name in names if name in values})


@st.composite
def runs(draw):
    which = draw(st.sampled_from([PRESENT, PRESENT, FORMER]))
    return Made(
        school=draw(st.sampled_from(SCHOOLS[:3])),  # the last one is never visited
        held_on=draw(st.sampled_from(DAYS)),
        answers=draw(answers(NEW if which is PRESENT else OLD)),
        status=draw(st.sampled_from(["finished", "finished", "finished", "draft", "replaced"])),
        template=which,
    )


worlds = st.lists(runs(), max_size=12)
some = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


@given(answers=answers(NEW), day=st.sampled_from(DAYS))
def test_many_sheets_are_judged_as_one_is(answers, day):
    judged = Judge(PRESENT).judge(answers, day)
    items = {item.name for item in asked(PRESENT, answers, on=day)}

    assert list(judged.wanting) == [each.item.name for each in wanting(PRESENT, answers, on=day)]
    assert {item.name for item in PRESENT.items} - items == judged.unasked


@given(sheets=st.lists(st.tuples(answers(NEW), st.sampled_from(DAYS)), max_size=8))
def test_what_was_judged_before_changes_nothing(sheets):
    judge = Judge(PRESENT)
    assert [judge.judge(*sheet) for sheet in sheets] == [Judge(PRESENT).judge(*sheet) for sheet in sheets]


def by_hand(world, day):
    """School → item → state and answer, by the plainest means."""
    found = {}
    for school in SCHOOLS:
        own = [
            (made.held_on, place, made)
            for place, made in enumerate(world)
            if made.school == school and made.status == "finished" and made.held_on <= day
        ]
        found[school] = cells_by_hand(max(own)[2]) if own else None
    return found


def cells_by_hand(made):
    items = {item.name for item in asked(made.template, made.answers, on=made.held_on) if item.type != "note"}
    bad = {each.item.name for each in wanting(made.template, made.answers, on=made.held_on)}
    cells = {}
    for name in ASKED:
        if name not in items:
            cells[name] = ("not_asked", None)
        elif name not in made.answers:
            cells[name] = ("missing", None)
        else:
            cells[name] = ("finding" if name in bad else "answered", made.answers[name])
    return cells


def as_seen(found):
    items = found.basis.items
    return {
        row.school.number: None
        if row.look is None
        else {item.name: tuple(cell) for item, cell in zip(items, row.cells(items), strict=True)}
        for row in found.rows
    }


@some
@given(world=worlds, day=st.sampled_from(DAYS))
def test_an_overview_is_what_one_finds_by_hand(seen, world, day):
    seen.put(*world)
    found = overview(seen.tracker, PRESENT, on=day)

    assert [row.school.number for row in found.rows] == list(SCHOOLS)
    assert as_seen(found) == by_hand(world, day)


@some
@given(world=worlds, day=st.sampled_from(DAYS), by=st.sampled_from(["day", "term"]))
def test_over_time_findings_come_and_go_as_the_rule_for_findings_has_it(seen, world, day, by):
    seen.put(*world)
    found = over_time(seen.tracker, PRESENT, on=day, by=by)

    for course in found.courses:
        looks = [
            looked(made, place)
            for place, made in enumerate(world)
            if made.school == course.school.number and made.status == "finished" and made.held_on <= day
        ]
        expected = {
            (each.item, each.first.number, each.seen, each.fixed.number if each.fixed else None)
            for each in episodes(looks)
            if each.item in ASKED
        }
        assert told(course) == expected
        for visit in course.visits:
            span = found.spans[visit.span]
            assert span.start <= visit.look.held_on <= span.end


def looked(made, place):
    bad = {each.item.name: each.text for each in wanting(made.template, made.answers, on=made.held_on)}
    well = {
        item.name
        for item in asked(made.template, made.answers, on=made.held_on)
        if item.name in made.answers and item.name not in bad and made.answers[item.name] != "na"
    }
    return Looked(
        run_id=str(place),
        series=str(place),
        number=place + 1,
        held_on=made.held_on,
        wanting=bad,
        well=frozenset(well),
        labels={item.name: item.label for item in made.template.items},
    )


def told(course):
    """The findings of a course as the visits tell of them: item, first run, how often seen, run that mended it."""
    standing, done = {}, set()
    for visit in course.visits:
        for name in visit.step.new:
            standing[name] = [visit.look.number, 1]
        for name in visit.step.repeated:
            standing[name][1] += 1
        for name in visit.step.fixed:
            done.add((name, *standing.pop(name), visit.look.number))
        assert list(standing) == list(visit.step.open)
    return done | {(name, *rest, None) for name, rest in standing.items()}


WORLD = [
    Made(school="1", answers={"ready": "no", "observers": 1}, held_on=date(2023, 1, 16)),
    Made(school="1", answers={"ready": "yes", "observers": 1, "gone": "no"}, template=FORMER),
    Made(school="1", answers={"ready": "no"}, status="draft"),
    Made(school="7", answers={"ready": "no", "lacks": ["tea", "clock"]}, status="replaced", number=50),
    Made(school="7", answers={"ready": "na", "lacks": ["tea"]}, version=2, number=50),
    Made(school="7", answers={"ready": "no"}, held_on=date(2023, 5, 1)),
]


def test_both_databases_tell_the_same(any_seen):
    any_seen.put(*WORLD)
    found = overview(any_seen.tracker, PRESENT, on=DAY)

    assert as_seen(found) == by_hand(WORLD, DAY)
    (older,) = found.basis.older
    assert (older.runs, older.gone) == (1, ("gone",))
    assert set(older.unknown) == set(ASKED) - set(OLD_ASKED)
    course = next(each for each in over_time(any_seen.tracker, PRESENT, on=DAY).courses if each.school.number == "1")
    assert [visit.step for visit in course.visits] == [
        (("ready", "observers"), (), (), ("ready", "observers")),
        ((), ("observers",), ("ready",), ("observers",)),
    ]


def test_of_two_runs_on_one_day_the_later_number_decides(seen):
    seen.put(
        Made(school="1", answers={"stock": "little"}, number=9), Made(school="1", answers={"stock": "enough"}, number=8)
    )
    assert as_seen(overview(seen.tracker, PRESENT, on=DAY))["1"]["stock"] == ("finding", "little")


def test_one_school_and_one_item(seen):
    seen.put(*WORLD)
    found = overview(seen.tracker, PRESENT, on=DAY, school="№1", item="5")
    assert as_seen(found) == {"1": {"observers": ("finding", 1)}}
    assert found == overview(seen.tracker, PRESENT, on=DAY, school="Начальная", item="Observers")


def test_an_item_that_is_not_there_is_named_with_those_that_are(seen):
    with pytest.raises(BadInput, match="observer") as caught:
        overview(seen.tracker, PRESENT, item="observer")
    assert "5: observers – Наблюдателей" in caught.value.problems


def test_terms_have_the_holidays_after_them(seen):
    days = (date(2023, 1, 16), date(2023, 3, 28), date(2023, 4, 10), date(2023, 7, 1), date(2023, 9, 1))
    seen.put(*(Made(school="1", held_on=day) for day in days))
    found = over_time(seen.tracker, template(per="occurrence"), on=date(2023, 12, 1))

    course = next(each for each in found.courses if each.visits)
    assert [span.key for span in found.spans] == ["2022/23-III", "2022/23-IV", "2023/24-I"]
    assert [visit.span for visit in course.visits] == [0, 0, 0, 1, 2]


def test_a_school_that_the_plan_lists_no_more_is_left_out_and_counted(seen):
    committee = seen.tracker.committee().organisation_id
    seen.put(Made(school=committee), Made(school="4", answers={"ready": "yes"}))
    found = overview(seen.tracker, PRESENT, on=DAY)
    assert found.basis.left == 1
    assert sum(row.look is not None for row in found.rows) == 1


def test_nothing_was_ever_written(tmp_path):
    with Tracker.open(tmp_path / "plans.sqlite3") as tracker:
        with pytest.raises(NotFound):
            overview(tracker, PRESENT)
        tracker.import_plan(make_draft(standard_tasks()))
        assert overview(tracker, PRESENT).rows == ()
        assert over_time(tracker, PRESENT).courses == ()
