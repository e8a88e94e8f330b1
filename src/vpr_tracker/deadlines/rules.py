"""The rules of deadlines: read from ``rules.txt``, turned into regular expressions over shapes on first use."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Final

from vpr_tracker.deadlines.vocabulary import vocabulary

_PART = re.compile(r"<[^>]+>|\(!|«[()]»|\.\.\.|[\[\](){}|]|[^\s\[\](){}|<>]+")
_OPEN: Final = {"[": "]", "(": ")", "{": "}", "(!": ")"}
_AFTER: Final = {"[": ")?", "(": ")", "{": "){0,12}", "(!": ")"}


@dataclass(frozen=True)
class Rule:
    """One line of the rules: a pattern over meanings, and the function that makes something of what it covers."""

    pattern: str
    builder: str
    makes: str
    source: str

    @cached_property
    def match(self) -> re.Pattern[str]:
        """The compiled pattern."""
        return re.compile(self.pattern)

    @property
    def anchored(self) -> bool:
        """Whether an event or a document follows the words of the rule."""
        return self.source.rstrip().endswith("...")


@dataclass(frozen=True)
class Rules:
    """The two passes: points (dates, months, lengths of time) and terms; each by the letter it may begin with."""

    points: dict[str, tuple[Rule, ...]]
    terms: dict[str, tuple[Rule, ...]]


@lru_cache(maxsize=1)
def rules() -> Rules:
    """The shipped rules."""
    return read_rules(Path(__file__).with_name("rules.txt").read_text("utf-8"))


def read_rules(text: str) -> Rules:
    """Read a file of rules; ValueError names the line and the word that is not in the vocabulary."""
    section = ""
    macros: dict[str, str] = {}
    found: dict[str, list[Rule]] = {"точки": [], "сроки": []}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if line.startswith("=="):
            section = line.strip("= ")
            continue
        try:
            if "->" not in line:
                name, _, body = line.partition("=")
                macros[name.strip()] = _Reader(body, macros).read()
                continue
            body, _, target = line.partition("->")
            *makes, builder = target.split()
            pattern = _Reader(body, macros).read()
            found[section].append(Rule(pattern, builder, "".join(makes), body.strip()))
        except (KeyError, IndexError, ValueError) as error:
            raise ValueError(f"rules.txt, строка {number}: {error.args[0]!r} в «{line.strip()}»") from error
    return Rules(_by_first_letter(found["точки"]), _by_first_letter(found["сроки"]))


class _Reader:
    """Turns «до [в] <дата>» into a regular expression over letters of meanings."""

    def __init__(self, body: str, macros: dict[str, str]) -> None:
        self._parts = [part for part in _PART.findall(body) if part != "..."]
        self._macros = macros
        self._at = 0

    def read(self, closing: str = "") -> str:
        """Read up to the closing bracket (or the end)."""
        out: list[str] = []
        while self._at < len(self._parts):
            part = self._parts[self._at]
            self._at += 1
            if part == closing:
                return "".join(out)
            if part in _OPEN:
                inner = self.read(_OPEN[part])
                if part != "(!" and (letters := _letters(inner)):
                    out.append(letters + _AFTER[part][1:])
                else:
                    out.append(("(?!" if part == "(!" else "(?:") + inner + _AFTER[part])
            elif part == "|":
                out.append("|")
            elif part.startswith("<"):
                out.append("(?:" + self._macros[part] + ")")
            else:
                out.append(vocabulary().letter(part.strip("«»")))
        if closing:
            raise ValueError(f"нет закрывающей скобки {closing}")
        pattern = "".join(out)
        return (_letters(pattern) or f"(?:{pattern})") if "|" in out else pattern


def _letters(pattern: str) -> str:
    """A choice between single letters as a set of letters, which compiles faster; nothing for other patterns."""
    choices = pattern.split("|")
    return f"[{''.join(choices)}]" if all(len(choice) == 1 for choice in choices) else ""


def _by_first_letter(found: list[Rule]) -> dict[str, tuple[Rule, ...]]:
    """Which rules may begin with which letter: every letter after which the pattern could go on."""
    table: dict[str, list[Rule]] = {}
    for rule in found:
        for letter in first_letters(rule.pattern)[0]:
            table.setdefault(letter, []).append(rule)
    return {letter: tuple(rules) for letter, rules in table.items()}


def first_letters(pattern: str) -> tuple[set[str], bool]:
    """The letters that a pattern can begin with, and whether it may also be empty."""
    letters: set[str] = set()
    some_empty = False
    for branch in _branches(pattern):
        at, empty = 0, True
        while empty and at < len(branch):
            if branch[at] not in "([":
                letters.add(branch[at])
                empty, at = False, at + 1
                continue
            end = _closing(branch, at)
            if branch.startswith("(?!", at):
                at = end + 1
                continue
            inner, inner_empty = _inner_letters(branch, at, end)
            letters |= inner
            at = end + 1
            if branch.startswith("?", at):
                at, inner_empty = at + 1, True
            elif branch.startswith("{0,12}", at):
                at, inner_empty = at + 6, True
            empty = inner_empty
        some_empty = some_empty or empty
    return letters, some_empty


def _inner_letters(branch: str, at: int, end: int) -> tuple[set[str], bool]:
    return (set(branch[at + 1 : end]), False) if branch[at] == "[" else first_letters(branch[at + 3 : end])


def _closing(pattern: str, at: int) -> int:
    depth = 0
    if pattern[at] == "[":
        return pattern.index("]", at)
    for place in range(at, len(pattern)):
        depth += {"(": 1, ")": -1}.get(pattern[place], 0)
        if not depth:
            return place
    raise ValueError("нет закрывающей скобки")


def _branches(pattern: str) -> list[str]:
    branches, depth, begin = [], 0, 0
    for place, char in enumerate(pattern):
        depth += {"(": 1, ")": -1}.get(char, 0)
        if char == "|" and not depth:
            branches.append(pattern[begin:place])
            begin = place + 1
    return [*branches, pattern[begin:]]
