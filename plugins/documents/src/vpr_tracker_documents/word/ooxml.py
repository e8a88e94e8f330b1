"""Names of WordprocessingML elements and the small questions one asks of them.

Only the transitional namespaces appear here: ``xml.parse`` renames those of strict files.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, TypeAlias

if TYPE_CHECKING:
    from lxml import etree

    Element: TypeAlias = etree._Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14: Final = "{http://schemas.microsoft.com/office/word/2010/wordml}"
M: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
V: Final = "{urn:schemas-microsoft-com:vml}"
WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
XML_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"

# Read once per element of a table, so they are plain globals.
P: Final = W + "p"
TBL: Final = W + "tbl"
TR: Final = W + "tr"
TC: Final = W + "tc"
RUN: Final = W + "r"
TEXT: Final = W + "t"
PPR: Final = W + "pPr"
RPR: Final = W + "rPr"
TRPR: Final = W + "trPr"
TCPR: Final = W + "tcPr"
SDT: Final = W + "sdt"
ALTERNATE: Final = MC + "AlternateContent"
VAL: Final = W + "val"

LIVE_CHANGES: Final = frozenset({W + "ins", W + "moveTo", W14 + "conflictIns"})
"""Wrappers whose content stays when all changes are accepted."""
DEAD_CHANGES: Final = frozenset({W + "del", W + "moveFrom", W14 + "conflictDel"})
"""Wrappers, or marks on a paragraph's end or a row, whose content goes when all changes are accepted."""

_OFF: Final = frozenset({"0", "false", "off"})
_INTEGER: Final = re.compile(r"\s*([+-]?\d{1,9})\s*")


def is_on(element: Element | None) -> bool:
    """Whether a switch element (``<w:strike/>``) is there and not set to «0», «false» or «off»."""
    return element is not None and element.get(VAL, "1").strip().lower() not in _OFF


def value_of(parent: Element | None, name: str) -> str | None:
    """The ``w:val`` of the child ``name``, ``None`` without such a child or attribute."""
    child = None if parent is None else parent.find(name)
    return None if child is None else child.get(VAL)


def whole(text: str | None, default: int = 0) -> int:
    """A whole number of at most nine digits, ``default`` for anything else."""
    match = _INTEGER.fullmatch(text) if text else None
    return int(match[1]) if match else default


def alternative(element: Element) -> Element | None:
    """The branch of ``mc:AlternateContent`` that Word shows: a choice that it understands, else the fallback.

    Word understands the namespaces of its makers, and nothing else.
    """
    for branch in element:
        if branch.tag == MC + "Choice":
            wanted = (branch.nsmap.get(prefix, "") for prefix in branch.get("Requires", "").split())
            if all("microsoft.com" in uri or "openxmlformats.org" in uri for uri in wanted):
                return branch
        elif branch.tag == MC + "Fallback":
            return branch
    return None
