"""Writing a form as a workbook: a protected sheet with a few open cells, drop-downs, and what it is, hidden."""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, time
from typing import Any, Final, Literal

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.formatting.rule import Rule
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation

from vpr_tracker import FormLooks, as_text, fit_page, form_bytes, protect_sheet, without_refused
from vpr_tracker_checklists.forms import layout
from vpr_tracker_checklists.forms.identity import packed
from vpr_tracker_checklists.forms.layout import Form
from vpr_tracker_checklists.forms.rules import MOST, inline_list, number_range, relevance
from vpr_tracker_checklists.templates.model import Item, Section
from vpr_tracker_checklists.templates.values import FIRST_DAY, LAST_DAY

_WIDTHS: Final = {
    layout.CODE: 4,
    layout.NUMBER: 6,
    layout.ASKED: 54,
    layout.ANSWER: 18,
    layout.NOTE: 24,
    layout.EVIDENCE: 24,
}
_LINE: Final = 15.0
_CHUNK: Final = 30_000
"""Letters of a cell; Excel takes no more than 32 767."""
_HELP: Final = (
    "Заполните светло-жёлтые ячейки; ответ выберите из списка. Звёздочкой отмечено то, на что ответить нужно, серым – "
    "о чём при таких ответах не спрашивают. Сохраните как книгу Excel (.xlsx) и отправьте; переименовывать можно."
)
_DAY_FORMAT: Final = "DD.MM.YYYY"
_FIELDS: Final = ("day", "by", "version")
_FIRST_FIELD: Final = 5
TITLE_ROW: Final = _FIRST_FIELD + len(_FIELDS)


def book_bytes(form: Form) -> bytes:
    """The workbook as a file's content: the same for the same form."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    sheet = book.create_sheet(layout.SHEET)
    writing = _Writing(book, sheet, form)
    writing.head()
    writing.table()
    writing.rules()
    protect_sheet(sheet)
    sheet.freeze_panes = f"A{TITLE_ROW + 1}"
    fit_page(sheet, titles=TITLE_ROW)
    writing.identity()
    book.properties.title = without_refused(f"{form.school}: {form.template.title}")[:250]
    return form_bytes(book, datetime.combine(form.made_on, time(), UTC))


class _Writing:
    """One workbook while it is written."""

    def __init__(self, book: Any, sheet: Any, form: Form) -> None:  # noqa: ANN401 -- openpyxl's
        self.book, self.sheet, self.form = book, sheet, form
        self.hidden = book.create_sheet(layout.HIDDEN)
        self.looks = FormLooks()
        self.small = InlineFont(rFont="Calibri", sz=9, color=Color("595959"))
        self.plain = InlineFont(rFont="Calibri", sz=11)
        self.rows: dict[str, int] = {}
        self.lists = 0

    def head(self) -> None:
        """What it is, for whom, how to fill it in, and when and by whom it was."""
        form, looks = self.form, self.looks
        lines = (
            (form.template.title, looks.large, 1),
            (form.school, looks.bold, 1),
            (" ".join(form.plan_title.split()), None, 0.9),
            (_HELP, None, 0.9),
        )
        for row, (text, font, size) in enumerate(lines, start=1):
            cell = self._wide(row, text)
            if font is not None:
                cell.font = font
            self.sheet.row_dimensions[row].height = _height((text, 118 * size), line=20 if row == 1 else _LINE)
        by = layout.BY[form.template.by]
        for row, (title, value, hint) in enumerate(
            (
                (layout.DAY, form.day, ""),
                (by, form.inspector or None, ""),
                (layout.VERSION, 1, layout.VERSION_HELP),
            ),
            start=_FIRST_FIELD,
        ):
            self._field(row, title, value, hint)
        for column, width in _WIDTHS.items():
            cell = self.sheet.cell(TITLE_ROW, column)
            as_text(cell, layout.TITLES[column])
            cell.font, cell.fill, cell.alignment, cell.border = looks.title, looks.blue, looks.centred, looks.border
            self.sheet.column_dimensions[cell.column_letter].width = width
        self.sheet.row_dimensions[TITLE_ROW].height = 2 * _LINE
        self.sheet.column_dimensions["A"].hidden = True

    def _field(self, row: int, title: str, value: Any, hint: str) -> None:  # noqa: ANN401 -- what a cell holds
        name, cell = self.sheet.cell(row, layout.NUMBER), self.sheet.cell(row, layout.ANSWER)
        as_text(name, title)
        name.font = self.looks.bold
        self.sheet.merge_cells(start_row=row, start_column=layout.NUMBER, end_row=row, end_column=layout.ASKED)
        if isinstance(value, str):
            as_text(cell, value)
        else:
            cell.value = value
        cell.alignment = self.looks.left
        cell.number_format = {layout.DAY: _DAY_FORMAT, layout.VERSION: "0"}.get(title, "@")
        if title in layout.BY.values():
            self.sheet.merge_cells(start_row=row, start_column=layout.ANSWER, end_row=row, end_column=layout.EVIDENCE)
            for column in range(layout.ANSWER, layout.EVIDENCE + 1):
                self._opened(self.sheet.cell(row, column))
        else:
            self._opened(cell)
        if hint:
            note = self.sheet.cell(row, layout.NOTE)
            note.value = CellRichText(TextBlock(self.small, hint))
            self.sheet.merge_cells(start_row=row, start_column=layout.NOTE, end_row=row, end_column=layout.EVIDENCE)

    def _opened(self, cell: Any) -> None:  # noqa: ANN401 -- openpyxl's
        cell.protection, cell.fill, cell.border = self.looks.open, self.looks.yellow, self.looks.border

    def _wide(self, row: int, text: str) -> Any:  # noqa: ANN401 -- openpyxl's
        cell = self.sheet.cell(row, layout.NUMBER)
        as_text(cell, text)
        cell.alignment = self.looks.wrapped
        self.sheet.merge_cells(start_row=row, start_column=layout.NUMBER, end_row=row, end_column=layout.COLUMNS)
        return cell

    def table(self) -> None:
        """Sections and items."""
        for row, (number, each) in enumerate(layout.numbered(self.form.template), start=TITLE_ROW + 1):
            if isinstance(each, Section):
                cell = self._wide(row, f"{number}. {each.label}")
                cell.font, cell.fill = self.looks.bold, self.looks.pale
                self.sheet.row_dimensions[row].height = _height((f"{number}. {each.label}", 118), line=18)
            elif each.type == "note":
                self._wide(row, each.label).font = Font(name="Calibri", italic=True)
                self.sheet.row_dimensions[row].height = _height((each.label, 118))
            else:
                self._item(row, number, each)

    def _item(self, row: int, number: str, item: Item) -> None:
        label, small = layout.asked(item), layout.explained(item)
        for column, text in ((layout.CODE, item.name), (layout.NUMBER, number)):
            as_text(self.sheet.cell(row, column), text)
        about = self.sheet.cell(row, layout.ASKED)
        if small:
            parts = (
                TextBlock(self.plain, without_refused(label)),
                TextBlock(self.small, "\n" + without_refused(small)),
            )
            about.value = CellRichText(*parts)
        else:
            as_text(about, label)
        for column in (layout.NUMBER, layout.ASKED):
            cell = self.sheet.cell(row, column)
            cell.border = self.looks.border
            cell.alignment = self.looks.centred if column == layout.NUMBER else self.looks.wrapped
        for column in (layout.ANSWER, layout.NOTE, layout.EVIDENCE):
            cell = self.sheet.cell(row, column)
            self._opened(cell)
            cell.alignment = self.looks.centred if column == layout.ANSWER else self.looks.wrapped
            # As text, so that «=…» that is typed stays what was typed; but a number as a number.
            formats = {"integer": "0", "decimal": "General", "date": _DAY_FORMAT}
            cell.number_format = formats.get(item.type, "@") if column == layout.ANSWER else "@"
        self.rows[item.name] = row
        self.sheet.row_dimensions[row].height = _height((label, 54), (small, 70))

    def rules(self) -> None:
        """Drop-downs and what a cell takes, with words that help; what is not asked turns grey."""
        same: dict[tuple[Any, ...], list[str]] = defaultdict(list)
        made: dict[tuple[Any, ...], DataValidation] = {}
        items = {item.name: item for item in self.form.template.items}
        for name, row in self.rows.items():
            rule, key = self._rule(items[name])
            made.setdefault(key, rule)
            same[key].append(self._place(row, layout.ANSWER))
        day, version = (_FIRST_FIELD + _FIELDS.index(each) for each in ("day", "version"))
        for rule, row in ((_day_rule(layout.DAY), day), (_number_rule("whole", 1, layout.MOST_VERSION), version)):
            made[(row,)], same[row,] = rule, [self._place(row, layout.ANSWER)]
        for column in (layout.NOTE, layout.EVIDENCE):
            made[("text", column)] = _text_rule(layout.LONGEST)
            same["text", column] = [self._place(row, column) for row in self.rows.values()]
        for key, rule in made.items():
            for place in same[key]:
                rule.add(place)
            self.sheet.add_data_validation(rule)
        self._grey(items)

    def _place(self, row: int, column: int) -> str:
        return str(self.sheet.cell(row, column).coordinate)

    def _rule(self, item: Item) -> tuple[DataValidation, tuple[Any, ...]]:
        """The rule of an item's answer, and what makes it another rule than that of other items."""
        if item.type == "select_one":
            labels = [each.label for each in item.choices]
            formula = inline_list(labels) or self._listed(labels)
            rule = DataValidation(type="list", formula1=formula, allow_blank=True)
            return _stopping(rule, "Выберите ответ из списка"), ("list", formula)
        if item.type in ("integer", "decimal"):
            about = number_range(item)
            kind: Literal["whole", "decimal"] = "whole" if item.type == "integer" else "decimal"
            rule = _number_rule(kind, about.least, about.most, item.constraint_message)
            return rule, (kind, about, item.constraint_message)
        if item.type == "date":
            return _day_rule("Дата"), ("date",)
        return _text_rule(layout.LONGEST), ("text",)

    def _listed(self, labels: list[str]) -> str:
        """Choices that are too long for the rule itself, in cells of the hidden sheet."""
        self.lists += 1
        column = 3 + self.lists
        for row, label in enumerate(labels, start=1):
            as_text(self.hidden.cell(row, column), label)
        letter = self.hidden.cell(1, column).column_letter
        return f"{layout.HIDDEN}!${letter}$1:${letter}${len(labels)}"

    def _grey(self, items: dict[str, Item]) -> None:
        cells = {name: f"$D${row}" for name, row in self.rows.items()}
        grey = DifferentialStyle(fill=PatternFill("solid", bgColor="D9D9D9"), font=Font(color="808080"))
        for name, row in self.rows.items():
            formula = relevance(items[name], cells, items)
            if formula is not None:
                places = f"B{row}:F{row}"
                rule = Rule(type="expression", dxf=grey, formula=[f"NOT({formula})"])
                self.sheet.conditional_formatting.add(places, rule)

    def identity(self) -> None:
        """What the workbook is, on a sheet that Excel shows to nobody, and among its properties."""
        facts = self.form.identity.facts()
        for row, (name, value) in enumerate(facts.items(), start=1):
            as_text(self.hidden.cell(row, 1), name)
            as_text(self.hidden.cell(row, 2), value)
            self.book.custom_doc_props.append(StringProperty(name=f"vpr-{name}", value=value))
        body = packed(self.form.template.body)
        for place, start in enumerate(range(0, len(body), _CHUNK)):
            row = len(facts) + 1 + place
            as_text(self.hidden.cell(row, 1), "body")
            as_text(self.hidden.cell(row, 2), body[start : start + _CHUNK])
        self.hidden.sheet_state = "veryHidden"
        self.hidden.protection.sheet = True


def _stopping(rule: DataValidation, error: str, title: str = "Ответ") -> DataValidation:
    rule.showErrorMessage, rule.errorStyle = True, "stop"
    rule.error, rule.errorTitle = error[:255], title[:32]
    return rule


def _number_rule(kind: Literal["whole", "decimal"], least: float, most: float, message: str = "") -> DataValidation:
    rule = DataValidation(type=kind, operator="between", allow_blank=True)
    rule.formula1, rule.formula2 = _plain(least), _plain(most)
    named = "целое число" if kind == "whole" else "число"
    words = f" от {_plain(least)} до {_plain(most)}" if most < MOST else ""
    return _stopping(rule, message or f"Впишите {named}{words}")


def _plain(number: float) -> str:
    return str(int(number)) if float(number).is_integer() else str(number)


def _day_rule(title: str) -> DataValidation:
    first, last = (str((day - _EXCEL_ZERO).days) for day in (FIRST_DAY, LAST_DAY))
    rule = DataValidation(type="date", operator="between", formula1=first, formula2=last, allow_blank=True)
    return _stopping(rule, "Впишите дату: ДД.ММ.ГГГГ", title)


_EXCEL_ZERO: Final = datetime(1899, 12, 30, tzinfo=UTC).date()


def _text_rule(longest: int) -> DataValidation:
    rule = DataValidation(type="textLength", operator="lessThanOrEqual", formula1=str(longest), allow_blank=True)
    return _stopping(rule, f"Не длиннее {longest} знаков", "Текст")


def _height(*texts: tuple[str, float], line: float = _LINE) -> float:
    """Points for texts below each other: as many lines as they take; not every program makes room by itself."""
    lines = sum(1 + int(len(part) * 1.1 // width) for text, width in texts for part in text.split("\n") if text)
    return max(lines, 1) * line + 3
