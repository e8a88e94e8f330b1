"""The values of a template's file, one by one: of the right kind, or a fault with its place and cure."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from vpr_tracker import without_refused
from vpr_tracker_checklists.i18n import _
from vpr_tracker_checklists.templates.lines import Path, line_of, lines_of

LONGEST: Final = 500
"""Characters of a label, a hint or a message."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a template's file.

    :ivar place: «item «paper», relevant»; ``cure``: what to do about it, or ``""``.
    """

    line: int
    place: str
    message: str
    cure: str = ""

    def __str__(self) -> str:
        text = _("line {line}: {place}: {message}") if self.place else _("line {line}: {message}")
        text = text.format(line=self.line, place=self.place, message=self.message)
        return f"{text}; {self.cure}" if self.cure else text


class Fields:
    """Takes values out of the tables of one file and gathers the faults."""

    def __init__(self, body: str, data: Mapping[str, Any]) -> None:
        self.faults: list[Fault] = []
        self._lines = lines_of(body)
        self._data = data

    def fault(self, path: Path, message: str, cure: str = "") -> None:
        """Note a fault at a path."""
        self.faults.append(Fault(line_of(self._lines, path), self._place(path), message, cure))

    def line(self, path: Path) -> int:
        """The line of a path."""
        return line_of(self._lines, path)

    def known(self, table: Mapping[str, Any], path: Path, keys: Iterable[str]) -> None:
        """Every key that is none of ``keys`` is a fault."""
        for key in table:
            if key not in keys:
                self.fault((*path, key), _("there is no such key"), alike(key, keys))

    def text(
        self,
        table: Mapping[str, Any],
        path: Path,
        key: str,
        *,
        needed: bool = False,
        several_lines: bool = False,
        longest: int = LONGEST,
    ) -> str:
        """A text of at most ``longest`` characters, without blanks around it; ``""`` where there is none."""
        place = (*path, key)
        written = table.get(key, "")
        if not isinstance(written, str):
            self.fault(place, _("must be a text"), _("write it in quotes"))
            return ""
        if without_refused(written) != written:
            self.fault(place, _("holds a character that no text may hold"), _("write it anew"))
        value: str = written.strip()
        if needed and not value:
            self.fault(place if key in table else path, _("«{key}» is missing").format(key=key), _("write a text"))
        if not several_lines and "\n" in value:
            self.fault(place, _("must be one line"), _("take the line breaks out"))
        if len(value) > longest:
            self.fault(place, _("has more than {limit} characters").format(limit=longest), _("make it shorter"))
        return value

    def flag(self, table: Mapping[str, Any], path: Path, key: str) -> bool:
        """``true`` or ``false``; ``false`` where there is none."""
        value = table.get(key, False)
        if not isinstance(value, bool):
            self.fault((*path, key), _("must be true or false"), _("write it without quotes"))
        return value is True

    def whole(self, table: Mapping[str, Any], path: Path, key: str, most: int) -> int:
        """A whole number from 1 to ``most``; 1 where there is none."""
        value = table.get(key, 1)
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
            self.fault((*path, key), _("must be a whole number from 1 to {most}").format(most=most))
            return 1
        return value

    def one_of(self, table: Mapping[str, Any], path: Path, key: str, allowed: Iterable[str], default: str) -> str:
        """One of some words; ``default`` (where it is empty, a fault) where there is none."""
        value = table.get(key, default)
        if value not in allowed:
            said = _("is missing") if value == "" else _("«{value}» is not known").format(value=value)
            words = ", ".join(allowed)
            cure = _("write one of: {words}").format(words=words)
            self.fault((*path, key), said, cure)
            return default
        return str(value)

    def words(self, table: Mapping[str, Any], path: Path, key: str) -> tuple[str, ...]:
        """A list of texts; empty where there is none."""
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            self.fault((*path, key), _("must be a list of texts"), _('write it as ["7", "9.1"]'))
            return ()
        return tuple(value)

    def tables(self, table: Mapping[str, Any], path: Path, key: str) -> list[tuple[Path, Mapping[str, Any]]]:
        """A list of tables, each with its path; empty where there is none."""
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(part, dict) for part in value):
            name = ".".join(str(part) for part in (*path, key) if isinstance(part, str))
            self.fault((*path, key), _("must be a list of tables"), _("write [[{name}]]").format(name=name))
            return []
        return [((*path, key, position), part) for position, part in enumerate(value)]

    def _place(self, path: Path) -> str:
        """«item «paper», relevant»: by the names that the tables on the way have, else by their numbers."""
        words: list[str] = []
        table: Any = self._data
        for part in path:
            table = table.get(part) if isinstance(table, dict) else table[part] if isinstance(part, int) else None
            if not isinstance(part, int):
                words.append(part)
                continue
            named = isinstance(table, dict) and isinstance(table.get("name"), str) and bool(table["name"])
            if named and words[-1] == "items":
                words = words[-1:]  # the item's name says enough
            words[-1] = _named(words[-1], table["name"]) if named else f"{words[-1]}[{part + 1}]"
        return ", ".join(words)


def _named(key: str, name: str) -> str:
    kinds = {"sections": _("section «{name}»"), "items": _("item «{name}»"), "choices": _("choice «{name}»")}
    return kinds.get(key, f"{key} «{{name}}»").format(name=name[:60])


def alike(name: str, names: Iterable[str]) -> str:
    """«did you mean «x»?», or all names that there are."""
    known = list(names)
    near = difflib.get_close_matches(name, known, n=1)
    if near:
        return _("did you mean «{name}»?").format(name=near[0])
    if not known:
        return ""
    shown = ", ".join(known[:20]) + ("…" if len(known) > 20 else "")
    return _("there are: {names}").format(names=shown)
