"""Pages of the documentation taken apart: code blocks, settings in comments, links, headings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
_FENCE = re.compile(r"^(?P<fence>`{3,})(?P<info>[^`]*)$")
_DAY = re.compile(r"^<!-- today: (?P<day>[\d-]+) -->$")
_SETTING = re.compile(r"^<!-- (?P<name>[a-z]+): (?P<value>.+) -->$", re.MULTILINE)
GAP = "…"
"""A line that stands for any number of printed lines."""


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, its text, the file name in its caption, the line where it begins, its day."""

    language: str
    text: str
    caption: str | None
    line: int
    day: str | None = None


@dataclass(frozen=True)
class Page:
    """A page with its blocks, and its settings: comments «name: value»."""

    path: Path
    text: str
    blocks: tuple[Block, ...] = field(repr=False)
    settings: dict[str, list[str]] = field(repr=False)

    @property
    def name(self) -> str:
        """The path from the project's folder."""
        return self.path.relative_to(ROOT).as_posix()


@dataclass(frozen=True)
class Call:
    """A command of a console block and what the page says that it prints."""

    command: str
    expected: list[str]
    place: str


def page(path: Path) -> Page:
    """Read a page."""
    text = path.read_text(encoding="utf-8")
    settings: dict[str, list[str]] = {}
    for found in _SETTING.finditer(text):
        settings.setdefault(found["name"], []).append(found["value"])
    return Page(path, text, tuple(_blocks(text)), settings)


def all_pages() -> list[Page]:
    """Everything that is written for readers."""
    paths = [*ROOT.glob("*.md"), *ROOT.glob("plugins/*/*.md"), *ROOT.glob("benchmarks/*.md"), *DOCS.rglob("*.md")]
    return [page(path) for path in sorted(paths) if "_build" not in path.parts]


def _blocks(text: str) -> list[Block]:
    found: list[Block] = []
    lines = iter(enumerate(text.splitlines(), 1))
    day = None
    for number, line in lines:
        if said := _DAY.match(line):
            day = said["day"]
        fence = _FENCE.match(line)
        if fence is None:
            continue
        body: list[str] = []
        for _number, inner in lines:
            if inner.rstrip() == fence["fence"]:
                break
            body.append(inner)
        found.append(replace(_block(fence["info"].strip(), body, number), day=day))
    return found


def _block(info: str, body: list[str], number: int) -> Block:
    language = info.removeprefix("{code-block}").strip()
    caption = None
    while info.startswith("{code-block}") and body and body[0].startswith(":"):
        option = body.pop(0)
        if option.startswith(":caption:"):
            caption = option.removeprefix(":caption:").strip()
    return Block(language, "\n".join(body).strip("\n"), caption, number)


def calls(block: Block, where: str) -> list[Call]:
    """The commands of a console block («$ command»), each with the lines below it."""
    found: list[Call] = []
    for line in block.text.splitlines():
        if line.startswith(("$ ", "> ")):
            found.append(Call(line[2:], [], f"{where}:{block.line}: {line[2:]}"))
        elif found:
            found[-1].expected.append(line.rstrip())
        else:
            raise ValueError(f"{where}:{block.line}: the block does not begin with a command")
    return found


def difference(expected: list[str], printed: str) -> str | None:
    """The first expected line that was not printed where it should have been; ``None`` where all agree."""
    actual = [line.rstrip() for line in printed.strip("\n").splitlines()]
    wanted = list(expected)
    while wanted and not wanted[-1]:
        wanted.pop()
    place, free = 0, False
    for line in wanted:
        if line.strip() == GAP:
            free = True
            continue
        if free and line in actual[place:]:
            place += actual[place:].index(line) + 1
        elif not free and place < len(actual) and actual[place] == line:
            place += 1
        else:
            return line
        free = False
    if not free and place < len(actual) and wanted:
        return f"(nothing, but printed was: {actual[place]})"
    return None
