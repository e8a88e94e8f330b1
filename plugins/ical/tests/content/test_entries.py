"""What a calendar says of each kind of deadline and state."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from tests.factories import (
    by,
    deadline,
    deliverable,
    during,
    every,
    make_draft,
    make_task,
    ongoing,
    owner,
    reference,
    relative,
    standard_tasks,
)

from vpr_tracker.storage import reading
from vpr_tracker.storage.tables import Task
from vpr_tracker_ical.content.build import PlanSnapshot, build
from vpr_tracker_ical.content.scope import Options, Scope
from vpr_tracker_ical.content.texts import one_line
from vpr_tracker_ical.writing.ics import to_ics

EVERYTHING = Options(done_days=None)
TODOS = Options(entries="todo", done_days=None)


def entries(tracker, scope=None, options=EVERYTHING, today=None):
    return build(tracker, scope or Scope(), options, today).entries


def told(tracker, scope=None, options=EVERYTHING, today=None):
    """Title and day of each entry."""
    return [(each.title, each.end) for each in entries(tracker, scope, options, today)]


def finish(tracker, task, **which):
    tracker.submit(task, **which)
    tracker.accept(task, **which)


def plan(tracker, *tasks, schools=("1", "4"), **fields):
    tracker.import_plan(make_draft(tasks, **fields))
    if schools:
        tracker.import_schools([{"number": number} for number in schools])


def test_a_deadline_is_one_entry_on_its_printed_day(tracker):
    plan(tracker, make_task("1", "Сдать отчёт"))

    assert told(tracker) == [("Сдать отчёт — Муравлёва К. Д.", date(2023, 1, 25))]


def test_a_school_sees_one_entry_per_task_however_many_results_it_has(tracker):
    plan(tracker, make_task("1", "Сдать отчёт", level="school", results=("Справка", "План", "Приказ")))

    assert told(tracker, Scope(school="4")) == [("Сдать отчёт — школа № 4", date(2023, 1, 25))]
    assert told(tracker) == [("Сдать отчёт — все школы", date(2023, 1, 25))]


def test_a_window_is_marked_where_it_opens_and_where_it_closes(tracker):
    plan(tracker, make_task("1", "Обучить", due=deadline("Март", during(date(2023, 3, 1), date(2023, 3, 31)))))

    assert told(tracker) == [
        ("Начало: Обучить — Муравлёва К. Д.", date(2023, 3, 1)),
        ("Обучить — Муравлёва К. Д.", date(2023, 3, 31)),
    ]
    (todo,) = entries(tracker, options=TODOS)
    assert (todo.start, todo.end) == (date(2023, 3, 1), date(2023, 3, 31))


def test_once_a_term_is_one_entry_per_term_with_an_identity_of_its_own(tracker):
    plan(tracker, make_task("1", due=deadline("Раз в четверть", every("term"))))

    found = entries(tracker)
    assert len({each.uid for each in found}) == len(found) == len({each.end for each in found})
    assert len(found) == 4  # III and IV of one school year, I and II of the next
    assert not any(each.title.startswith("Начало") for each in found)


@pytest.mark.parametrize("term", [ongoing(), relative("проведения ВПР"), reference("приказу комитета")])
def test_what_has_no_date_gets_none(tracker, term):
    plan(tracker, make_task("1", "Горячая линия", due=deadline("Срок", term)))

    (todo,) = entries(tracker, options=TODOS)
    assert (todo.shape, todo.start, todo.end) == ("todo", None, None)
    (said,) = entries(tracker)
    assert said.title.startswith("Сроков с датами пока нет")


def test_a_calendar_is_never_empty(tracker):
    plan(tracker, make_task("1", level="school"), make_task("2"))
    for school in ("1", "4"):
        finish(tracker, "1", school=school)

    hidden = Options(done="hide", done_days=None)
    assert told(tracker, Scope(school="4"), hidden) == [("Все сроки исполнены — школа № 4", date(2023, 2, 10))]
    assert told(tracker, Scope(school="4"), Options(done_days=30), date(2030, 1, 1))[0][0].startswith("Все сроки")
    assert len(told(tracker, Scope(school="4", task="2"))) == 1


def test_a_calendar_that_leaves_out_what_is_late_does_not_call_it_done(tracker):
    plan(tracker, make_task("1", level="school"))
    late = Options(done_days=None, back_days=30), date(2030, 1, 1)

    assert told(tracker, Scope(school="4"), *late)[0][0] == "Остались только давно прошедшие сроки — школа № 4"
    tracker.waive("1", school="4", note="нет классов")
    assert told(tracker, Scope(school="4"), *late)[0][0] == "Все сроки исполнены или отменены — школа № 4"


def test_what_is_done_is_marked_and_what_is_in_review_says_so(tracker):
    plan(tracker, make_task("1", "Отчёт", level="school", results=("Справка", "План")))
    school = Scope(school="4")

    tracker.submit("1", school="4", deliverable="Справка")
    assert told(tracker, school)[0][0] == "Отчёт — школа № 4"
    tracker.submit("1", school="4", deliverable="План")
    assert told(tracker, school)[0][0] == "Отчёт — школа № 4 (на проверке)"
    tracker.return_("1", school="4", deliverable="План", note="нет подписи")
    assert told(tracker, school)[0][0] == "Отчёт — школа № 4 (возвращено)"
    assert entries(tracker, school, TODOS)[0].state == "started"
    tracker.submit("1", school="4", deliverable="План")
    tracker.accept("1", school="4")
    (done,) = entries(tracker, school, TODOS)
    assert (done.title, done.state, done.percent) == ("✓ Отчёт — школа № 4", "done", 100)
    assert done.completed is not None
    assert told(tracker)[0][0] == "Отчёт — все школы"
    assert entries(tracker, options=TODOS)[0].percent == 50


def test_a_quantity_counts_as_progress(tracker):
    plan(tracker, make_task("1", results=(deliverable("Обучено", quantity=50),)))
    tracker.submit("1", progress=20)

    assert entries(tracker, options=TODOS)[0].percent == 40


def test_what_is_waived_for_a_school_is_off_in_its_calendar_alone(tracker):
    plan(tracker, make_task("1", "Отчёт", level="school"))
    tracker.waive("1", school="4", note="нет таких классов")

    assert told(tracker, Scope(school="4")) == [("Отменено: Отчёт — школа № 4", date(2023, 1, 25))]
    assert told(tracker, Scope(school="1")) == [("Отчёт — школа № 1", date(2023, 1, 25))]


def test_due_times_that_the_plan_gave_up_are_cancelled_on_their_days(tracker):
    plan(tracker, make_task("1", "Отчёт", level="school", due=deadline("Раз в четверть", every("term"))))
    before = {each.uid: each for each in entries(tracker, Scope(school="4"))}

    tracker.set_task("1", deadline="до 15.03.2023")
    after = {each.uid: each for each in entries(tracker, Scope(school="4"))}
    assert set(before) < set(after)
    assert all(after[uid].state == "cancelled" and after[uid].end == before[uid].end for uid in before)
    assert all(after[uid].sequence > before[uid].sequence for uid in before)
    assert [each.end for each in after.values() if each.state == "open"] == [date(2023, 3, 15)]

    tracker.set_task("1", deadline="раз в четверть")
    again = {each.uid: each for each in entries(tracker, Scope(school="4"))}
    assert all(again[uid].state == "open" and again[uid].sequence > after[uid].sequence for uid in before)


def test_a_deadline_that_lost_its_date_is_cancelled_where_it_stood(tracker):
    plan(tracker, make_task("1", "Отчёт", due=deadline("После ВПР", relative("ВПР 2023", days=3))))
    tracker.set_event("ВПР 2023", date(2023, 3, 15))
    tracker.link_event("1", None, "ВПР 2023")
    dated = entries(tracker)
    assert len(dated) == 2  # a window: it is marked where it opens and where it closes

    tracker.unlink_event("1")
    lost = entries(tracker)
    assert [(each.uid, each.end) for each in lost] == [(each.uid, each.end) for each in dated]
    assert all(each.state == "cancelled" for each in lost)
    assert all(now.sequence > then.sequence for now, then in zip(lost, dated, strict=True))
    (todo,) = entries(tracker, options=TODOS)
    assert (todo.state, todo.end) == ("open", None)


def test_a_school_with_days_of_its_own_keeps_the_identity(tracker):
    plan(tracker, make_task("1", "Отчёт", level="school", due=deadline("На ВПР", reference("ВПР 2023"))))
    tracker.set_event("ВПР 2023", date(2023, 3, 15))
    tracker.link_event("1", None, "ВПР 2023")
    (before,) = entries(tracker, Scope(school="4"))

    tracker.set_event("ВПР 2023", date(2023, 3, 22), school="4")
    (after,) = entries(tracker, Scope(school="4"))
    assert (before.uid, before.end, after.end) == (after.uid, date(2023, 3, 15), date(2023, 3, 22))
    assert after.sequence > before.sequence
    assert told(tracker) == [
        ("Отчёт — все школы", date(2023, 3, 15)),
        ("Отчёт — школа № 4", date(2023, 3, 22)),
    ]
    assert after.uid in {each.uid for each in entries(tracker)}


def test_the_whole_plan_tells_of_school_tasks_before_there_are_schools(tracker):
    plan(tracker, make_task("1", "Отчёт", level="school"), schools=())

    assert told(tracker) == [("Отчёт — все школы", date(2023, 1, 25))]


def test_ages_are_counted_from_the_day_that_is_given(tracker):
    plan(tracker, make_task("1", "Отчёт"), make_task("2", "Сводка"))
    finish(tracker, "1")
    settled = Options(done_days=30)

    assert len(told(tracker, options=settled, today=date(2023, 3, 12))) == 2
    assert told(tracker, options=settled, today=date(2023, 3, 13)) == [("Сводка — Муравлёва К. Д.", date(2023, 1, 25))]
    back = Options(done_days=None, back_days=10)
    assert len(told(tracker, options=back, today=date(2023, 2, 4))) == 2
    assert told(tracker, options=back, today=date(2023, 2, 5))[0][0].startswith("Остались только")
    with pytest.raises(ValueError, match="today"):
        told(tracker, options=settled)


def test_alarms_ring_only_where_asked_and_reminders_are_entries(tracker):
    plan(tracker, make_task("1", "Отчёт"))
    asked = Options(alarms=(timedelta(days=3), timedelta(days=1)), reminders=True, done_days=None)

    assert entries(tracker)[0].alarms == ()
    assert told(tracker, options=asked) == [
        ("Через 3 дня: Отчёт — Муравлёва К. Д.", date(2023, 1, 22)),
        ("Завтра: Отчёт — Муравлёва К. Д.", date(2023, 1, 24)),
        ("Отчёт — Муравлёва К. Д.", date(2023, 1, 25)),
    ]
    finish(tracker, "1")
    (done,) = entries(tracker, options=asked)
    assert done.alarms == ()


def test_the_description_comes_only_where_asked_and_holds_no_phone(tracker):
    plan(
        tracker,
        make_task(
            "3.2",
            "Отчёт",
            level="school",
            due=deadline("До 25 января", by(date(2023, 1, 25))),
            owners=("Муравлёва К. Д.", owner("Директора школ", kind="role")),
            results=("Справка", deliverable("Обучено", quantity=5)),
        ),
        executor={"name": "Кротова З. З.", "phone": "8-(000)-11-22-33"},
    )
    tracker.submit("3.2", school="4", deliverable="Обучено", progress=2, note="см. письмо")

    assert entries(tracker)[0].description == ""
    (full,) = entries(tracker, Scope(school="4"), Options(detail="full", done_days=None))
    assert full.description.splitlines() == [
        "Срок по плану: «До 25 января»",
        "Результат: Справка (ожидается)",
        "Результат: Обучено (ожидается, 2 из 5)",
        "Ответственные: Муравлёва К. Д., Директора школ",
        "Пункт 3.2 плана «План мероприятий на 2023 год» (Комитет по образованию приказ от 25.01.2023 № 17)",
    ]
    everything = "".join(
        each.description + each.title for each in entries(tracker, options=Options(detail="full", done_days=None))
    )
    assert "11-22-33" not in everything
    assert "письмо" not in everything


def test_the_same_fact_has_the_same_identity_in_every_calendar_that_tells_it(tracker):
    plan(tracker, *standard_tasks())
    snapshot = PlanSnapshot.read(tracker)
    whole = snapshot.content(Scope(), EVERYTHING).entries
    owners = snapshot.content(Scope(owner="Муравлёва К. Д."), EVERYTHING).entries
    school = snapshot.content(Scope(school="4"), EVERYTHING).entries

    assert set(owners) <= set(whole)
    assert not {each.uid for each in school} & {each.uid for each in whole}


def test_a_task_that_was_taken_out_of_the_plan_is_cancelled(tracker):
    plan(tracker, make_task("1", "Отчёт", level="school"), make_task("2", "Сводка"))
    before = entries(tracker, Scope(school="4"))
    task = tracker.records()[0].tasks[0].task_id
    with tracker.unit() as unit, unit.entry("amend"):
        unit.writer.change(Task, reading.one(unit.connection, Task, task), removed=True)

    (gone,) = entries(tracker, Scope(school="4"))
    assert (gone.uid, gone.end, gone.state) == (before[0].uid, before[0].end, "cancelled")
    assert gone.sequence > before[0].sequence
    assert sorted(told(tracker)) == [
        ("Отменено: Отчёт — все школы", date(2023, 1, 25)),
        ("Сводка — Муравлёва К. Д.", date(2023, 1, 25)),
    ]


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("Петров И. И. (тел. 2-34-56)", "Петров И. И."),
        ("Петров И. И., моб.: +7 (912) 345 67 89, завуч", "Петров И. И., завуч"),
        ("Петров И. И. 8(39131)5-12-34 доб. 2", "Петров И. И."),
        ("Петров И. И. т.2-34-56, 2-34-57; завуч", "Петров И. И.; завуч"),
        ("Петров И. И. (39131) 5-12-34", "Петров И. И."),
        ("Петров И. И., тел. № 89123456789", "Петров И. И."),
        ("Петров И. И., № 8 (912) 345-67-89", "Петров И. И."),
        ("Петров И. И. 89123456789", "Петров И. И."),
        ("Письмо № 80012345678, тел. 8-912-345-67-89", "Письмо № 80012345678"),
        ("Письмо № 01-12/80012345678-ОД", "Письмо № 01-12/80012345678-ОД"),
        ("Школы 8 10 11 12 13 14", "Школы 8 10 11 12 13 14"),
        ("Приказ № 12345 от 25.01.2023", "Приказ № 12345 от 25.01.2023"),
        ("Отчёт за 2021-2022, 2022-2023, 100000 руб.", "Отчёт за 2021-2022, 2022-2023, 100000 руб."),
    ],
)
def test_a_telephone_number_is_left_out_and_no_other_number(printed, shown):
    assert one_line(printed) == shown


def test_no_calendar_holds_a_telephone_number_that_the_plan_prints(tracker):
    phone = "тел. 8-912-345-67-89"
    hard = make_task(
        "1",
        f"Отчёт ({phone})",
        results=(deliverable(f"Справка, {phone}"),),
        owners=(owner(f"Петров И. И. ({phone})"), owner(phone, kind="role")),
        due=deadline(f"до 25.01.2023 ({phone})", by(date(2023, 1, 25))),
    )
    plan(tracker, hard, title=f"План, {phone}")
    everything = Options(entries="both", detail="full", alarms=(timedelta(days=3),), reminders=True, done_days=None)

    for scope in (Scope(), Scope(owner="Петров И. И. (тел. 8-912-345-67-89)")):
        assert b"912-345" not in to_ics(build(tracker, scope, everything)).replace(b"\r\n ", b"")
    assert told(tracker) == [("Отчёт — Петров И. И.", date(2023, 1, 25))]


def test_a_due_time_that_was_postponed_says_from_which_day(tracker):
    plan(tracker, make_task("1", "Отчёт", level="school", due=deadline("До 25 января", by(date(2023, 1, 25)))))
    tracker.postpone("1", date(2023, 2, 3), school="4", reason="карантин")
    full = Options(detail="full", done_days=None)

    (at_4,) = entries(tracker, Scope(school="4"), full)
    (at_1,) = entries(tracker, Scope(school="1"), full)

    assert at_4.end == date(2023, 2, 3)
    assert at_4.description.splitlines()[:2] == ["Срок по плану: «До 25 января»", "Перенесён с 25.01.2023"]
    assert "Перенесён" not in at_1.description
    assert "карантин" not in at_4.description
