"""A plan with schools, kits made for them, and hands that fill the kits in: rightly, wrongly, and with malice."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
from sqlalchemy import text
from tests.factories import by, deadline, deliverable, every, make_draft, make_task, ongoing

from vpr_tracker import Tracker
from vpr_tracker.sheets import kit_form as form
from vpr_tracker.sheets.kit_book import kit_bytes
from vpr_tracker.sheets.kit_form import Kit

MADE = datetime(2023, 2, 1, 6, tzinfo=UTC)


def plan() -> Any:
    """Tasks of schools with documents, a quantity, due times that repeat, and one without results."""
    return make_draft(
        [
            make_task("1", "Проанализировать итоги", level="school", results=("Справка", "=Приказ", "+План")),
            make_task("2", "Обучить наблюдателей", level="school", results=(deliverable("Обучено", quantity=10),)),
            make_task(
                "3", "Проверить сайт", level="school", due=deadline("Раз в четверть", every("term")), results=("Акт",)
            ),
            make_task("4", "Вести работу", level="school", due=deadline("Постоянно", ongoing())),
            make_task("5", "Сдать отчёт", level="school", due=deadline("до 01.03.2023", by(date(2023, 3, 1)))),
        ]
    )


def start(path: Path, schools: int = 6) -> None:
    """A database with the plan and its schools."""
    with Tracker.open(path, actor="Координатор", clock=lambda: MADE) as tracker:
        tracker.import_plan(plan())
        for number in range(1, schools + 1):
            tracker.add_school(str(number))


def at(path: Path, days: int = 0) -> Tracker:
    """The Tracker some days later."""
    return Tracker.open(path, actor="Координатор", clock=lambda: MADE + timedelta(days=days))


Fill = Callable[[Any], None]
"""What a hand does to the sheet."""


def filled(data: bytes, fill: Fill, *, saved: datetime) -> bytes:
    """The workbook filled in and saved at a moment."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    fill(book[form.FORM])
    buffer = io.BytesIO()
    book.properties.modified = saved.replace(tzinfo=None)
    book.save(buffer)
    return _saved(buffer.getvalue(), saved)


def _saved(data: bytes, moment: datetime) -> bytes:
    """The same with the moment of saving that openpyxl would replace by the present one."""
    return rezipped(data, {"docProps/core.xml": lambda old: _modified(old, moment)})


def _modified(core: bytes, moment: datetime) -> bytes:
    head, mark, tail = core.partition(b"</dcterms:modified>")
    before, start, _old = head.rpartition(b">")
    return before + start + f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode() + mark + tail


def rezipped(
    data: bytes,
    changes: Mapping[str, Callable[[bytes], bytes]] | None = None,
    extra: Mapping[str, bytes] | None = None,
) -> bytes:
    """The archive with some parts changed and some added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, (changes or {}).get(name, lambda same: same)(content))
        for name, content in (extra or {}).items():
            new.writestr(name, content)
    return buffer.getvalue()


@dataclass
class Mail:
    """What came by mail: workbooks by file name, and the files beside them."""

    books: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    expected_doubts: dict[str, set[str]] = field(default_factory=dict)
    """By file name: the cells that have to be named."""

    def lay_out(self, folder: Path, order: list[str] | None = None) -> list[str]:
        """Put everything into a folder; gives the paths of the workbooks in the order asked for."""
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in {**self.books, **self.files}.items():
            (folder / name).write_bytes(content)
        return [str(folder / name) for name in (order or list(self.books))]


def state_of(path: Path) -> list[tuple[Any, ...]]:
    """Every obligation with what is recorded on it, and the evidence that counts."""
    with Tracker.open(path, actor="К") as tracker, tracker.reading() as connection:
        rows = connection.execute(text("SELECT id, state, progress, note, submitted_on FROM obligation ORDER BY id"))
        found = [tuple(row) for row in rows]
        evidence = connection.execute(
            text("SELECT obligation_id, name, sha256, url FROM evidence WHERE NOT lapsed ORDER BY 1, 2, 3, 4")
        )
        return found + [tuple(row) for row in evidence]


def generated_mail(random: Random, kits: list[list[Kit]], count: int) -> Mail:
    """So many returned kits of several makings: filled by chance, with every kind of fault among them.

    :param kits: by making, the oldest first: the kits of all schools.
    """
    mail = Mail()
    books = {kit.kit: kit_bytes(kit) for made in kits for kit in made}
    for place in range(count):
        made = random.choice(kits)
        kit = random.choice(made)
        saved = kit.made_at + timedelta(hours=random.randint(1, 400))
        wrong: set[str] = set()
        hand = _hand(random, kit, mail, wrong, f"{place}")
        name = f"{random.choice(('бланк', 'Отчёт школы', 'Копия бланка (2)', 'scan'))} {place}.xlsx"
        mail.books[name] = filled(books[kit.kit], hand, saved=saved)
        mail.expected_doubts[name] = wrong
        if random.random() < 0.15:
            copy = f"переименован {place}.xlsx"
            mail.books[copy] = mail.books[name]
            mail.expected_doubts[copy] = wrong
    return mail


def _hand(random: Random, kit: Kit, mail: Mail, wrong: set[str], mark: str) -> Fill:
    choices = [_choice(random, row.quantity, mark) for row in kit.rows]

    def fill(sheet: Any) -> None:
        for line, (given, amount, files, note, bad) in enumerate(choices, start=form.FIRST_ROW):
            for column, value in zip(
                (form.GIVEN, form.AMOUNT, form.FILES, form.NOTE), (given, amount, files, note), strict=True
            ):
                if value is not None:
                    cell = sheet.cell(line, column)
                    cell.value = value
            if bad is not None:
                wrong.add(f"{'ABCDEFGHIJK'[bad - 1]}{line}")

    for _given, _amount, files, _note, bad in choices:
        for name in (files or "").split("; "):
            if name.endswith(".pdf") and bad != form.FILES:
                mail.files[name] = f"содержимое {name}".encode()
    return fill


def _choice(
    random: Random, quantity: int | None, mark: str
) -> tuple[str | None, int | str | None, str | None, str | None, int | None]:
    """What is written in a row, and the column that is wrong in it."""
    kind = random.choice(
        ("blank", "blank", "done", "done", "partly", "evidence", "missing", "word", "formula", "number")
    )
    number = random.randint(1, 9)
    file = f"документ {mark}-{number}.pdf"
    match kind:
        case "done":
            return random.choice(("сдано", "Сдано ", "да")), None, None, f"запись {mark}", None
        case "partly" if quantity is not None:
            return "частично", number, None, None, None
        case "partly":
            return "частично", None, None, None, form.GIVEN
        case "evidence":
            return "сдано", None, f"{file}; https://example.org/{mark}", None, None
        case "missing":
            return "сдано", None, f"нет такого {mark}.pdf", None, form.FILES
        case "word":
            return f"может быть {mark}", None, None, None, form.GIVEN
        case "formula":
            return "сдано", None, None, '=HYPERLINK("http://example.org")', form.NOTE
        case "number":
            return "сдано", "много", None, None, form.AMOUNT
    return None, None, None, None, None


def kit_of(path: Path, school: str = "1", days: int = 0) -> Kit:
    with at(path, days) as tracker:
        (kit,) = tracker.kits(school)
        return kit


def cell(kit: Kit, task: str, column: int, result: str | None = None) -> tuple[int, int]:
    """Where a task's answer stands."""
    for place, row in enumerate(kit.rows, start=form.FIRST_ROW):
        if row.task == task and result in (None, row.result):
            return place, column
    raise LookupError(task)


def book(kit: Kit, cells: dict[tuple[int, int], object], hours: int = 1) -> bytes:
    def fill(sheet):
        for (row, column), value in cells.items():
            sheet.cell(row, column).value = value

    return filled(kit_bytes(kit), fill, saved=kit.made_at + timedelta(hours=hours))
