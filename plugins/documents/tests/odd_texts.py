"""Texts that no plan should hold and some day one will: markup, templates, other scripts, what XML cannot hold."""

from __future__ import annotations

import re

ODD = (
    "<w:p>&amp;</w:p>", "{{ 7 * 7 }}", "{% for x in range(9) %}", "{# no #}", "%}", "}}", "{_{", "]]>", "<!--", "&#7;",
    '"«“\'',
    "\u202eсправа налево", "שלום مرحبا", "👩‍👩‍👧 🇷🇺", "a\tb\nc\r\nd\re", "\x00\x07\x0b\x1b", "\ud800", "\ufffe",
    "д" * 10_000, "слово " * 1_700, "  пробелы  ", "$x^2$", "\\u0041", "%s %(a)s", "${a}", "`id`",
    "'; DROP TABLE plan; --",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}", "{{ plan.__init__ }}", "\u2028\u2029\u0085", "e\u0301\u0308" * 50,
)  # fmt: skip


def expected(value: str) -> str:
    """A text as a document holds it."""
    value = re.sub("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", value)
    return value.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ")
