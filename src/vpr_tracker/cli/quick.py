"""The short way for ``vpr status``, ``vpr due`` and ``vpr check``: they run every minute somewhere.

Importing Click takes several times as long as answering. So a call that is written plainly, with known options and
fitting values, is understood here; anything else (help, a mistake, a rare spelling) is left to Click, which has
the same options and the last word. A test holds the two readings equal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from vpr_tracker.cli.app import App
from vpr_tracker.settings import Settings, parse_day

LEVELS: Final = ("municipality", "school", "both")
LANGUAGES: Final = ("ru", "en")


class _Unusual(Exception):
    """The call needs Click."""


def _text(text: str) -> str:
    return text


def _day(text: str) -> date:
    try:
        return parse_day(text)
    except ValueError as error:
        raise _Unusual from error


def _one_of(choices: Sequence[str]) -> Callable[[str], str]:
    def convert(text: str) -> str:
        if text not in choices:
            raise _Unusual
        return text

    return convert


class Option(NamedTuple):
    """An option: the keyword that it becomes, how its text is read (``None`` for a flag)."""

    keyword: str
    convert: Callable[[str], Any] | None = _text


_COMMON: Final = {
    "--on": Option("on", _day),
    "--plan": Option("plan"),
    "--json": Option("as_json", None),
}
_NARROWING: Final = {"--owner": Option("owner"), "--school": Option("school")}
GLOBAL: Final = {"--db": Option("db"), "--lang": Option("lang", _one_of(LANGUAGES))}
QUICK: Final[Mapping[str, Mapping[str, Option]]] = {
    "status": {
        **_COMMON,
        **_NARROWING,
        "--level": Option("level", _one_of(LEVELS)),
        "--section": Option("section"),
        "--overdue": Option("overdue", None),
    },
    "due": {**_COMMON, **_NARROWING},
    "check": {**_COMMON, "--nagios": Option("nagios", None)},
}
"""The commands and those options of theirs that are read here."""
LEFT_TO_CLICK: Final = ("--within", "--output", "--as-of")
"""Options of these commands that only Click reads."""


class Call(NamedTuple):
    """A call that was understood: the command, its keywords, the global options that were given."""

    command: str
    asked: dict[str, Any]
    settings: dict[str, str | None]


def attempt(arguments: Sequence[str]) -> int | None:
    """Run the call, give its exit code; ``None`` where Click has to read it."""
    call = read(arguments)
    if call is None:
        return None
    app = App(Settings(call.settings))
    if call.command == "status":
        from vpr_tracker.cli.reports.status import run as status

        return status(app, **call.asked)
    if call.command == "due":
        from vpr_tracker.cli.reports.due import run as due

        return due(app, **call.asked)
    from vpr_tracker.cli.reports.check import run as check

    return check(app, **call.asked)


def read(arguments: Sequence[str]) -> Call | None:
    """The call that the arguments are, ``None`` where Click has to say."""
    if not arguments or arguments[0] not in QUICK:
        return None
    command = arguments[0]
    options = QUICK[command]
    asked: dict[str, Any] = {option.keyword: False if option.convert is None else None for option in options.values()}
    settings: dict[str, str | None] = {}
    try:
        for name, value in _pairs(arguments[1:], {**options, **GLOBAL}):
            if name in GLOBAL:
                settings[GLOBAL[name].keyword] = value
            else:
                asked[options[name].keyword] = value
    except _Unusual:
        return None
    return Call(command, asked, settings)


def _pairs(arguments: Sequence[str], options: Mapping[str, Option]) -> Iterator[tuple[str, Any]]:
    rest = iter(arguments)
    for argument in rest:
        name, equals, value = argument.partition("=")
        option = options.get(name)
        if option is None or (option.convert is None and equals):
            raise _Unusual
        if option.convert is None:
            yield name, True
            continue
        if not equals:
            value = next(rest, "-")
            if value.startswith("-"):
                raise _Unusual
        yield name, option.convert(value)
