"""Tables that fill registers and notes: columns by their headers, single people left out, shares judged."""

from __future__ import annotations

import io
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from papers import DIFFICULTIES, rows, text

from vpr_tracker import BadInput, NotFound, VprError
from vpr_tracker_documents.tables.columns import folded, read_records
from vpr_tracker_documents.tables.difficulties import DIFFICULTIES as COLUMNS
from vpr_tracker_documents.tables.difficulties import judged, number
from vpr_tracker_documents.tables.marks import MARKS


def workbook(**sheets):
    book = Workbook()
    book.remove(book.active)
    for name, lines in sheets.items():
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


MARK_LINES = [
    ["ВПР 2026 Математика 4 класс"],
    ["Группы участников", "Кол-во участников", "2", "3", "4", "5"],
    ["Вся выборка", 1_000_000, 3.1, 26.9, 45, 25],
    ["Школа № 4", 40, 5, 35, 40, 20],
    ["Школа № 1", 30, 10, 30, 40, 20],
]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_csv_is_read_in_any_usual_spelling(vpr, encoding, separator):
    data = DIFFICULTIES.replace("54,2", "54.2").replace(";", separator).encode(encoding)

    records = read_records(vpr.file("t.csv", data), COLUMNS, vpr.remarks.append)

    assert [(each["subject"], each["task"], each["school"]) for each in records] == [
        ("Русский язык", "4К1", "54.2"), ("Математика", "7", "31"),
    ]  # fmt: skip


def test_a_workbook_is_read_with_lines_above_its_header_and_in_any_sheet(vpr):
    data = workbook(
        Титул=[["Реестр"]],
        Лист=[["Реестр затруднений"], [], ["№ задания", "Класс", "Предмет", "% ОО"], ["7", 5, "Математика", 31.5]],
    )

    (record,) = read_records(vpr.file("t.xlsx", data), COLUMNS, vpr.remarks.append)

    assert (record["subject"], record["grade"], record["task"], record["school"]) == ("Математика", "5", "7", "31,5")


def test_columns_about_single_people_are_left_out_and_told(vpr):
    lines = "Предмет;Класс;№ задания;Код участника;Учитель;Кол-во учащихся;Особое\nМатематика;5;7;4001;Ясенев;12;a"

    (record,) = read_records(vpr.file("t.csv", lines), COLUMNS, vpr.remarks.append)

    assert "Ясенев" not in record.values()
    assert len(vpr.remarks) == 4
    assert [("учеников" in line or "pupils" in line) for line in vpr.remarks] == [True, True, False, False]


def test_a_table_without_the_headers_is_refused_with_those_that_are_needed(vpr):
    with pytest.raises(BadInput) as caught:
        read_records(vpr.file("t.csv", "а;б\n1;2"), COLUMNS, vpr.remarks.append)
    assert (caught.value.hint or "").split(": ")[1].startswith("Предмет, Класс, № задания")


@pytest.mark.parametrize("data", [b"PK\x03\x04torn", b"\xd0\xcf\x11\xe0old", b"\x98\xff", b"%PDF-1.4"])
def test_what_is_no_table_is_refused(vpr, data):
    with pytest.raises(BadInput):
        read_records(vpr.file("t.bin", data), COLUMNS, vpr.remarks.append)
    with pytest.raises(NotFound):
        read_records(vpr.folder / "none.csv", COLUMNS, vpr.remarks.append)


@given(st.binary(max_size=300))
@settings(max_examples=60)
def test_any_bytes_are_read_or_refused(tmp_path_factory, data):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(data)
    with suppress(VprError):
        assert isinstance(read_records(path, COLUMNS, lambda _line: None), list)


@pytest.mark.parametrize(
    ("level", "share", "status"),
    [
        ("Б", "60", "достаточный"), ("базовый", "59,9 %", "пограничный"), ("Б", "57", "пограничный"),
        ("Б", "56.9", "недостаточный"), ("П", "30", "достаточный"), ("В", "28,5", "пограничный"),
        ("повышенный", "28", "недостаточный"), ("", "50", ""), ("Б", "", ""), ("Б", "много", ""),
    ],
)  # fmt: skip
def test_a_share_is_judged_by_the_level_of_the_task(level, share, status):
    record = dict.fromkeys(("status", "school", "level"), "") | {"level": level, "school": share}
    assert judged(record) == status
    assert judged(record | {"status": "снято"}) == "снято"


def test_a_number_is_read_as_people_write_it():
    assert [number(text) for text in ("57,5 %", "100", " 3.25%", "−1", "1 000", "")] == [
        57.5,
        100.0,
        3.25,
        None,
        None,
        None,
    ]


def test_headers_are_compared_without_signs_and_case():
    assert folded("№ задания") == folded("  № ЗАДАНИЯ:") == "номер задания"
    assert folded("% выполнения") == "процент выполнения"


def test_a_register_of_a_school_has_its_own_rows(vpr):
    table = vpr.file("t.csv", DIFFICULTIES)

    (register,) = vpr.make("register", table=table, school="4")

    told = rows(register, 0)
    assert [row[1] for row in told[1:]] == ["Русский язык"]
    assert told[1][9] == "недостаточный"
    assert "ФИОКО" in text(register)
    assert "Ольхин" not in text(register)
    assert "школы № 4" in text(register)


def test_a_register_for_each_school_and_an_empty_one(vpr):
    made = vpr.make("register", each="school")
    assert [each.name for each in made] == [
        f"реестр затруднений – {name}.docx" for name in ("Школа № 1", "Школа № 2", "Школа № 4", "Гимназия «Росток»")
    ]
    assert len(rows(made[0], 0)) == 13


def test_a_note_takes_marks_and_difficulties_from_one_workbook(vpr):
    difficulties = [["Предмет", "Класс", "№ задания", "Уровень", "% ОО"], ["Математика", "4", "7", "П", "20"]]
    table = vpr.file("t.xlsx", workbook(Отметки=MARK_LINES, Задания=difficulties))

    (note,) = vpr.make("note", table=table, school="4", tasks=("1",))

    marks, found = rows(note, 0), rows(note, 1)
    assert [row[2:] for row in marks[1:]] == [
        ["Вся выборка", "1000000", "3,1", "26,9", "45", "25", "96,9", "70"],
        ["Школа № 4", "40", "5", "35", "40", "20", "95", "60"],
    ]
    assert found[1] == ["Математика", "4", "7", "", "20", "недостаточный"]
    assert "Изучить итоги осенних ВПР" in rows(note, 2)[1][1]


def test_the_note_of_the_municipality_compares_no_schools(vpr):
    (note,) = vpr.make("note", table=vpr.file("t.xlsx", workbook(Отметки=MARK_LINES)))

    assert [row[2] for row in rows(note, 0)[1:]] == ["Вся выборка"]
    assert "Школа № 1" not in text(note)
    assert any("школ" in line or "school" in line for line in vpr.remarks)


def test_a_note_is_about_what_the_plan_is_about(sample):
    (note,) = sample.make("note")
    wanted = "всероссийских проверочных работ" if sample.on.year == 2023 else "государственной итоговой аттестации"
    assert f"о результатах {wanted}" in text(note)


def test_the_usual_headers_are_named():
    assert MARKS.expected().startswith("Кол-во участников, 2, 3, 4, 5")
