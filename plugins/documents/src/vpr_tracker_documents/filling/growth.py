"""Every way in which an expression makes much of little, measured before it is gone: signs, filters, methods."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sized
from functools import wraps
from string import Formatter
from typing import Any, Final

from jinja2 import TemplateRuntimeError, Undefined
from jinja2.filters import make_attrgetter
from jinja2.utils import pass_eval_context

from vpr_tracker_documents.filling.bounds import BITS, DEPTH, WIDTH, Bounds, TooMuch, fits, narrow, number, size
from vpr_tracker_documents.i18n import _

Values = tuple[Any, ...]
Words = Mapping[str, Any]
Guard = Callable[[Values, Words], None]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


LEFT_OUT: Final = ("striptags", "wordwrap", "indent")
"""Filters of Jinja that are slow on purpose-made texts and of no use in Word, which breaks lines itself."""
_LISTS: Final = _words(
    "attr batch count d default dictsort first groupby items last length list map max min reject rejectattr reverse "
    "select selectattr slice sort sum unique width"
)
"""Filters that take values as they are; the others make a text of theirs first."""
_EACH: Final = _words("map reject rejectattr select selectattr")
"""Filters that do something with each item."""
_HEAVY: Final = {
    **dict.fromkeys(_EACH, 5),
    **dict.fromkeys(_words("dictsort max min person post sort unique"), 5),
    "groupby": 30,
}
"""How much more than a look an item or character costs these filters; the others look at it once."""
_LIGHT: Final = 500
"""Characters that what is done with an item may be about before it counts as more than one."""
_METHODS: Final[Mapping[type, frozenset[str]]] = {
    str: _words(
        "capitalize casefold center count endswith expandtabs find format index isalnum isalpha isdecimal isdigit "
        "islower isnumeric isspace istitle isupper join ljust lower lstrip partition removeprefix removesuffix replace "
        "rfind rindex rjust rpartition rsplit rstrip split splitlines startswith strip swapcase title upper zfill"
    ),
    bytes: frozenset(),
    int: frozenset({"is_integer"}),
    float: frozenset({"is_integer"}),
    dict: frozenset({"copy", "get", "items", "keys", "values"}),
    list: frozenset({"copy", "count", "index"}),
    tuple: frozenset({"count", "index"}),
    range: frozenset(),
}
"""The methods that templates may call."""
_DIGITS: Final = re.compile(r"\d+")
_BRACKET: Final = re.compile(r"[()]")
_WIDTHS: Final = re.compile(r"[-#0+ ]*(\*|\d*)(?:\.(\*|\d*))?")
_FEW: Final = 20
"""Digits of a width that are looked at: more are too many anyway."""


def sign(operator: str, left: Any, right: Any) -> None:  # noqa: ANN401 -- any values
    """See that ``left * right`` and the like may be made.

    :raises TooMuch: it may not.
    """
    if operator == "%" and isinstance(left, str):
        percent(left, right)
    elif operator == "+" and isinstance(left, (str, list, tuple)):
        fits(size(left) + size(right))
    elif operator == "*":
        _times(left, right)
    elif operator == "**" and isinstance(left, int) and isinstance(right, int) and abs(left) > 1:
        _bits(left.bit_length() * right)


def _times(left: Any, right: Any) -> None:  # noqa: ANN401 -- any values
    for many, count in ((left, right), (right, left)):
        if isinstance(many, (str, bytes, list, tuple)) and isinstance(count, int):
            fits(size(many) * max(count, 0))
    if isinstance(left, int) and isinstance(right, int):
        _bits(left.bit_length() + right.bit_length())


def _bits(count: int) -> None:
    if count > BITS:
        raise TooMuch(
            _("this would make a number of more than {limit} digits").format(limit=number(BITS // 10 * 3)),
            _("make the numbers in it smaller"),
        )


def percent(text: str, values: object) -> None:
    """See that ``text % values`` may be made.

    :raises TooMuch: it may not.
    """
    fields, place = 0, text.find("%")
    while place >= 0:
        fields += 1
        place = _past_key(text, place + 1)
        widths = _WIDTHS.match(text, place)
        if widths is not None:
            for width in widths.groups():
                _see_width(width)
            place = widths.end()
        place = text.find("%", place + (text[place : place + 1] == "%"))
    fits(len(text) + fields * (WIDTH + size(values)))


def _past_key(text: str, place: int) -> int:
    """Past «(name)»; brackets in the name come in pairs."""
    if not text.startswith("(", place):
        return place
    depth = 0
    for found in _BRACKET.finditer(text, place):
        depth += 1 if found[0] == "(" else -1
        if depth == 0:
            return found.end()
    return len(text)


def braces(text: str, values: object) -> None:
    """See that ``text.format(values)`` may be made.

    :raises TooMuch: it may not.
    :raises ValueError: it is no format.
    """
    fields = 0
    for _before, name, spec, _conversion in Formatter().parse(text):
        fields += name is not None
        if spec and "{" in spec:
            _see_width("*")
        for digits in _DIGITS.findall(spec or ""):
            _see_width(digits)
    fits(len(text) + fields * (WIDTH + size(values)))


def _see_width(said: str | None) -> None:
    """A width that is written in a format; one that a value would give is not taken."""
    if said == "*":
        raise TooMuch(_("a format takes its width from a value"), _("write the width as a number into the format"))
    if said:
        narrow(int(said[:_FEW]))


def _replacing(values: Values, words: Words) -> None:
    text, old, new = (str(words.get(name, given)) for name, given in zip(_REPLACE, (*values, "", "", ""), strict=False))
    fits(len(text) + (text.count(old) if old else len(text) + 1) * len(new))


_REPLACE: Final = ("s", "old", "new")


def _parts(values: Values, words: Words) -> None:
    """``batch`` and ``slice``: how many, and what fills the gaps."""
    count = words.get("linecount", words.get("slices", values[1] if len(values) > 1 else 0))
    narrow(count)
    filling = words.get("fill_with", values[2] if len(values) > 2 else None)
    if isinstance(count, int):
        fits(size(filling) * abs(count))


def _widening(values: Values, words: Words) -> None:
    for each in (*values[1:], *words.values()):
        narrow(each)


def _rounding(values: Values, words: Words) -> None:
    narrow(words.get("precision", values[1] if len(values) > 1 else 0), 100)


def _adding(values: Values, words: Words) -> None:
    """``sum`` of anything but numbers joins lists, each time anew."""
    start = words.get("start", values[2] if len(values) > 2 else 0)
    if not isinstance(start, (int, float)):
        raise TemplateRuntimeError(_("«sum» adds numbers only"))


_FILTERS: Final[Mapping[str, Guard]] = {
    "batch": _parts,
    "slice": _parts,
    "center": _widening,
    "format": lambda values, words: percent(str(values[0]), words or values[1:]),
    "replace": _replacing,
    "round": _rounding,
    "sum": _adding,
}


def guarded(name: str, given: Callable[..., Any], bounds: Bounds) -> Callable[..., Any]:
    """A filter that measures what it is given and what it gives."""
    ahead = 1 if hasattr(given, "jinja_pass_arg") else 0
    guard, weight, as_text = _FILTERS.get(name), _HEAVY.get(name, 1), name not in _LISTS

    @wraps(given)
    def filtered(*values: Any, **words: Any) -> Any:  # noqa: ANN401 -- whatever filters take
        first, taken = values[:ahead], values[ahead:]
        if taken:
            value = taken[0]
            if isinstance(value, Iterator):
                value = [*value]
            for each in (*taken[1:], *words.values()):
                bounds.weighed(each)
            if as_text and not isinstance(value, str):
                bounds.weighed(value)
                fits(size(value))
            if guard is not None:
                guard((value, *taken[1:]), words)
            if isinstance(value, Sized) and not isinstance(value, Undefined):
                more = size([*taken[1:], words]) // _LIGHT if name in _EACH else 0
                bounds.spend(len(value) * (weight + more))
            taken = (value, *taken[1:])
        return bounds.made(given(*first, *taken, **words))

    return filtered


def joining(given: Callable[..., Any]) -> Callable[..., Any]:
    """The filter ``join``: measures all that it joins."""

    @pass_eval_context
    def join(context: Any, value: Any, d: str = "", attribute: str | int | None = None) -> Any:  # noqa: ANN401
        items = [*value]
        if attribute is not None:
            items = [*map(_reader(context.environment, attribute), items)]
        fits(sum(map(size, items)) + len(items) * len(str(d)))
        return given(context, items, d)

    return join


_reader: Callable[..., Callable[[Any], Any]] = make_attrgetter


def method(called: Any, values: Values, words: Words) -> tuple[Values, Words]:  # noqa: ANN401 -- anything callable
    """See that a method may be called; gives what to call it with.

    :raises TooMuch: it may not.
    """
    bound = getattr(called, "__wrapped__", called)
    owner, name = getattr(bound, "__self__", None), getattr(bound, "__name__", "")
    allowed = next((names for kind, names in _METHODS.items() if isinstance(owner, kind)), None)
    if isinstance(owner, type):
        allowed = frozenset()
    if allowed is None:
        return values, words
    if name not in allowed:
        raise TooMuch(_("«.{name}()» is not for templates").format(name=name), _("leave it out, or use a filter"))
    if isinstance(owner, str):
        values = _of_text(owner, name, values, words)
    return values, words


def _of_text(owner: str, name: str, values: Values, words: Words) -> Values:
    if name == "join" and values:
        values = ([*values[0]], *values[1:])
        fits(sum(map(size, values[0])) + len(values[0]) * len(owner))
    elif name == "replace":
        _replacing((owner, *values), {})
    elif name == "format":
        braces(owner, (values, dict(words)))
    elif name == "expandtabs":
        width = words.get("tabsize", values[0] if values else 8)
        narrow(width)
        fits(len(owner) + owner.count("\t") * abs(width))
    elif name in ("center", "ljust", "rjust", "zfill"):
        _widening((owner, *values), words)
    return values


def too_deep(lineno: int) -> TooMuch:
    """What is told of loops and conditions within too many others."""
    return TooMuch(
        _("more than {limit} loops and conditions lie within each other").format(limit=DEPTH),
        _("make the template simpler"),
        lineno,
    )
