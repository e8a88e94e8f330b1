"""A plan with schools, forms made for them, and hands that fill the forms in: rightly, wrongly, and with malice."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
from tests.factories import make_draft, make_task

from vpr_tracker import Tracker
from vpr_tracker.plugins import load_registry
from vpr_tracker_checklists.forms import layout
from vpr_tracker_checklists.forms.book import book_bytes
from vpr_tracker_checklists.forms.collecting import Collection, collect, known_templates
from vpr_tracker_checklists.forms.csv_form import csv_bytes
from vpr_tracker_checklists.forms.layout import Form
from vpr_tracker_checklists.forms.making import forms_for
from vpr_tracker_checklists.forms.reading import ReturnedForm, read_form
from vpr_tracker_checklists.runs.book import RunBook
from vpr_tracker_checklists.templates.shelf import Shelf, template_of

MADE = datetime(2023, 3, 1, 6, tzinfo=UTC)
DAY = date(2023, 3, 20)
BODY = """
schema = "vpr-tracker/checklist-template/1"
name = "mixed"
title = "Всё, о чём можно спросить"
description = "По вопросу каждого рода."
version = 1
per = "occurrence"
by = "inspector"

[[sections]]
name = "first"
label = "Первое"

[[sections.items]]
type = "yes_no_na"
name = "order"
label = "=Приказ есть"
required = true
evidence = true

[[sections.items]]
type = "integer"
name = "seats"
label = "Мест"
unit = "шт."
constraint = ". >= 1 and . <= 50"
required = true

[[sections.items]]
type = "decimal"
name = "area"
label = "Площадь"
unit = "м²"

[[sections]]
name = "second"
label = "Второе"

[[sections.items]]
type = "select_one"
name = "video"
label = "Запись"
required = true
choices = [{ name = "on", label = "ведётся, с начала" }, { name = "off", label = "не ведётся", finding = true }]

[[sections.items]]
type = "select_multiple"
name = "rooms"
label = "Где"
relevant = "${video} = 'on'"
choices = [{ name = "hall", label = "зал" }, { name = "class", label = "класс" }, { name = "way", label = "коридор" }]

[[sections.items]]
type = "date"
name = "since"
label = "С какого дня"

[[sections.items]]
type = "text"
name = "words"
label = "Что ещё"
hint = "Без фамилий"
"""


def mixed(body: str = BODY) -> Any:
    """The template of these tests."""
    return template_of(body, "mixed.toml")


def start(path: Path, schools: int = 4) -> None:
    """A database with a plan and its schools."""
    with at(path) as tracker:
        tracker.import_plan(make_draft([make_task("1", "Проверить школы", level="school")]))
        for number in range(1, schools + 1):
            tracker.add_school(str(number))


def at(path: Path, days: int = 0) -> Tracker:
    """The Tracker some days after the forms were made."""
    moment = MADE + timedelta(days=days)
    return Tracker.open(path, actor="Координатор", clock=lambda: moment, registry=load_registry(("checklists",)))


def forms(path: Path, template: Any = None, **options: Any) -> list[Form]:
    """Forms for the schools."""
    with at(path) as tracker:
        return forms_for(tracker, template or mixed(), **options)


def form_of(path: Path, school: str = "1", on: date | None = DAY, template: Any = None) -> Form:
    """The form of one school."""
    (form,) = forms(path, template, schools=(school,), on=on)
    return form


Answers = Mapping[str, Any]
"""What is written: item → value, or (value, note, files); ``day``, ``by``, ``version`` above the table."""
GOOD: Answers = {
    "by": "Лебедева Т. Р.",
    "order": ("да", None, "приказ.pdf; https://example.org/1"),
    "seats": 12,
    "video": "не ведётся",
}


def place_of(sheet: Any, name: str) -> tuple[int, int]:
    """Where an answer stands."""
    titles = {"day": layout.DAY, "by": layout.BY["inspector"], "version": layout.VERSION}
    for row in sheet.iter_rows():
        if name in titles and row[layout.NUMBER - 1].value == titles[name]:
            return row[0].row, layout.ANSWER
        if name not in titles and row[layout.CODE - 1].value == name:
            return row[0].row, layout.ANSWER
    raise LookupError(name)


def fill(sheet: Any, answers: Answers) -> None:
    """Write answers as a hand does."""
    for name, given in answers.items():
        row, column = place_of(sheet, name)
        for offset, value in enumerate(given if isinstance(given, tuple) else (given,)):
            if value is not None:
                sheet.cell(row, column + offset).value = value


def book(form: Form, answers: Answers, *, saved: datetime | None = None, gone: Iterable[str] = ()) -> bytes:
    """The workbook filled in and saved at a moment; the rows of ``gone`` were deleted, without its protection."""
    opened = openpyxl.load_workbook(io.BytesIO(book_bytes(form)), rich_text=True)
    fill(opened[layout.SHEET], answers)
    delete(opened[layout.SHEET], gone)
    buffer = io.BytesIO()
    opened.save(buffer)
    moment = saved or MADE + timedelta(days=20)
    return rezipped(buffer.getvalue(), {"docProps/core.xml": lambda core: _modified(core, moment)})


def delete(sheet: Any, names: Iterable[str]) -> None:
    """Delete the rows of items, or those above the table."""
    for name in names:
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        sheet.delete_rows(place_of(sheet, name)[0])


def _modified(core: bytes, moment: datetime) -> bytes:
    head, mark, tail = core.partition(b"</dcterms:modified>")
    before, begin, _old = head.rpartition(b">")
    return before + begin + f"{moment:%Y-%m-%dT%H:%M:%SZ}".encode() + mark + tail


def table(
    form: Form,
    answers: Answers,
    *,
    code: str = "utf-8-sig",
    separator: str = ";",
    gone: Iterable[str] = (),
    extra: Iterable[list[str]] = (),
) -> bytes:
    """The CSV form filled in and saved by some program, without some rows, with others before the last lines."""
    lines = list(csv.reader(io.StringIO(csv_bytes(form).decode("utf-8-sig")), delimiter=";"))
    titles = {"day": layout.DAY, "by": layout.BY["inspector"], "version": layout.VERSION}
    for name, given in answers.items():
        (line,) = [
            each for each in lines if each and (each[0] == name or (len(each) > 1 and each[1] == titles.get(name)))
        ]
        line += [""] * (7 - len(line))
        for offset, value in enumerate(given if isinstance(given, tuple) else (given,)):
            if value is not None:
                line[layout.ANSWER - 1 + offset] = str(value)
    for name in gone:
        lines = [each for each in lines if not (each and (each[0] == name or each[1:2] == [titles.get(name)]))]
    end = next(place for place, each in enumerate(lines) if each and each[0].startswith("#"))
    lines[end:end] = extra
    stream = io.StringIO(newline="")
    csv.writer(stream, delimiter=separator).writerows(lines)
    return stream.getvalue().encode(code, errors="replace")


def rezipped(
    data: bytes,
    changes: Mapping[str, Callable[[bytes], bytes]] | None = None,
    extra: Mapping[str, bytes] | None = None,
) -> bytes:
    """The archive with some parts changed and some added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, (changes or {}).get(name, lambda same: same)(old.read(name)))
        for name, content in (extra or {}).items():
            new.writestr(name, content)
    return buffer.getvalue()


def read(data: bytes, name: str = "x.xlsx") -> ReturnedForm:
    """The form, where only its own template is known."""
    return read_form(data, name, lambda _digest: None)


def gather(path: Path, files: Mapping[str, bytes], *, days: int = 60, dry_run: bool = False) -> Collection:
    """Collect files in their order, at once."""
    with at(path, days) as tracker:
        known = known_templates(tracker, Shelf())
        return collect(
            tracker, Shelf(), [read_form(data, name, known) for name, data in files.items()], dry_run=dry_run
        )


def state_of(path: Path) -> list[tuple[Any, ...]]:
    """What the runs say now; neither how they are numbered nor what was replaced."""
    with at(path, 60) as tracker:
        return sorted(
            (
                str(run.form_id),
                run.status,
                run.held_on.isoformat(),
                run.inspector,
                sorted(run.sheet.answers.items(), key=str),
                sorted(run.sheet.notes.items()),
                sorted((name, tuple(files)) for name, files in run.sheet.evidence.items()),
            )
            for run in RunBook(tracker).list()
        )


@dataclass
class Copy:
    """One returned file, and what has to come of it."""

    form: str
    version: int
    data: bytes
    answers: dict[str, Any]
    complete: bool
    bad: set[str] = field(default_factory=set)
    """The answers whose cells have to be named."""
    gone: set[str] = field(default_factory=set)
    """The items whose rows were deleted."""


def generated(random: Random, made: list[Form], count: int) -> dict[str, Copy]:
    """So many returned files by name: filled by chance, with every kind of fault among them."""
    found: dict[str, Copy] = {}
    versions: dict[str, list[int]] = {}
    while len(found) < count:
        form = random.choice(made)
        left = versions.setdefault(form.identity.form, random.sample(range(1, 900), 400))
        copy = _copy(random, form, left.pop())
        kind = "csv" if random.random() < 0.25 else "xlsx"
        written = {"by": "Лебедева Т. Р.", "version": copy.version, **copy.answers}
        copy.data = (table if kind == "csv" else book)(form, written, gone=sorted(copy.gone))
        name = f"{random.choice(('форма', 'Отчёт школы', 'Копия формы (2)', 'scan'))} {len(found)}.{kind}"
        found[name] = copy
        if random.random() < 0.15:
            found[f"переименован {len(found)}.{kind}"] = copy
    return found


def _copy(random: Random, form: Form, version: int) -> Copy:
    answers: dict[str, Any] = {
        "order": (random.choice(("да", "Да ", "yes")), random.choice((None, "в папке")), f"приказ {version}.pdf"),
        "seats": random.randint(1, 50),
        "area": random.choice((12.5, "30,25", None)),
        "video": random.choice(("ведётся, с начала", "не ведётся")),
        "since": random.choice((date(2023, 3, 1), "02.03.2023", None)),
        "words": random.choice((None, f"слова {version}", "+7 (000) 000-00-00")),
    }
    copy = Copy(form.identity.form, version, b"", answers, complete=True)
    for _ in range(random.choice((0, 0, 0, 1, 2))):
        name, value, bad = random.choice(
            (
                ("order", "наверное", True),
                ("seats", "много", True),
                ("seats", 51, True),
                ("seats", "=1+1", True),
                ("order", ("да", None, "../../etc/passwd"), True),
                ("words", '=HYPERLINK("http://example.org")', True),
                ("video", None, False),
                ("since", "31.02.2023", True),
            )
        )
        answers[name] = value
        copy.complete = False
        (copy.bad.add if bad else copy.bad.discard)(name)
    if random.random() < 0.2:
        copy.gone = set(random.sample(("order", "seats", "area", "video", "since", "words"), random.choice((1, 2))))
        copy.bad |= copy.gone
        copy.complete = False
    return copy
