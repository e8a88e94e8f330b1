"""A plan without a column of execution gets one: the grid, the header, wide cells, and nothing else."""

from __future__ import annotations

import pytest
from build import change, deleted, docx, ins, p, r, sdt, style, table, tc, tr
from marking_facts import (
    TEXTS,
    canonical,
    mark_all,
    marks_of,
    only_the_column_is_new,
    plan_of,
    root,
    rows,
    same_but_main,
    text_of,
)

from vpr_tracker_documents.plan.read import read_docx

HEADER = ["№", "Мероприятие", "Срок", "Ответственный", "Результат"]
DOWN = tc("", merge="continue")
HEADING = "План мероприятий на 2023 год"
FIRST = ["1", "Провести семинар", "до 25.01.2023", "Методист", "Справка"]
SECOND = ["2", "Собрать отчёты школ", "март 2023", "Директор", "Отчёт"]
THIRD = ["3", "Проверить сайты", "до 25.05.2023", "Завуч", "Приказ"]


def start(text: str) -> str:
    return tc(text, merge="restart")


AWKWARD = {
    "plain": [HEADER, FIRST, SECOND],
    "merged down": [HEADER, [start("1"), start("Семинар"), "до 25.01.2023", start("Методист"), "Справка"],
                    [DOWN, DOWN, "до 01.03.2023", DOWN, "Приказ"], SECOND],
    "owner over several tasks": [HEADER, [*FIRST[:3], start("Методист"), "Справка"], [*SECOND[:3], DOWN, "Отчёт"]],
    "last column merged down": [HEADER, [*FIRST[:4], start("Справка")], [*SECOND[:4], DOWN], THIRD],
    "sections over the table": [HEADER, [tc("Раздел I. Организация", span=5)], FIRST,
                                [tc("Раздел II. Контроль", span=5)], SECOND],
    "numbered sections": [HEADER, ["I", tc("Организация работы", span=4)], FIRST, SECOND],
    "merged across the old way": [
        HEADER,
        tr(tc("Раздел I. Организация", props='<w:hMerge w:val="restart"/>'),
           *[tc("", props='<w:hMerge w:val="continue"/>') for _each in range(4)]), FIRST],
    "header of two rows": [
        [start("№"), start("Мероприятие"), tc("Сроки", span=2), start("Ответственный")],
        [DOWN, DOWN, "начало", "окончание", DOWN],
        ["1", "Семинар", "10.01.2023", "25.01.2023", "Методист"],
        ["2", "Отчёт", "01.03.2023", "31.03.2023", "Директор"]],
    "counted columns": [HEADER, ["1", "2", "3", "4", "5"], FIRST, SECOND],
    "header printed again": [HEADER, FIRST, HEADER, SECOND],
    "torn row": [HEADER, ["1", "Провести семинар для", "до 25.01.2023", "Методист", "Справка"],
                 ["", "руководителей школ", "", "", ""], SECOND],
    "title row": [[tc("ПЛАН РАБОТЫ", span=5)], HEADER, FIRST, SECOND],
    "row in a control": [HEADER, sdt(tr(*FIRST)), SECOND],
    "cell in a control": [HEADER, [*FIRST[:4], sdt(tc("Справка"))], [sdt(tc("2")), *SECOND[1:]]],
    "several controls": [HEADER, sdt(sdt(tr(*FIRST)) + tr(*SECOND)), THIRD],
    "prompts": [HEADER, [*FIRST[:4], sdt(tc("Введите текст"), "<w:showingPlcHdr/>")], SECOND],
    "changes": [HEADER, tr(*FIRST, props=change("ins")), tr(*THIRD, props=change("del")),
                ["2", tc(p("Собрать ", ins(r("отчёты")), deleted("справки"))), *SECOND[2:]]],
    "deleted cell": [HEADER, tr(*FIRST[:4], tc("Справка"), tc("нет", props=change("cellDel")))],
    "nested table": [HEADER, ["1", tc(p("Семинар"), table([["а", "б"], ["в", "г"]]), p()), *FIRST[2:]], SECOND],
    "gap behind": [HEADER, tr(*FIRST[:4], props='<w:gridAfter w:val="1"/><w:wAfter w:w="1000" w:type="dxa"/>'), SECOND],
    "gap before": [HEADER, tr("Семинар для всех", *FIRST[2:], props='<w:gridBefore w:val="1"/>'), SECOND],
    "total row": [HEADER, FIRST, SECOND, [tc("Итого: 2 мероприятия", span=3), "", ""]],
    "empty row": [HEADER, FIRST, ["", "", "", "", ""], SECOND],
    "unnumbered": [HEADER, FIRST, ["", "Проверка сайтов школ", "апрель 2023", "Завуч", "Справка"], SECOND],
}  # fmt: skip


@pytest.mark.parametrize("name", AWKWARD)
def test_a_column_is_added_and_nothing_else_changes(name, tmp_path):
    path = docx(tmp_path / "plan.docx", p(HEADING), table(AWKWARD[name], columns=5), p("Исполнитель"), title="План")
    marked, written = mark_all(path)
    before, after = read_docx(path), read_docx(marked)
    assert plan_of(after) == plan_of(before)
    assert written.remarks == ()
    assert marks_of(after) == [TEXTS[at % 6] for at in range(len(before.tasks))]
    same_but_main(path, marked)
    only_the_column_is_new(path, marked)


def test_every_row_covers_the_new_grid(tmp_path):
    for name, body in AWKWARD.items():
        path = docx(tmp_path / f"{name}.docx", p(HEADING), table(body, columns=5))
        marked, _written = mark_all(path)
        old = [width(row, cells) for row, cells in rows(root(path))]
        new = [width(row, cells) for row, cells in rows(root(marked))]
        assert new == [each + 1 for each in old], name


def width(row, cells):
    def number(element, tag):
        found = next(element.iter("{*}" + tag), None)
        return 0 if found is None else int(next(iter(found.attrib.values())))

    properties = next(row.iterchildren("{*}trPr"), None)
    gaps = sum(number(properties, tag) for tag in ("gridBefore", "gridAfter")) if properties is not None else 0
    return gaps + sum(max(number(cell[0], "gridSpan"), 1) if len(cell) else 1 for cell in cells)


def test_several_tables_under_headings_of_months_are_all_marked(tmp_path):
    body = [HEADER[1:], ["Семинар", "10", "Методист", "Справка"], ["Отчёты", "25", "Директор", "Отчёт"]]
    path = docx(
        tmp_path / "plan.docx", p("План на 2023 год"), p("Январь"), table(body, columns=4), p("Февраль"),
        table([*body[1:]], columns=4),
    )  # fmt: skip
    marked, _written = mark_all(path)
    assert plan_of(read_docx(marked)) == plan_of(read_docx(path))
    assert len([text for text in marks_of(read_docx(marked)) if text]) == len(read_docx(path).tasks)


def test_a_table_in_a_control_is_marked(tmp_path):
    path = docx(tmp_path / "plan.docx", p(HEADING), sdt(table([HEADER, FIRST, SECOND], columns=5)))
    marked, _written = mark_all(path)
    assert marks_of(read_docx(marked)) == list(TEXTS[:2])
    assert plan_of(read_docx(marked)) == plan_of(read_docx(path))


def test_a_table_that_goes_on_without_a_header_is_marked_too(tmp_path):
    path = docx(
        tmp_path / "plan.docx", p(HEADING), table([HEADER, FIRST, SECOND], columns=5), p("продолжение"),
        table([THIRD, ["4", "Подвести итоги", "июнь 2023", "Методист", "Справка"]], columns=5),
    )  # fmt: skip
    marked, _written = mark_all(path)
    assert marks_of(read_docx(marked)) == list(TEXTS[:4])
    assert plan_of(read_docx(marked)) == plan_of(read_docx(path))


def test_the_count_of_columns_goes_on(tmp_path):
    path = docx(tmp_path / "plan.docx", p(HEADING), table(AWKWARD["counted columns"], columns=5))
    marked, _written = mark_all(path)
    assert [text_of(cells[-1]) for _row, cells in rows(root(marked))][:2] == ["Отметка о выполнении", "6"]


def test_a_mark_looks_like_its_neighbours(tmp_path):
    looks = '<w:rFonts w:ascii="PT Astra Serif"/><w:b/><w:sz w:val="20"/>'
    cell = tc(p(r("Справка", looks + "<w:strike w:val=\"0\"/>"), props='<w:spacing w:after="0"/><w:jc w:val="both"/>'),
              props='<w:tcBorders><w:right w:val="single"/></w:tcBorders><w:vAlign w:val="center"/>')  # fmt: skip
    path = docx(tmp_path / "plan.docx", p(HEADING), table([HEADER, [*FIRST[:4], cell]], columns=5))
    marked, _written = mark_all(path)
    new = [cells[-1] for _row, cells in rows(root(marked))][1]
    found = [
        canonical(each).decode()
        for tag in ("rPr", "spacing", "jc", "tcBorders", "vAlign")
        for each in new.iter("{*}" + tag)
    ]
    assert "PT Astra Serif" in found[0]
    assert "<w:strike" not in found[0]
    assert all(part in "".join(found) for part in ('w:after="0"', "both", "w:right", "center"))


def test_a_mark_takes_no_number_heading_or_struck_text_from_its_neighbour(tmp_path):
    styles = style("Список", ppr='<w:numPr><w:numId w:val="1"/></w:numPr>') + style("Заголовок 1")
    cells = [tc(p(r("Справка", "<w:strike/><w:vanish/>"), style=name, num=number)) for name, number in
             (("Список", None), ("Заголовок 1", None), (None, (1, 0)))]  # fmt: skip
    path = docx(
        tmp_path / "plan.docx", p(HEADING),
        table([HEADER, *([str(at), *FIRST[1:4], cell] for at, cell in enumerate(cells, 1))], columns=5),
        styles=styles,
    )  # fmt: skip
    marked, _written = mark_all(path)
    new = [cells[-1] for _row, cells in rows(root(marked))][1:]
    assert all(not list(cell.iter("{*}numPr", "{*}pStyle", "{*}strike", "{*}vanish")) for cell in new)
    assert marks_of(read_docx(marked)) == list(TEXTS[:3])


@pytest.mark.parametrize(("columns", "page", "room"), [(5, 16838, 14570), (5, 11906, 9638)])
def test_the_table_still_fits_the_page(columns, page, room, tmp_path):
    widths = [600, 4000, 1800, 2000, room - 8400]
    body = [[tc(text, props=f'<w:tcW w:w="{width}" w:type="dxa"/>') for text, width in zip(line, widths, strict=True)]
            for line in (HEADER, FIRST, SECOND)]  # fmt: skip
    made = table(body, columns=5).replace(
        '<w:gridCol w:w="1000"/>' * 5, "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    )
    margins = '<w:pgMar w:left="1134" w:right="1134"/>'
    section = f'<w:p><w:pPr><w:sectPr><w:pgSz w:w="{page}" w:h="10000"/>{margins}</w:sectPr></w:pPr></w:p>'
    path = docx(tmp_path / "plan.docx", p(HEADING), made, section)
    marked, _written = mark_all(path)
    for _row, cells in rows(root(marked)):
        stated = [
            int(each.get("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}w"))
            for cell in cells
            for each in cell.iter("{*}tcW")
        ]
        assert len(stated) == 6
        assert abs(sum(stated) - room) <= 6
    grid = [int(next(iter(each.attrib.values()))) for each in root(marked).iter("{*}gridCol")]
    assert abs(sum(grid) - room) <= 6


def test_a_narrow_table_grows_into_the_free_room_and_keeps_its_widths(tmp_path):
    body = [[tc(text, props='<w:tcW w:w="1200" w:type="dxa"/>') for text in line] for line in (HEADER, FIRST)]
    path = docx(tmp_path / "plan.docx", p(HEADING), table(body, columns=5))
    marked, _written = mark_all(path)
    for (_old, before), (_new, after) in zip(rows(root(path)), rows(root(marked)), strict=True):
        assert [canonical(cell) for cell in before] == [canonical(cell) for cell in after[:-1]]
