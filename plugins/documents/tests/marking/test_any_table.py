"""Marking as a property: whatever table a plan has, only the column differs, and the plan reads the same."""

from __future__ import annotations

import tempfile
from pathlib import Path

from build import change, docx, p, sdt, table, tc, tr
from hypothesis import given, settings
from hypothesis import strategies as st
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
    without,
)

from vpr_tracker import VprError
from vpr_tracker_documents.marking.writing import write_marks
from vpr_tracker_documents.plan.read import read_docx

NAMES = ["Мероприятие", "Срок", "Ответственный", "Результат"]
MARKS = ["Отметка о выполнении", "Исполнение", "Отметка об исполнении"]
TITLES = ["Провести семинар", "Собрать отчёты школ", "Проверить сайты", "Подготовить приказ о проведении", "Совещание"]
TERMS = ["до 25.01.2023", "март 2023", "постоянно", "1 раз в четверть", "17.02.2023", "в течение года", ""]
OWNERS = ["Методист", "Директор", "Сомова А. И.", "Руководители ШМО", ""]
RESULTS = ["Справка", "Приказ, отчёт", "Протокол\nСписок", "–", ""]
USERS = ["", "", "", "Протокол № 3", "–", "Выполнено"]
WIDTHS = ["", '<w:tcW w:w="1500" w:type="dxa"/>', '<w:tcW w:w="900" w:type="pct"/>', '<w:tcW w:w="0" w:type="auto"/>']


@st.composite
def cells(draw, text, *, alone=True):
    """A cell with this text: plain, in a content control, with a nested table or an empty paragraph more."""
    props = draw(st.sampled_from(WIDTHS))
    form = draw(st.sampled_from(["plain"] * 6 + ["control", "inner control", "nested", "twice"]))
    if form == "control":
        return sdt(tc(text, props=props))
    if form == "inner control":
        return tc(sdt(p(text)), props=props)
    if form == "nested" and alone:
        return tc(p(text), table([["а", "б"]]), p(), props=props)
    return tc(text + ("\n" if form == "twice" else ""), props=props)


@st.composite
def measures(draw, number, marked, *, headed):
    """The rows of one measure: one row, or one torn over two, or two under merged cells."""
    texts = [
        str(number),
        draw(st.sampled_from(TITLES)) + f" {number}",
        *(draw(st.sampled_from(each)) for each in (TERMS, OWNERS, RESULTS)),
    ]
    user = [draw(st.sampled_from(USERS))] if marked else []
    form = draw(st.sampled_from(["row"] * 5 + ["torn", "merged", "control", "inserted", "gap"]))
    made = [draw(cells(text)) for text in texts] + [draw(cells(text)) for text in user]
    if form == "torn":
        rest = ["", "и обсудить итоги", "", "", "", *([""] if marked else [])]
        return [tr(*made), tr(*rest)]
    if form == "merged":
        down = [tc(text, merge="restart") for text in texts[:2]]
        under = [tc("", merge="continue"), tc("", merge="continue"), "до 01.06.2023", "Завуч", "Приказ"]
        return [tr(*down, *made[2:]), tr(*under, *([""] if marked else []))]
    if form == "control":
        return [sdt(tr(*made))]
    if form == "inserted":
        return [tr(*made, props=change("ins"))]
    if form == "gap" and headed and not marked:
        return [tr(*made[:4], props='<w:gridAfter w:val="1"/>')]
    return [tr(*made)]


@st.composite
def plans(draw):
    """A body with one or two tables of a plan, and whether it has a column of execution."""
    marked = draw(st.booleans())
    header = ["№", *NAMES, *([draw(st.sampled_from(MARKS))] if marked else [])]
    body = [tr(*header, props="<w:tblHeader/>")]
    if draw(st.booleans()):
        body.append(tr(*[str(at) for at in range(1, len(header) + 1)]))
    number = 0
    parts = []
    for _table in range(draw(st.integers(1, 2))):
        for _each in range(draw(st.integers(1, 4))):
            if draw(st.integers(0, 4)) == 0:
                body.append(tr(tc(f"Раздел {number + 1}. Работа с кадрами", span=len(header))))
            if draw(st.integers(0, 6)) == 0:
                body.append(tr(*["" for _name in header]))
            if draw(st.integers(0, 6)) == 0:
                body.append(tr("9", "Удалено", *["" for _name in header[2:]], props=change("del")))
            number += 1
            body += draw(measures(number, marked, headed=not parts))
        parts += [table(body, columns=len(header)), p("Продолжение")]
        body = []
    return ["".join(parts)], marked


@settings(max_examples=80)
@given(plans(), st.booleans())
def test_only_the_column_differs_and_the_plan_reads_the_same(plan, replace):
    body, marked = plan
    with tempfile.TemporaryDirectory() as folder:
        path = docx(Path(folder) / "plan.docx", p("План на 2023 год"), *body)
        try:
            before = read_docx(path)
        except VprError:
            return
        done, written = mark_all(path, replace=replace)
        after = read_docx(done)
        assert plan_of(after) == plan_of(before)
        assert written.remarks == ()
        same_but_main(path, done)
        said = marks_of(after)
        assert all(TEXTS[at % 6] in text for at, text in enumerate(said)), said
        if marked:
            same_but_last_cells(path, done)
        else:
            only_the_column_is_new(path, done)


def same_but_last_cells(path, done):
    old, new = root(path), root(done)
    for (old_row, old_cells), (new_row, new_cells) in zip(rows(old), rows(new), strict=True):
        assert len(old_cells) == len(new_cells)
        pairs = list(zip(old_cells, new_cells, strict=True))
        if len(old_cells) == 6 and text_of(old_cells[-1]) not in MARKS:
            pairs.pop()
        assert [canonical(one) for one, _other in pairs] == [canonical(other) for _one, other in pairs]
        assert canonical(without(old_row, "tc", "sdt")) == canonical(without(new_row, "tc", "sdt"))
    assert canonical(without(old, "tbl")) == canonical(without(new, "tbl"))


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=60))
def test_a_mark_may_say_anything(text):
    """Names of schools stand in marks: whatever they hold, the file can be read, and says all that XML can hold."""
    with tempfile.TemporaryDirectory() as folder:
        path = docx(
            Path(folder) / "plan.docx",
            p("План на 2023 год"),
            table([["№", *NAMES], ["1", *TITLES[:1], *TERMS[:1], "", ""]]),
        )
        written = write_marks(path, path.read_bytes(), {(1, 2): [("1", f"Исполнено частично ({text})")]})
        done = Path(folder) / "done.docx"
        done.write_bytes(written.data)
        said = text_of(root(done))
        assert plan_of(read_docx(done))[1] == plan_of(read_docx(path))[1]
        kept = "".join(letter for letter in text if letter.isprintable() and letter not in "\ufffe\uffff")
        assert all(letter in said for letter in kept)
