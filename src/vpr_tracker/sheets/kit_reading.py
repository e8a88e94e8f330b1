"""Reading a kit that came back: what it is, what it says, and every cell that is doubtful."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, Final

from vpr_tracker.domain.texts import refused_in
from vpr_tracker.errors import BadInput
from vpr_tracker.i18n import N_, _
from vpr_tracker.sheets import kit_form as form
from vpr_tracker.sheets.kit_form import CellDoubt, KitAnswer, KitIdentity, ReturnedKit
from vpr_tracker.sheets.returned import last_saved, returned_workbook, split_evidence

LONGEST: Final = 2_000
"""Characters of a note, and of a list of files."""
MOST_AMOUNT: Final = 1_000_000_000
_FACTS: Final = ("format", "kit", "plan", "school", "made_at", "seal")


def read_kit(data: bytes, name: str) -> ReturnedKit:
    """What a returned workbook says.

    :param name: what the file is called, for messages.
    :raises BadInput: it is no kit of ours, damaged, locked, with macros, or a trap; nothing in it is executed.
    """
    with returned_workbook(data, name) as (book, outside):
        return _read(book, name, outside)


def _read(book: Any, name: str, outside: bool) -> ReturnedKit:  # noqa: ANN401 -- openpyxl's workbook
    identity = _identity(book, name)
    sheet = book[form.FORM] if form.FORM in book.sheetnames else book.worksheets[0]
    rows = list(sheet.iter_rows(min_row=1, max_row=form.FIRST_ROW + form.MOST_ROWS, max_col=form.COLUMNS))
    doubts = [CellDoubt("", N_("the workbook points to other files; they were not opened"))] if outside else []
    answers: list[KitAnswer] = []
    for row in rows[_titles(rows, name) :]:
        found = _Row(row, identity)
        if found.empty:
            continue
        answer = found.answer()
        doubts += found.doubts
        if answer is not None and not found.doubts:
            answers.append(answer)
    twice = {key for key, times in Counter(each.obligation for each in answers).items() if times > 1}
    doubts += [CellDoubt(each.cell, N_("the row is there twice")) for each in answers if each.obligation in twice]
    return ReturnedKit(
        file=name,
        identity=identity,
        filled_at=_filled_at(book, identity.made_at),
        filled_by=_filled_by(rows),
        answers=tuple(each for each in answers if each.obligation not in twice),
        doubts=tuple(doubts),
    )


def _identity(book: Any, name: str) -> KitIdentity:  # noqa: ANN401 -- openpyxl's workbook
    stranger = BadInput(
        _("{name}: this is not a kit that was made by «vpr kit make»").format(name=name),
        hint=_("fill in the workbook that was sent, and send that back"),
        where=name,
    )
    if form.IDENTITY not in book.sheetnames:
        raise stranger
    rows = book[form.IDENTITY].iter_rows(max_row=len(_FACTS) + form.MOST_ROWS, max_col=2, values_only=True)
    pairs = [(str(row[0]), str(row[1])) for row in rows if len(row) == 2 and row[0] is not None and row[1] is not None]
    facts = dict(pairs[: len(_FACTS)])
    states = dict(pairs[len(_FACTS) :])
    if tuple(facts) != _FACTS or facts["format"] != form.FORMAT:
        raise stranger
    if form.seal(facts["kit"], facts["plan"], facts["school"], facts["made_at"], states) != facts["seal"]:
        raise BadInput(
            _("{name}: what says which kit this is was changed").format(name=name),
            hint=_("make a new kit: vpr kit make"),
            where=name,
        )
    try:
        made_at = datetime.fromisoformat(facts["made_at"]).astimezone(UTC)
    except ValueError as error:
        raise stranger from error
    return KitIdentity(
        kit=facts["kit"], plan_id=facts["plan"], school_id=facts["school"], made_at=made_at, states=states
    )


def _titles(rows: Sequence[Sequence[Any]], name: str) -> int:
    """How many rows there are down to the titles; rows may have been put above them, but no column beside them."""
    for place, row in enumerate(rows[: 2 * form.FIRST_ROW], start=1):
        titles = {column: getattr(cell, "value", None) for column, cell in enumerate(row, start=1)}
        if all(_same(titles.get(column), title) for column, title in form.TITLES.items()):
            return place
    raise BadInput(
        _("{name}: the columns of the form were moved or renamed; nothing was taken from it").format(name=name),
        hint=_("fill in the workbook that was sent, and send that back"),
        where=name,
    )


def _same(value: object, title: str) -> bool:
    return isinstance(value, str) and " ".join(value.split()).casefold() == title.casefold()


def _filled_at(book: Any, made_at: datetime) -> datetime:  # noqa: ANN401 -- openpyxl's workbook
    """When it was last saved, as far as the workbook says; never before it was made."""
    saved = last_saved(book)
    return made_at if saved is None else max(saved, made_at)


def _filled_by(rows: Sequence[Sequence[Any]]) -> str | None:
    for row in rows[: form.FIRST_ROW]:
        for cell in row:
            if getattr(cell, "coordinate", None) == form.FILLED_BY and isinstance(cell.value, str):
                text = " ".join(cell.value.split())[:200]
                return text if text and cell.data_type != "f" and refused_in(text) is None else None
    return None


class _Row:
    """One row of the form."""

    def __init__(self, cells: Sequence[Any], identity: KitIdentity) -> None:
        self.cells = cells
        self.identity = identity
        self.doubts: list[CellDoubt] = []

    @property
    def empty(self) -> bool:
        """Whether nothing is filled in."""
        return all(self._value(column) in (None, "") for column in (form.GIVEN, form.AMOUNT, form.FILES, form.NOTE))

    def _cell(self, column: int) -> Any:  # noqa: ANN401 -- openpyxl's cell
        return self.cells[column - 1] if column <= len(self.cells) else None

    def _value(self, column: int) -> Any:  # noqa: ANN401 -- what a cell may hold
        value = getattr(self._cell(column), "value", None)
        return value.strip() if isinstance(value, str) else value

    def place(self, column: int) -> str:
        """What the cell is called: «H12»."""
        for cell in self.cells:
            if getattr(cell, "row", None) is not None:
                return f"{'ABCDEFGHIJK'[column - 1]}{cell.row}"
        return ""

    def _doubt(self, column: int, text: str, **values: str | int) -> None:
        self.doubts.append(CellDoubt(self.place(column), text, tuple(values.items())))

    def answer(self) -> KitAnswer | None:
        """What the row says; ``None`` where it says nothing, or where something is doubtful."""
        self._formulas()
        if self.doubts:
            return None
        obligation = self._value(form.ID_COLUMN)
        if not isinstance(obligation, str) or obligation not in self.identity.states:
            self._doubt(form.GIVEN, N_("the row is not one of this kit"))
            return None
        given = self._given()
        amount = self._amount(given)
        files, urls = self._files()
        note = self._text(form.NOTE)
        if given is None and not self.doubts:
            self._unsaid()
        if self.doubts or given is None:
            return None
        return KitAnswer(
            obligation=obligation,
            cell=self.place(form.GIVEN),
            files_cell=self.place(form.FILES),
            given=given,
            amount=amount,
            files=files,
            urls=urls,
            note=note,
        )

    def _unsaid(self) -> None:
        """Files say that something was handed in, and a note alone says neither."""
        if self._value(form.FILES) not in (None, ""):
            self._doubt(form.GIVEN, N_("there are files, but not that it was handed in"))
        elif self._value(form.GIVEN) in (None, ""):
            self._doubt(form.GIVEN, N_("there is a note, but not whether it was handed in"))

    def _formulas(self) -> None:
        for column in (form.GIVEN, form.AMOUNT, form.FILES, form.NOTE):
            kind = getattr(self._cell(column), "data_type", None)
            if kind == "f":
                self._doubt(column, N_("a formula; it was not computed: write the value itself"))
            elif kind == "e":
                self._doubt(column, N_("an error of Excel («{value}»)"), value=self._value(column))

    def _given(self) -> form.Given | None:
        value = self._value(form.GIVEN)
        text = "" if value is None else " ".join(str(value).casefold().split())
        if text not in form.WORDS:
            self._doubt(form.GIVEN, N_("«{value}» is not understood: сдано, частично or нет"), value=str(value)[:40])
            return None
        return form.WORDS[text]

    def _amount(self, given: form.Given | None) -> int | None:
        value = self._value(form.AMOUNT)
        needed = self._value(form.QUANTITY)
        quantity = needed if isinstance(needed, int) else None
        if value in (None, ""):
            if given == "partly" and quantity is not None:
                self._doubt(form.AMOUNT, N_("«частично» needs a number: how many there are"))
            elif given == "partly":
                self._doubt(form.GIVEN, N_("no number is asked here: сдано or нет"))
            return None
        number = _whole(value)
        if number is None or not 0 <= number <= MOST_AMOUNT:
            self._doubt(form.AMOUNT, N_("«{value}» is not a whole number"), value=str(value)[:40])
        elif quantity is None:
            self._doubt(form.AMOUNT, N_("no number is asked here"))
        elif given == "done" and number < quantity:
            self._doubt(form.AMOUNT, N_("«сдано», but {n} of {total}: write «частично»"), n=number, total=quantity)
        elif given is None:
            self._doubt(form.GIVEN, N_("there is a number, but not whether it was handed in"))
        return number

    def _files(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        text = self._text(form.FILES)
        files, urls, wrong = split_evidence(text or "")
        for part in wrong:
            self._doubt(form.FILES, N_("«{name}» is not the name of a file"), name=part[:60])
        return files, urls

    def _text(self, column: int) -> str | None:
        value = self._value(column)
        if value in (None, ""):
            return None
        text = value if isinstance(value, str) else _plain(value)
        if len(text) > LONGEST:
            self._doubt(column, N_("longer than {n} characters"), n=LONGEST)
        elif refused_in(text) is not None:
            self._doubt(column, N_("characters that no text may hold"))
        return text


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%d.%m.%Y}"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _whole(value: object) -> int | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float):
        return int(value) if value.is_integer() else None
    text = str(value).replace("\u00a0", "").replace(" ", "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else None
