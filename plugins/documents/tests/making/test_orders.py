"""Orders and protocols: who (in the dative) does what by when."""

from __future__ import annotations

from datetime import date

import pytest
from papers import SAID, root, text, world
from tests.factories import by, deadline, make_draft, make_task, owner

from vpr_tracker import BadInput, NotFound, UsageError
from vpr_tracker_documents.kinds.due_words import by_when
from vpr_tracker_documents.kinds.order import does
from vpr_tracker_documents.kinds.people import listed


def test_an_order_says_who_does_what_by_when(vpr):
    (order,) = vpr.make("order", tasks=("1", "3", "14"), number="21")

    told = text(order)
    assert "№ 21" in told
    assert "Об исполнении плана мероприятий по профилактике школьной неуспешности на основе ВПР 2023" in told
    assert "утверждённого приказом комитета по образованию от 25 января 2023 г. № 13" in told
    assert (
        "1. Ответственным за проведение ВПР, руководителям школьных методических объединений, учителям-предметникам "
        "изучить итоги осенних ВПР 2022 года" in told
    )
    assert "Срок – до 25 января 2023 г.\n" in told
    assert "2. Вересовой И. К., Лебединской Т. Р. выполнить мероприятие «Совещание директоров школ». Срок – 17" in told
    assert "Срок – март 2023." in told
    assert "4. Контроль за исполнением приказа оставляю за собой." in told


def test_who_controls_stands_in_the_accusative(vpr):
    (order,) = vpr.make("order", tasks=("2",), controller="заместитель председателя комитета, Жаворонкова Ю. П.")

    assert "возложить на заместителя председателя комитета Жаворонкову Ю. П." in text(order)


@pytest.mark.parametrize(
    ("printed", "said"),
    [
        ("03.12.2025, 04.02.2026", "3 декабря 2025 г., 4 февраля 2026 г."),
        ("С 01.02.2023 г. по 3.03.2023г", "с 1 февраля 2023 г. по 3 марта 2023 г."),
        ("01.02.2023–03.03.2023 года", "1 февраля 2023 г.–3 марта 2023 г."),
        ("по графику от 31.02.2023", "по графику от 31.02.2023"),
        ("Январь - апрель", "январь – апрель"),
        ("п. 1.2.2023.5", "п. 1.2.2023.5"),
        ("По планам ММО\nМай, август", "по планам ММО, май, август"),
        ("По планам ММО Май, август", "по планам ММО, май, август"),
        ("Сентябрь – Май", "сентябрь – май"),
        ("До 1 февраля;\nДо 1 мая", "до 1 февраля, до 1 мая"),
        ("Согласно плану\nМинистерства образования", "согласно плану Министерства образования"),
    ],
)
def test_days_in_figures_are_said_in_words(printed, said):
    task = make_task("1", "Провести", due=deadline(printed))

    assert by_when(task).replace("\u00a0", " ") == said


def test_an_order_needs_chosen_tasks(vpr):
    with pytest.raises(UsageError) as caught:
        vpr.make("order")
    assert "--task" in (caught.value.hint or "")


def test_tasks_that_are_not_there_are_all_named(vpr):
    with pytest.raises(NotFound) as caught:
        vpr.make("order", tasks=("1", "99", "98"))
    assert "99" in caught.value.message
    assert "98" in caught.value.message
    assert "9.1" in (caught.value.hint or "")


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Провести совещание", "провести совещание"),
        ("ВПР: провести сверку", "выполнить мероприятие «ВПР: провести сверку»"),
        ("Совещание директоров.", "выполнить мероприятие «Совещание директоров»"),
        ("Проверить сайты школ;", "проверить сайты школ"),
    ],
)
def test_a_title_with_a_verb_is_taken_as_it_is_and_another_one_is_quoted(title, said):
    assert does(make_task("1", title)).replace("\u00a0", " ") == said


def test_an_order_that_comes_after_its_items_were_due_is_remarked_and_made(vpr, monkeypatch):
    monkeypatch.setenv("VPR_LANG", "en")

    (order,) = vpr.make("order", tasks=("1", "3", "14"), dated=date(2023, 2, 10))
    assert "ПРИКАЗЫВАЮ" in text(order)
    (remark,) = vpr.remarks
    assert "dated 10.02.2023" in remark
    assert "1 (25.01.2023)" in remark
    assert "14" not in remark.partition(":")[2].replace("14.02", "")

    vpr.remarks.clear()
    vpr.make("order", tasks=("1",), dated=date(2023, 1, 25))
    assert vpr.remarks == []


def test_a_role_that_controls_is_not_told_to_do_it(tmp_path):
    task = make_task(
        "1", "Обучить наблюдателей", owners=(owner("Муравлёва К. Д."), owner("Ольхин П. С.", duty="controls"))
    )
    with world(make_draft([task]), tmp_path) as made:
        (order,) = made.make("order", tasks=("1",))

    assert "Муравлёвой К. Д. обучить наблюдателей." in text(order)
    assert "Ольхин" not in text(order)


def test_a_printed_deadline_that_is_more_than_a_day_is_told_in_its_own_words(tmp_path):
    due = deadline("Весна 2023, накануне экзамена", by(None))
    with world(
        make_draft([make_task("1", "Обучить", due=due.model_copy(update={"needs_review": True}))]), tmp_path
    ) as made:
        (order,) = made.make("order", tasks=("1",))

    assert "Срок – весна 2023, накануне экзамена." in text(order)


def test_a_protocol_of_tasks_has_an_agenda_and_decisions(vpr):
    (protocol,) = vpr.make("protocol", tasks=("2", "3"))

    told = text(protocol)
    assert "1. О выполнении мероприятия 2 плана «Свести аналитические справки" in told
    assert "2.1. Вересовой И. К., Лебединской Т. Р. выполнить мероприятие" in told
    assert told.index("ПОВЕСТКА ДНЯ") < told.index("СЛУШАЛИ") < told.index("РЕШИЛИ")


def test_a_protocol_tells_what_was_said(vpr):
    (protocol,) = vpr.make("protocol", said=vpr.file("said.toml", SAID), tasks=("2",))

    told = text(protocol)
    assert "совещания руководителей школ" in told
    assert "17 февраля 2023 г." in told
    assert "Кедрова А. Б., Рябинин В. Г." in told
    assert "Лебединская Т. Р. – Доложено о готовности." in told
    assert "1.1. Руководителям школ завершить подготовку. Срок – до 10 марта 2023 г." in told
    assert "2.1. Муниципальному координатору" in told


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        ("[meeting]\ndate = '17.02.2023'", "meeting.date"),
        ("[[items]]\ntopik = 'a'", "items[1].topik"),
        ("[[items]]\ntopic = ''", "items[1].topic"),
        ("[[items]]\ntopic = 'a'\ndecided = [{who = 'b'}]", "items[1].decided[1].what"),
        ("[[items]]\ntopic = 'a'\nspoke = [{who = 'b', said = 5}]", "items[1].spoke[1].said"),
        ("meeting = 5", "meeting"),
    ],
)
def test_a_file_that_is_not_understood_is_named_with_the_place(vpr, file, problem):
    with pytest.raises(BadInput) as caught:
        vpr.make("protocol", said=vpr.file("said.toml", file))
    assert any(each.startswith(problem) for each in caught.value.problems), caught.value.problems


@pytest.mark.parametrize("file", [b"a = ", b"\xff\xfe", b"[meeting"])
def test_a_file_that_is_no_toml_is_refused(vpr, file):
    with pytest.raises(BadInput, match="TOML"):
        vpr.make("protocol", said=vpr.file("said.toml", file))
    with pytest.raises(NotFound):
        vpr.make("protocol", said=vpr.folder / "none.toml")


def test_the_example_of_the_file_in_the_code_is_right(vpr):
    from textwrap import dedent

    from vpr_tracker_documents.kinds import said

    example = dedent((said.__doc__ or "").partition("::\n")[2])
    (protocol,) = vpr.make("protocol", said=vpr.file("example.toml", example))

    assert "В школе № 4 всё готово." in text(protocol)


def test_a_protocol_needs_tasks_or_what_was_said(vpr):
    with pytest.raises(UsageError, match=r"protocol|протокол"):
        vpr.make("protocol")
    with pytest.raises(NotFound):
        vpr.make("protocol", said=vpr.file("said.toml", "[[items]]\ntask = '77'"))


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Анализ раздела «Аналитика»", "выполнить мероприятие «Анализ раздела «Аналитика»"),
        ("«Горячая линия» по ВПР", "выполнить мероприятие «Горячая линия» по ВПР»"),
        ("Анализ «итогов» года", "выполнить мероприятие «Анализ «итогов» года»"),
    ],
)
def test_equal_quotation_marks_do_not_meet(title, said):
    assert does(make_task("1", title)).replace("\u00a0", " ") == said


def test_who_signs_a_protocol_stands_with_initials_first(vpr):
    path = vpr.folder / "signing.toml"
    path.write_text(SAID, encoding="utf-8")

    (protocol,) = vpr.make("protocol", said=path)

    told = text(protocol)
    assert "Вересова И. К." in told
    assert "И. К. Вересова" in told
    assert "Т. Р. Лебединская" in told


def test_the_dash_behind_the_word_of_a_deadline_begins_no_line(vpr):
    (order,) = vpr.make("order", tasks=("1", "3"))

    assert "".join(root(order).itertext()).count("Срок\u00a0– ") == 2


def test_roles_in_a_row_begin_small_but_the_first():
    owners = [owner(name, kind="role") for name in ("Руководители ММО", "Методист ИМЦ", "Учителя")]

    assert listed(owners) == "Руководители ММО, методист ИМЦ, учителя"
    assert listed(owners, within=True) == "руководители ММО, методист ИМЦ, учителя"
