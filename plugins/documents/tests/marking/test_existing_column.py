"""A plan with a column of execution gets its marks there: only those cells differ."""

from __future__ import annotations

import pytest
from build import change, deleted, docx, ins, p, r, sdt, table, tc, tr
from marking_facts import TEXTS, W, canonical, mark_all, marks_of, plan_of, root, rows, same_but_main, text_of

from vpr_tracker_documents.plan.read import read_docx

HEADING = "План мероприятий на 2023 год"
MARK = "Отметка о выполнении"
HEADER = ["№", "Мероприятие", "Срок", "Ответственный", "Результат", MARK]
DOWN = tc("", merge="continue")
PROMPT = "<w:showingPlcHdr/>"
BOUND = '<w:dataBinding w:xpath="/a" w:storeItemID="{0}"/>'


def start(text: str) -> str:
    return tc(text, merge="restart")


def row(number: int, mark: str = "") -> list[str]:
    return [str(number), f"Провести семинар {number}", "до 25.01.2023", "Методист", "Справка", mark]


AWKWARD = {
    "empty": [HEADER, row(1), row(2)],
    "column in the middle": [
        ["№", "Мероприятие", MARK, "Срок", "Ответственный", "Результат"],
        ["1", "Провести семинар", "", "до 25.01.2023", "Методист", "Справка"]],
    "dash": [HEADER, row(1, "–"), row(2, "-")],
    "control in the cell": [HEADER, row(1, tc(sdt(p("")))), row(2)],
    "prompt in the cell": [HEADER, row(1, tc(sdt(p("Введите"), PROMPT))), row(2, tc(p(sdt(r("Введите"), PROMPT))))],
    "prompt around the cell": [HEADER, row(1, sdt(tc("Введите"), PROMPT)), row(2)],
    "bound control around the cell": [HEADER, row(1, sdt(tc(""), BOUND)), row(2, sdt(tc(""), "<w:text/>" + BOUND))],
    "control around the row": [HEADER, sdt(tr(*row(1))), row(2)],
    "changes": [HEADER, row(1, tc(p(deleted("Выполнено")))), tr(*row(7), props=change("del")), row(2)],
    "torn": [HEADER, ["1", "Провести семинар для", "до 25.01.2023", "Методист", "Справка", ""],
             ["", "руководителей школ", "", "", "", ""], row(2)],
    "torn, mark merged down": [HEADER,
                               [start("1"), start("Семинар"), "до 25.01.2023", "Методист", "Справка", start("")],
                               [DOWN, DOWN, "до 25.02.2023", "Завуч", "Приказ", DOWN], row(2)],
    "header of two rows": [
        [start("№"), start("Мероприятие"), tc("Сроки", span=2), start("Ответственный"), start(MARK)],
        [DOWN, DOWN, "начало", "окончание", DOWN, DOWN],
        ["1", "Семинар", "10.01.2023", "25.01.2023", "Методист", ""]],
    "counted columns": [HEADER, ["1", "2", "3", "4", "5", "6"], row(1), row(2)],
    "sections": [HEADER, [tc("Раздел I. Организация", span=6)], row(1), [tc("Раздел II. Контроль", span=6)], row(2)],
    "bookmark over cells": [HEADER, row(1, tc(p('<w:bookmarkStart w:id="1" w:name="а"/>'))),
                            row(2, tc(p('<w:bookmarkEnd w:id="1"/>')))],
}  # fmt: skip


@pytest.mark.parametrize("name", AWKWARD)
@pytest.mark.parametrize("replace", [False, True])
def test_only_the_cells_of_the_column_differ(name, replace, tmp_path):
    path = docx(tmp_path / "plan.docx", p(HEADING), table(AWKWARD[name], columns=6), p("Исполнитель"))
    marked, written = mark_all(path, replace=replace)
    before, after = read_docx(path), read_docx(marked)
    assert written.remarks == ()
    assert plan_of(after) == plan_of(before)
    assert marks_of(after) == [TEXTS[at] for at in range(len(before.tasks))]
    same_but_main(path, marked)
    same_without_marks(path, marked)


def same_without_marks(path, marked):
    """The main part is the same but for the cells of the column (and a content control right around one)."""
    old, new = (blanked(root(each)) for each in (path, marked))
    assert canonical(old) == canonical(new)


def blanked(tree):
    place = None
    for row_element, cells in list(rows(tree)):
        texts = [text_of(cell) for cell in cells]
        # Counted from the end: a header may have fewer cells than the rows under it.
        place = texts.index(MARK) - len(texts) if MARK in texts else place
        if place is None or MARK in texts or len(cells) < 5:
            continue
        cell = cells[place]
        holder = cell.getparent()
        if holder.tag == W + "sdtContent" and len(cells) == 6 and len(list(holder)) == 1:
            cell = holder.getparent()
        row_of = cell.getparent()
        assert row_of is row_element or row_of.tag == W + "sdtContent"
        cell.addprevious(row_element.makeelement(W + "tc"))
        row_of.remove(cell)
    return tree


@pytest.mark.parametrize(
    "header",
    ["Отметка о выполнении", "Отметка об исполнении", "Исполнение", "Выполнение", "Отметка", "Выполнено",
     "Информация об исполнении", "Фактическое исполнение", "Ход исполнения", "Отметка о вы-\nполнении"],
)  # fmt: skip
def test_a_column_is_known_by_what_its_header_means(header, tmp_path):
    path = docx(tmp_path / "plan.docx", p(HEADING), table([[*HEADER[:5], header], row(1), row(2)], columns=6))
    marked, _written = mark_all(path)
    assert [len(cells) for _row, cells in rows(root(marked))] == [6, 6, 6]
    assert [text_of(cells[-1]) for _row, cells in rows(root(marked))][1:] == list(TEXTS[:2])


@pytest.mark.parametrize("header", ["Примечание", "Место проведения", "Срок исполнения отчёта", "Участники"])
def test_another_column_is_left_alone(header, tmp_path):
    path = docx(tmp_path / "plan.docx", p(HEADING), table([[*HEADER[:5], header], row(1, "актовый зал")], columns=6))
    marked, _written = mark_all(path)
    assert [text_of(cells[-1]) for _row, cells in rows(root(marked))] == [MARK, TEXTS[0]]
    assert plan_of(read_docx(marked)) == plan_of(read_docx(path))


def test_what_stood_in_the_column_stays_above_the_mark(tmp_path):
    filled = tc(p("Протокол ", ins(r("№ 3")), deleted("№ 2")))
    path = docx(tmp_path / "plan.docx", p(HEADING), table([HEADER, row(1, filled), row(2, "Выполнено")], columns=6))
    marked, _written = mark_all(path)
    assert marks_of(read_docx(marked)) == [f"Протокол № 3\n{TEXTS[0]}", f"Выполнено\n{TEXTS[1]}"]
    replaced, _written = mark_all(path, replace=True)
    assert marks_of(read_docx(replaced)) == list(TEXTS[:2])


def test_marking_twice_is_marking_once(tmp_path):
    path = docx(tmp_path / "plan.docx", p(HEADING), table([HEADER, row(1), row(2, "Протокол")], columns=6))
    once, _written = mark_all(path)
    twice, _written = mark_all(once)
    assert once.read_bytes() == twice.read_bytes()


def test_a_cell_over_several_measures_names_each(tmp_path):
    body = [HEADER, [*row(1)[:5], start("")], [*row(2)[:5], DOWN], row(3)]
    path = docx(tmp_path / "plan.docx", p(HEADING), table(body, columns=6))
    marked, _written = mark_all(path)
    assert text_of(list(rows(root(marked)))[1][1][-1]) == f"1: {TEXTS[0]}\n2: {TEXTS[1]}"
    assert plan_of(read_docx(marked)) == plan_of(read_docx(path))


def test_a_measure_whose_row_has_no_cell_in_the_column_is_named(tmp_path):
    body = [HEADER, row(1), tr(*row(2)[:4], tc("Справка", span=2)), row(3)]
    path = docx(tmp_path / "plan.docx", p(HEADING), table(body, columns=6))
    marked, written = mark_all(path)
    assert len(written.remarks) == 1
    assert "2" in written.remarks[0]
    assert TEXTS[1] in written.remarks[0]
    assert plan_of(read_docx(marked)) == plan_of(read_docx(path))


def test_an_unmarked_measure_is_left_alone(tmp_path):
    from vpr_tracker_documents.marking.writing import write_marks

    path = docx(tmp_path / "plan.docx", p(HEADING), table([HEADER, row(1), row(2)], columns=6))
    written = write_marks(path, path.read_bytes(), {(1, 3): [("2", "На проверке")]})
    marked = tmp_path / "marked.docx"
    marked.write_bytes(written.data)
    assert marks_of(read_docx(marked)) == ["", "На проверке"]


def test_the_same_marks_give_the_same_bytes(tmp_path):
    path = docx(tmp_path / "plan.docx", p(HEADING), table(AWKWARD["sections"], columns=6))
    first, _written = mark_all(path)
    data = first.read_bytes()
    second, _written = mark_all(path)
    assert second.read_bytes() == data


def test_a_signed_file_is_remarked(tmp_path):
    signature = {"_xmlsignatures/origin.sigs": b"", "_xmlsignatures/sig1.xml": b"<Signature/>"}
    path = docx(tmp_path / "plan.docx", p(HEADING), table([HEADER, row(1)], columns=6), extra=signature)
    marked, written = mark_all(path)
    assert len(written.remarks) == 1
    same_but_main(path, marked)
