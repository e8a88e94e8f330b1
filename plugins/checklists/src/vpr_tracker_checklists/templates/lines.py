"""On which line of a TOML text a key or table stands, for the messages; :mod:`tomllib` does not say.

Made for a text that is valid TOML. What is written inline (``choices = [{…}]``) counts with the key that holds it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

Path = tuple[str | int, ...]
"""``("sections", 0, "items", 2, "relevant")``, counted from 0."""

_PARTS: Final = re.compile(
    r'"""(?:\\.|[^\\])*?"""'
    r"|'''.*?'''"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|[\[\]{}\n]",
    re.DOTALL,
)
_HEADER: Final = re.compile(r"\s*(\[\[?)([^\]]+)\]")
_KEY: Final = re.compile(r"\s*([\w-]+|\"[^\"]*\"|'[^']*')\s*[.=]")


def lines_of(body: str) -> dict[Path, int]:
    """The lines, counted from 1, by path."""
    found: dict[Path, int] = {(): 1}
    counts: dict[Path, int] = {}
    table: Path = ()
    for line, statement in _statements(body):
        if header := _HEADER.match(statement):
            table = _table(header[2], header[1] == "[[", counts)
            found.setdefault(table, line)
        elif key := _KEY.match(statement):
            found.setdefault((*table, key[1].strip("\"'")), line)
    return found


def line_of(lines: dict[Path, int], path: Path) -> int:
    """The line of a path, or of the nearest thing around it."""
    while path not in lines:
        path = path[:-1]
    return lines[path]


def _table(name: str, many: bool, counts: dict[Path, int]) -> Path:
    """The path of the table that a header opens; the last of each list around it."""
    path: Path = ()
    *outer, last = (part.strip().strip("\"'") for part in name.split("."))
    for part in outer:
        path = (*path, part)
        if path in counts:
            path = (*path, counts[path] - 1)
    path = (*path, last)
    if not many:
        return path
    counts[path] = counts.get(path, 0) + 1
    return (*path, counts[path] - 1)


def _statements(body: str) -> Iterator[tuple[int, str]]:
    """Each statement with the line that it begins on; a list or text over several lines is one."""
    line = first = 1
    start = depth = 0
    for part in _PARTS.finditer(body):
        text = part[0]
        if text == "\n":
            line += 1
            if depth == 0:
                yield first, body[start : part.start()]
                start, first = part.end(), line
        elif text in "[{":
            depth += 1
        elif text in "]}":
            depth -= 1
        else:
            line += text.count("\n")
    yield first, body[start:]
