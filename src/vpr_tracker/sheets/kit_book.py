"""Writing a kit: a protected sheet with a few open cells, drop-downs, and what it is on a hidden sheet."""

from __future__ import annotations

from datetime import UTC
from typing import Any, Final

from vpr_tracker.sheets import kit_form as form
from vpr_tracker.sheets.forms import FormLooks, fit_page, form_bytes, protect_sheet
from vpr_tracker.sheets.kit_form import Kit, KitRow
from vpr_tracker.sheets.library import openpyxl
from vpr_tracker.sheets.table import DAY, SheetColumn, as_text, height

_TITLES: Final = (
    SheetColumn("", 4),
    SheetColumn("№", 7),
    SheetColumn("Мероприятие", 38),
    SheetColumn("Что сдать", 34),
    SheetColumn("Срок", 18),
    SheetColumn("Сейчас", 18),
    SheetColumn("Требуется", 11),
    SheetColumn(form.TITLES[form.GIVEN], 12),
    SheetColumn(form.TITLES[form.AMOUNT], 10),
    SheetColumn(form.TITLES[form.FILES], 34),
    SheetColumn(form.TITLES[form.NOTE], 30),
)
_STATES: Final = {"expected": "ожидается", "returned": "возвращено"}
_HELP: Final = (
    "Заполните светло-жёлтые ячейки. «Сдано?» выберите из списка: сдано, частично или нет. "
    "Если требуется число, впишите, сколько есть. В «Файлы» впишите имена файлов, которые прилагаете к письму, "
    "или ссылки. Сохраните бланк как книгу Excel (.xlsx) и отправьте вместе с файлами; "
    "переименовывать бланк можно."
)
_TITLE_ROW: Final = form.FIRST_ROW - 1


def kit_bytes(kit: Kit) -> bytes:
    """The workbook as a file's content, Russian.

    :raises PluginError: openpyxl is not installed.
    """
    book = openpyxl().Workbook()
    sheet = book.active
    sheet.title = form.FORM
    looks = FormLooks()
    _head(sheet, looks, kit)
    for place, row in enumerate(kit.rows, start=form.FIRST_ROW):
        _row(sheet, looks, place, row)
    _rules(sheet, len(kit.rows))
    protect_sheet(sheet)
    _page(sheet, len(kit.rows))
    _identity(book.create_sheet(form.IDENTITY), kit)
    book.properties.title = f"{kit.school}: {kit.plan_title}"[:250]
    return form_bytes(book, kit.made_at)


def _head(sheet: Any, looks: FormLooks, kit: Kit) -> None:  # noqa: ANN401 -- openpyxl's sheet
    for line, (text, font) in enumerate(
        (
            (f"{kit.school}: что нужно сдать", looks.large),
            (" ".join(kit.plan_title.split()), looks.bold),
            (f"Бланк составлен {kit.made_on:%d.%m.%Y}", None),
            (_HELP, None),
            ("Заполнил(а), телефон:", looks.bold),
        ),
        start=1,
    ):
        cell = sheet.cell(line, 2)
        as_text(cell, text)
        if font is not None:
            cell.font = font
    for line in (2, 4):
        sheet.merge_cells(start_row=line, start_column=2, end_row=line, end_column=form.COLUMNS)
        sheet.cell(line, 2).alignment = looks.wrapped
        sheet.row_dimensions[line].height = 34
    sheet.merge_cells(start_row=5, start_column=4, end_row=5, end_column=6)
    by = sheet[form.FILLED_BY]
    by.protection, by.fill, by.border = looks.open, looks.yellow, looks.border
    for place, column in enumerate(_TITLES, start=1):
        cell = sheet.cell(_TITLE_ROW, place)
        as_text(cell, column.title)
        cell.font, cell.fill, cell.alignment, cell.border = looks.title, looks.blue, looks.centred, looks.border
        sheet.column_dimensions[cell.column_letter].width = column.width
    sheet.row_dimensions[_TITLE_ROW].height = 34
    sheet.column_dimensions["A"].hidden = True


def _row(sheet: Any, looks: FormLooks, place: int, row: KitRow) -> None:  # noqa: ANN401 -- openpyxl's sheet
    state = _STATES.get(row.state, row.state)
    if row.state == "returned" and row.note:
        state += f": {row.note}"
    if row.progress is not None and row.quantity is not None:
        state += f"\nесть {row.progress} из {row.quantity}"
    texts = (row.obligation, row.task, row.title, row.result, row.due, state)
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(place, column)
        as_text(cell, text)
        cell.alignment, cell.border = looks.centred if column == 2 else looks.wrapped, looks.border
    if row.due_on is not None:
        due = sheet.cell(place, 5)
        due.value, due.number_format, due.alignment = row.due_on, DAY, looks.centred
    if row.state == "returned":
        sheet.cell(place, 6).font = looks.red
    quantity = sheet.cell(place, 7)
    quantity.value, quantity.alignment, quantity.border = row.quantity, looks.centred, looks.border
    for column in (form.GIVEN, form.AMOUNT, form.FILES, form.NOTE):
        cell = sheet.cell(place, column)
        cell.protection, cell.fill, cell.border = looks.open, looks.yellow, looks.border
        cell.alignment = looks.centred if column in (form.GIVEN, form.AMOUNT) else looks.wrapped
        # As text, so that «=…» that is typed stays what was typed; but a number as a number.
        cell.number_format = "0" if column == form.AMOUNT else "@"
    needed = height(_TITLES[1:6], [row.task, row.title, row.result, row.due, state], least=2)
    sheet.row_dimensions[place].height = needed


def _rules(sheet: Any, rows: int) -> None:  # noqa: ANN401 -- openpyxl's sheet
    """Drop-downs and what a cell takes, with words that help; rows that are answered turn green."""
    if not rows:
        return
    validation = openpyxl("openpyxl.worksheet.datavalidation").DataValidation
    last = form.FIRST_ROW + rows - 1

    def column(number: int) -> str:
        letter = sheet.cell(1, number).column_letter
        return f"{letter}{form.FIRST_ROW}:{letter}{last}"

    given = validation(type="list", formula1=f'"{form.DONE},{form.PARTLY},{form.NO}"', allow_blank=True)
    given.error, given.errorTitle = "Выберите из списка: сдано, частично или нет", "Сдано?"
    amount = validation(type="whole", operator="greaterThanOrEqual", formula1="0", allow_blank=True)
    amount.error, amount.errorTitle = "Впишите целое число", "Сколько"
    note = validation(type="textLength", operator="lessThanOrEqual", formula1="1000", allow_blank=True)
    note.error, note.errorTitle = "Не длиннее 1000 знаков", "Примечание"
    for rule, number in ((given, form.GIVEN), (amount, form.AMOUNT), (note, form.NOTE)):
        rule.showErrorMessage = True
        rule.add(column(number))
        sheet.add_data_validation(rule)
    styles, rules = openpyxl("openpyxl.styles"), openpyxl("openpyxl.formatting.rule")
    green = styles.PatternFill("solid", bgColor="C6EFCE")
    letter = sheet.cell(1, form.GIVEN).column_letter
    said = rules.FormulaRule(formula=[f'${letter}{form.FIRST_ROW}="{form.DONE}"'], fill=green)
    sheet.conditional_formatting.add(column(form.GIVEN), said)


def _page(sheet: Any, rows: int) -> None:  # noqa: ANN401 -- openpyxl's sheet
    sheet.freeze_panes = f"D{form.FIRST_ROW}"
    sheet.auto_filter.ref = f"B{_TITLE_ROW}:{sheet.cell(1, form.COLUMNS).column_letter}{_TITLE_ROW + rows}"
    fit_page(sheet, titles=_TITLE_ROW, landscape=True)


def _identity(sheet: Any, kit: Kit) -> None:  # noqa: ANN401 -- openpyxl's sheet
    """What the workbook is, on a sheet that Excel shows to nobody."""
    made_at = kit.made_at.astimezone(UTC).isoformat(timespec="microseconds")
    states = {row.obligation: row.state for row in kit.rows}
    facts = (
        ("format", form.FORMAT),
        ("kit", kit.kit),
        ("plan", kit.plan_id),
        ("school", kit.school_id),
        ("made_at", made_at),
        ("seal", form.seal(kit.kit, kit.plan_id, kit.school_id, made_at, states)),
    )
    for name, value in (*facts, *states.items()):
        sheet.append([name, value])
    sheet.sheet_state = "veryHidden"
    sheet.protection.sheet = True
