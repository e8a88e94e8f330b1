"""Names in single braces: «{ plan.title }» is printed as it stands, which hardly anybody wants."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from vpr_tracker_documents.checking.faults import Fault
from vpr_tracker_documents.checking.places import place
from vpr_tracker_documents.filling.tags import TAG, paragraph_texts, paragraphs
from vpr_tracker_documents.i18n import _
from vpr_tracker_documents.word.ooxml import MC

if TYPE_CHECKING:
    from vpr_tracker_documents.filling.template import Template

_SINGLE: Final = re.compile(r"(?<![{%#])\{\s*([A-Za-z_]\w*(?:\.\w+)*(?:\s*\|[^{}]{1,80})?)\s*\}(?![}%#])", re.ASCII)


def single_braces(template: Template) -> Iterator[Fault]:
    """A remark for each; documents can be made all the same."""
    for part in template.package.texts:
        for paragraph in paragraphs(template.package.root(part)):
            if next(paragraph.iterancestors(f"{MC}Fallback"), None) is not None:
                continue
            texts = paragraph_texts(paragraph)
            whole = "".join(node.text or "" for node in texts)
            for found in _SINGLE.finditer(TAG.sub(" ", whole)) if "{" in whole else ():
                yield Fault(
                    place(part, texts[0]),
                    _("«{text}» stands in single braces and is printed as it is").format(text=found[0]),
                    _("for the value write {cure}").format(cure="{{ " + found[1].strip() + " }}"),
                    harmless=True,
                )
