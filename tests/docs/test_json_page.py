"""The JSON page names every field that the commands print, and no other."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

import pytest
from tests.docs.pages import DOCS, ROOT

PAGE = DOCS / "reference" / "json.md"
SOURCES = (
    *(ROOT / "src" / "vpr_tracker").rglob("*.py"),
    *(ROOT / "plugins" / "checklists" / "src" / "vpr_tracker_checklists" / "commands").glob("*.py"),
    *(ROOT / "plugins" / "checklists" / "src" / "vpr_tracker_checklists" / "overview").glob("*.py"),
    *(ROOT / "plugins" / "documents" / "src" / "vpr_tracker_documents" / "commands").glob("*.py"),
    *(ROOT / "plugins" / "ical" / "src" / "vpr_tracker_ical" / "commands").glob("*.py"),
)
SCHEMA = re.compile(r"vpr-tracker/[a-z-]+/\d+")
SHIPPED = ROOT / "plugins" / "checklists" / "src" / "vpr_tracker_checklists" / "templates" / "shipped"
EVENT = "Проведение ВПР 2023"
RUN = tuple(f"{run}.{part}" for run in ("run", "runs[]") for part in ("answers", "notes", "evidence"))
OPEN = ("extras", "settings", "link.totals", "links[].totals", *RUN)
"""Tables without fields of their own: headers of columns, plugins, items, what this version does not know."""
PLAN_FREE = ("import", "plans", "db", "plugins", "deadline", "journal", "undo")
CALLS = (
    ("import", str(ROOT / "sample_plans" / "vpr-2023.docx")),
    ("import", str(ROOT / "sample_plans" / "gia-2026.toml")),
    ("import", str(ROOT / "sample_plans" / "vpr-2023.docx"), "--dry-run"),
    ("plans",),
    ("school", "add", "4"),
    ("school", "add", "4"),
    ("school", "import", "schools.csv"),
    ("assign", "Директор", "Кедрова А. Б.", "--school", "4"),
    ("school", "list"),
    ("event", "set", EVENT, "15.03.2023", "20.05.2023"),
    ("event", "link", "9", "проведения ВПР", EVENT),
    ("event", "set", EVENT, "16.03.2023", "20.05.2023", "--school", "4"),
    ("event", "list"),
    ("event", "unlink", "9", "проведения"),
    ("submit", "1", "--school", "4", "--deliverable", "1", "--note", "письмо"),
    ("accept", "1", "--school", "4"),
    ("submit", "1", "--school", "4"),
    ("return", "1", "--school", "4", "--note", "нет подписи"),
    ("waive", "1", "--school", "4", "--deliverable", "3", "--note", "ремонт"),
    ("submit", "1", "--school", "4", "--deliverable", "5", "--file", "schools.csv", "--url", "https://example.org/5"),
    ("submit", "--from", "handed-in.csv", "--skip-bad", "--yes"),
    ("evidence", "list"),
    ("evidence", "verify"),
    ("evidence", "get", "EVIDENCE", "-o", "got.csv"),
    ("postpone", "2", "--to", "01.03.2023", "--reason", "болезнь", "--act", "приказ № 5"),
    ("postpone", "--list"),
    ("rules",),
    ("rules", "--task", "1", "--result", "1", "--evidence", "yes"),
    ("undo",),
    ("status",),
    ("due",),
    ("matrix",),
    ("matrix", "--task", "2"),
    ("check",),
    ("log",),
    ("log", "--verify"),
    ("journal", "verify", "--state"),
    ("journal", "replay", "--into", "again.sqlite3"),
    ("owner", "list"),
    ("owner", "merge", "Стрижевиц О. В.", "Стрижевец О. В."),
    ("review", "--list"),
    ("review", "--accept", "1"),
    ("set", "4", "--deadline", "до 01.06.2023"),
    ("task", "add", "19", "Подвести итоги", "--deadline", "до 01.06.2023"),
    ("show",),
    ("show", "1"),
    ("show", "9.1"),
    ("show", "11"),
    ("deadline", "за 2 недели до проведения ВПР, далее ежемесячно"),
    ("school", "year", "2022/23"),
    ("school", "term", "2022/23-III", "09.01.2023", "17.03.2023"),
    ("doc", "forms", "list"),
    ("doc", "forms", "set", "Стрижевиц О. В.", "--woman"),
    ("doc", "forms", "remove", "Стрижевиц О. В."),
    ("doc", "list"),
    ("doc", "template", "letter", "-o", "letter.docx"),
    ("doc", "check", "letter.docx"),
    ("doc", "make", "order", "--task", "14", "-o", "order.docx"),
    ("ical", "feed", "key", "--new"),
    ("ical", "feed", "add", "--school", "4", "--alarm", "3d", "--colour", "steelblue", "--base", "https://example.org"),
    ("ical", "feed", "list"),
    ("ical", "feed", "rotate", "1"),
    ("ical", "feed", "key"),
    ("ical", "publish", "--to", "site", "--base", "https://example.org"),
    ("ical", "feed", "revoke", "1"),
    ("checklist", "template", "list"),
    ("checklist", "template", "show", "day-control"),
    ("checklist", "template", "check", str(SHIPPED / "day-control.toml")),
    ("checklist", "link", "9.1", "site-sections"),
    ("checklist", "link", "8", "day-control", "--school", "4"),
    ("checklist", "link", "6", "training-register", "--total", "observers_trained=4"),
    ("checklist", "days", "add", "8", "16.03.2023", "17.03.2023", "--school", "4"),
    ("checklist", "days", "remove", "8", "17.03.2023", "--school", "4"),
    ("checklist", "days", "list", "8"),
    ("checklist", "links"),
    ("checklist", "start", "site", "--school", "4", "--on", "09.02.2023"),
    ("checklist", "fill", "1", "--set", "rules=нет", "--note", "rules=нет приказа", "--evidence", "rules=сайт.png"),
    ("checklist", "show", "1"),
    ("checklist", "finish", "1"),
    ("checklist", "correct", "1", "--reason", "описка"),
    ("checklist", "start", "site", "--school", "7", "--on", "09.02.2023"),
    ("checklist", "discard", "2", "--yes"),
    ("checklist", "list"),
    ("checklist", "list", "--missing", "--all"),
    ("checklist", "findings"),
    ("checklist", "findings", "task", "1", "--task", "9.1"),
    ("checklist", "overview", "site"),
    ("checklist", "overview", "site", "--over-time"),
    ("checklist", "form", "make", "site", "-o", "forms"),
    ("checklist", "collect", "forms"),
    ("checklist", "unlink", "8"),
    ("db", "status"),
    ("db", "upgrade"),
    ("db", "backup", "copy.sqlite3"),
    ("db", "restore", "copy.sqlite3", "--yes"),
    ("kit", "make", "-o", "kits"),
    ("kit", "collect", "kits"),
    ("import", str(ROOT / "sample_plans" / "vpr-2023.docx"), "--amend", "1", "--dry-run"),
    ("plugins",),
)


WITHOUT_PLAN = {"template", "fill", "show", "finish", "correct", "discard", "collect"}
"""Commands of checklists that name a run, a file or a template."""
SITE = """
name = "site"
title = "Сайт школы"
version = 1

[[sections]]
label = "Раздел"

[[sections.items]]
type = "yes_no"
name = "rules"
label = "Положение опубликовано"
"""


@dataclass
class Fields:
    """Fields by path: those with a value somewhere, and those that were null or empty wherever they were seen."""

    full: set[str] = field(default_factory=set)
    empty: set[str] = field(default_factory=set)

    def see(self, value: object, path: str = "") -> None:
        if path.endswith(OPEN):
            self.full.add(path)
        elif isinstance(value, dict) and value:
            for name, part in value.items():
                self.see(part, f"{path}.{name}".lstrip("."))
        elif isinstance(value, list) and any(isinstance(part, dict) for part in value):
            self.full.add(path)
            for part in value:
                if part is not None:
                    self.see(part, f"{path}[]")
        else:
            (self.empty if value in (None, [], {}) else self.full).add(path)


def documented() -> dict[str, list[tuple[str, str | None]]]:
    """By heading: the fields of its table, each with the shape that it stands for."""
    found: dict[str, list[tuple[str, str | None]]] = {}
    heading = ""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            heading = line.lstrip("# ").lower()
        elif line.startswith("| `"):
            names, what = line.strip("| ").split(" | ", 1)
            shape = re.match(r"→ \[([^]]+)\]", what)
            for name in re.findall(r"`([^`]+)`", names):
                found.setdefault(heading, []).append((name, shape[1] if shape else None))
    return found


def expanded(page: dict[str, list[tuple[str, str | None]]], heading: str, prefix: str = "") -> set[str]:
    """All fields below a heading, those of shapes written out."""
    found: set[str] = set()
    for name, shape in page[heading]:
        path = prefix if name == "." else f"{prefix}.{name}".lstrip(".")
        found |= expanded(page, shape, path) if shape else {path}
    return found


@pytest.fixture
def printed(shell, monkeypatch):
    """What the commands print, by schema."""
    for name, value in {"VPR_DB": "a.sqlite3", "VPR_TODAY": "2023-02-10", "VPR_ACTOR": "Координатор"}.items():
        monkeypatch.setenv(name, value)
    (shell.folder / "schools.csv").write_text("7;Гимназия № 7\n", encoding="utf-8")
    (shell.folder / "templates").mkdir()
    (shell.folder / "templates" / "site.toml").write_text(SITE, encoding="utf-8")
    (shell.folder / "vpr.toml").write_text('[plugin.checklists]\ntemplates = "templates"\n', encoding="utf-8")
    (shell.folder / "handed-in.csv").write_text("task;school;result\n1;4;6\n1;99;1\n", encoding="utf-8")
    found: dict[str, Fields] = {}
    evidence = ""
    for call in CALLS:
        which = () if call[0] in PLAN_FREE or not {"--verify", "verify", "get"}.isdisjoint(call) else ("--plan", "1")
        if call[0] == "doc" and call[1:3] in (("list",), ("forms", "set"), ("forms", "remove")):
            which = ()
        if call[0] == "ical" and "add" not in call:
            which = ()
        if call[0] == "checklist" and call[1] in WITHOUT_PLAN:
            which = ()
        if "year" in call:
            which = ("--plan", "1")
        output = shell.vpr(*(evidence if word == "EVIDENCE" else word for word in call), *which, "--json")
        assert shell.code == 0 or {"check", "collect"} & set(call), f"{call}: {output}"
        data = json.loads(output)
        found.setdefault(data.pop("schema"), Fields()).see(data)
        files = [each["evidence_id"] for each in data.get("evidence", []) if each["kind"] == "file"]
        evidence = files[0] if files else evidence
    return found


def test_the_page_has_every_schema_of_the_code():
    text = "".join(path.read_text(encoding="utf-8") for path in SOURCES)
    # The marks inside workbooks that schools fill in are no JSON.
    assert set(SCHEMA.findall(text)) - {"vpr-tracker/kit/1", "vpr-tracker/checklist-form/1"} == {
        heading for heading in documented() if SCHEMA.fullmatch(heading)
    }


def test_the_page_has_exactly_the_fields_that_are_printed(printed):
    page = documented()
    assert set(printed) == {heading for heading in page if SCHEMA.fullmatch(heading)}
    for schema, fields in printed.items():
        said = expanded(page, schema)
        assert fields.full - said - containers(said) == set(), f"{schema}: printed, but not on the page"
        assert fields.empty - said - containers(said) == set(), f"{schema}: printed (empty), but not on the page"
        unseen = {path for path in said if path not in fields.full | fields.empty | containers(fields.full)}
        possible = {path for path in unseen if any(path.startswith((each + ".", each + "[]")) for each in fields.empty)}
        assert unseen - possible == set(), f"{schema}: on the page, but never printed"


def containers(paths: set[str]) -> set[str]:
    """The paths that others go through: of «a.b[].c» these are «a», «a.b», «a.b[]»."""
    found: set[str] = set()
    for path in paths:
        parts = re.split(r"(\[\]|\.)", path)
        found |= {"".join(parts[:end]).rstrip(".") for end in range(1, len(parts))}
    return found


def test_a_field_that_is_not_on_the_page_is_noticed():
    fields = Fields()
    fields.see({"a": {"b": 1}, "c": [{"d": None}], "e": []})
    assert fields.full == {"a.b", "c"}
    assert fields.empty == {"c[].d", "e"}
    assert containers({"a.b[].c"}) == {"a", "a.b", "a.b[]"}
