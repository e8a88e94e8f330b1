"""The Jinja that templates are written in: sandboxed, everything escaped, no name that is not there.

What data hold is only ever printed, never read as a template. What XML cannot hold is replaced and told.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import Any, Final

from jinja2 import StrictUndefined, TemplateRuntimeError
from markupsafe import Markup

from vpr_tracker_documents.filling.bounded import BoundedEnvironment
from vpr_tracker_documents.filling.bounds import fits, size
from vpr_tracker_documents.filling.pictures import Picture
from vpr_tracker_documents.i18n import _
from vpr_tracker_documents.russian import Case, NameForms, date_words, number_sign, plural

REPLACEMENT: Final = "\ufffd"
_REFUSED: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold in any spelling."""
_BREAKS: Final = re.compile("\r\n?|\n|\t")
_LEFT_OUT: Final = ("safe", "tojson", "xmlattr", "urlize", "forceescape", "pprint", "random", "filesizeformat")
"""Filters of Jinja that would put raw markup, chance, or another program's notation into a document."""
_QUOTED: Final = 40


class Printing:
    """What is printed into the documents of one template passes through here, value by value.

    ``remarks`` are lines about characters that had to be replaced; ``breaks`` says that a line break or tab was
    printed, ``pictures`` which pictures were.
    """

    def __init__(self) -> None:
        self.remarks: dict[str, None] = {}
        self.breaks = False
        self.pictures: list[Picture] = []
        self._number = 0

    def start(self) -> None:
        """Begin a document."""
        self.breaks = False
        self.pictures.clear()
        self._number = 0

    def __call__(self, value: Any) -> Any:  # noqa: ANN401 -- whatever data hold
        kind = type(value)
        if kind is str:
            return self.text(value)
        if kind is int or kind is Markup:
            return value
        if kind is Picture:
            return self._picture(value)
        if value is None:
            return ""
        if isinstance(value, bool):
            return "да" if value else "нет"
        if isinstance(value, date):
            return value.strftime("%d.%m.%Y")
        if isinstance(value, StrictUndefined):
            return value
        fits(size(value))
        return self.text(str(value))

    def text(self, text: str) -> str:
        """A text that XML can hold."""
        if _REFUSED.search(text) is not None:
            for character in dict.fromkeys(_REFUSED.findall(text)):
                shown = _REFUSED.sub(REPLACEMENT, text)[:_QUOTED]
                self.remarks.setdefault(
                    _("a document cannot hold the character U+{code:04X}; «{mark}» stands for it: «{text}»").format(
                        code=ord(character), mark=REPLACEMENT, text=shown
                    )
                )
            text = _REFUSED.sub(REPLACEMENT, text)
        if not self.breaks and _BREAKS.search(text) is not None:
            self.breaks = True
        return text

    def _picture(self, picture: Picture) -> Markup:
        self._number += 1
        self.pictures.append(picture)
        alt = Picture(picture.png, self.text(picture.alt), picture.width, picture.height)
        return Markup(alt.run(_FIRST_NUMBER + self._number))


_FIRST_NUMBER: Final = 9000
"""Far above the numbers that Word gives to the pictures of a template."""


class TemplateEnvironment(BoundedEnvironment):
    """Jinja for one template."""

    def __init__(self, printing: Printing, forms: NameForms | None = None) -> None:
        super().__init__(
            autoescape=True, undefined=StrictUndefined, finalize=printing, keep_trailing_newline=True, loader=None
        )
        for name in _LEFT_OUT:
            self.filters.pop(name, None)
        self.filters.update(_filters(forms or NameForms()))
        self.globals = {}
        self.bound()


def _filters(forms: NameForms) -> dict[str, Callable[..., Any]]:
    return {
        "person": lambda name, case: forms.person(str(name), _case(case)).text,
        "post": lambda text, case: forms.post(str(text), _case(case)).text,
        "plural": lambda number, one, few, many: plural(int(number), one, few, many),
        "number_sign": number_sign,
        "stop": with_stop,
        "date_words": date_words,
        "width": lambda picture, width: picture.sized(width),
    }


def _case(name: object) -> Case:
    try:
        return Case(str(name))
    except ValueError:
        cases = ", ".join(each.value for each in Case)
        raise TemplateRuntimeError(
            _("there is no case «{name}»; the cases are {cases}").format(name=name, cases=cases)
        ) from None


def with_stop(text: str) -> str:
    """A sentence with its full stop, and not with two."""
    text = str(text).rstrip()
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


FILTERS: Final = {
    "person": "a name in a case: `{{ signer.name|person('dative') }}`",
    "post": "a post, role or title in a case: `{{ signer.post|post('genitive') }}`",
    "plural": "the word that goes with a number: `{{ n }} {{ n|plural('школа', 'школы', 'школ') }}`",
    "number_sign": "a number with its sign, unbreakable",
    "date_words": "a day in words: «25 января 2023 г.»; for data of plugins, which may hold days",
    "stop": "a sentence with its full stop, and not with two",
    "width": "a picture so many millimetres wide: `{{ picture|width(120) }}`",
}
"""The filters that templates have beside those of Jinja, for the documentation; a test holds them together."""


def with_breaks(xml: str) -> str:
    """Line breaks and tabs of printed texts as Word knows them."""
    return _WITH_BREAKS.sub(_broken, xml)


_WITH_BREAKS: Final = re.compile(r"(<w:t(?: [^>]*)?>)([^<]*[\n\r\t][^<]*)</w:t>")


def _broken(found: re.Match[str]) -> str:
    start = '<w:t xml:space="preserve">'
    text = _BREAKS.sub(lambda each: "</w:t><w:tab/>" + start if each[0] == "\t" else "</w:t><w:br/>" + start, found[2])
    return f"{start}{text}</w:t>"
