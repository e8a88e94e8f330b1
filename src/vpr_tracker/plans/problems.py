"""What does not fit in a plan file, said in the language of the reader: the usual errors of pydantic and of TOML."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from typing import Any, Final

from vpr_tracker.domain.texts import code_point, refused_in, spelt_out
from vpr_tracker.i18n import N_, _

_MESSAGES: Final = {
    "missing": N_("is missing"),
    "extra_forbidden": N_("there is no such field"),
    "literal_error": N_("must be {expected}"),
    "string_type": N_("must be text in quotes"),
    "string_unicode": N_("holds half a character (a surrogate)"),
    "string_too_long": N_("has more than {max_length} characters"),
    "int_type": N_("must be a whole number"),
    "int_from_float": N_("must be a whole number"),
    "greater_than_equal": N_("must not be less than {ge}"),
    "less_than_equal": N_("must not be more than {le}"),
    "bool_type": N_("must be true or false"),
    "date_type": N_("must be a day: 2023-02-10"),
    "date_parsing": N_("must be a day: 2023-02-10"),
    "date_from_datetime_parsing": N_("must be a day: 2023-02-10"),
    "date_from_datetime_inexact": N_("must be a day without a time"),
    "list_type": N_("must be a list"),
    "tuple_type": N_("must be a list"),
    "too_long": N_("has more than {max_length} parts"),
    "dict_type": N_("must be a table"),
    "model_type": N_("must be a table"),
    "model_attributes_type": N_("must be a table"),
}
"""By pydantic's names of error types; what is not here keeps pydantic's own words."""
_WITHOUT_VALUE: Final = ("missing", "extra_forbidden", "value_error", "string_pattern_mismatch")
"""Errors whose value is not what is wrong, or is the whole table around it."""
_SHOWN: Final = 60
"""Characters of a value that are quoted."""
_TOML: Final = {
    "Expected '=' after a key in a key/value pair": N_("a key must be followed by «=»"),
    "Expected newline or end of document after a statement": N_("a value must end its line"),
    "Expected ']' at the end of a table declaration": N_("the name of a table must end with «]»"),
    "Expected ']]' at the end of an array declaration": N_("the name of a list of tables must end with «]]»"),
    "Invalid statement": N_("a line must be a key with a value, or the name of a table"),
    "Invalid value": N_("the value is not understood (text stands in quotes)"),
    "Invalid date or datetime": N_("there is no such day"),
    "Invalid initial character for a key part": N_("a key begins with a letter or a digit, or stands in quotes"),
    "Cannot overwrite a value": N_("the key is given twice"),
    "Unclosed array": N_("a list is not closed"),
    "Unclosed inline table": N_("a table in braces is not closed"),
    "Unterminated string": N_("a quotation mark is not closed"),
}
"""By the words of :mod:`tomllib`; what is not here keeps them."""
_TOML_PLACE: Final = re.compile(r"(?P<what>.*) \(at (?:line (?P<line>\d+), column (?P<column>\d+)|end of document)\)")


def field_problem(item: Mapping[str, Any]) -> str:
    """«tasks[3].level: 'town': must be …» of one error of a ``ValidationError``, counting from 1 as people do."""
    place = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in item["loc"]).lstrip(".")
    parts = [place or _("the file"), _said(item)]
    if item["type"] not in _WITHOUT_VALUE:
        parts.insert(1, _quoted(item["input"]))
    return ": ".join(parts)


def _said(item: Mapping[str, Any]) -> str:
    context = item.get("ctx", {})
    if item["type"] == "value_error":
        return str(context["error"])
    if item["type"] == "string_pattern_mismatch" and (found := refused_in(item["input"])) is not None:
        return _("the character {code}, which no text may hold").format(code=code_point(found))
    message = _MESSAGES.get(item["type"])
    if message is None:
        return str(item["msg"])
    expected = str(context.get("expected", "")).replace("' or '", "' {} '".format(_("or")))
    return _(message).format(**{**context, "expected": expected})


def _quoted(value: object) -> str:
    text = spelt_out(json.dumps(value, ensure_ascii=False, default=str))
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


def toml_problem(error: Exception) -> str:
    """What is wrong with a text that is no TOML, and in which line."""
    if isinstance(error, RecursionError):
        return _("it is nested too deep")
    found = _TOML_PLACE.fullmatch(str(error)) if isinstance(error, tomllib.TOMLDecodeError) else None
    if found is None:
        return str(error)
    known = _TOML.get(found["what"])
    what = _(known) if known else found["what"]
    if found["line"] is None:
        return _("at the end of the file: {what}").format(what=what)
    return _("line {line}, character {column}: {what}").format(line=found["line"], column=found["column"], what=what)
