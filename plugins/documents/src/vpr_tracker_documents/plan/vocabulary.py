"""Words by which an expected result is told to be a document, an action or an outcome (``kinds.txt``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Final

from vpr_tracker_documents.plan.values import DeliverableKind

_ADJECTIVE: Final = re.compile(r".*(?:ый|[кгхчшщ]ий|нний|ой|ая|яя|ое|ее|ые|[кгхчщш]ие|нние|ых|их|ого|его|ому|ему)")
_NOUN_TAIL: Final = re.compile(r".*(?:ние|тие|ния|ция|ции|вка|вки)")
_WORD: Final = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_LONGEST: Final = 24
"""Letters: no stem is longer."""
_AFTER_HEAD: Final = frozenset(("о", "об", "по", "для", "в", "на", "с", "со", "из", "к", "при"))
_KINDS: Final[Mapping[str, DeliverableKind]] = MappingProxyType(
    {"document": "document", "action": "action", "outcome": "outcome"}
)


@lru_cache(maxsize=1)
def _stems() -> Mapping[str, DeliverableKind]:
    text = resources.files("vpr_tracker_documents.plan").joinpath("kinds.txt").read_text("utf-8")
    stems: dict[str, DeliverableKind] = {}
    kind: DeliverableKind = "action"
    for line in text.splitlines():
        if line.startswith("["):
            kind = _KINDS[line.strip("[]")]
        elif not line.startswith("#"):
            stems.update(dict.fromkeys(line.split(), kind))
    return MappingProxyType(stems)


@lru_cache(maxsize=8192)
def kind_of_word(word: str) -> DeliverableKind | None:
    """What a word (lower case, «ё» as «е») names by itself; the longest stem that fits decides."""
    stems = _stems()
    for size in range(min(len(word), _LONGEST), 1, -1):
        kind = stems.get(word[:size])
        if kind and (size > 3 or len(word) <= size + 2):
            return kind
    return None


@lru_cache(maxsize=4096)
def kind_of(title: str) -> DeliverableKind | None:
    """What a result is by its head noun, looked for among its first words; ``None`` where none is known."""
    found = _WORD.findall(title.lower().replace("ё", "е"))[:6]
    for word in found:
        if word in _AFTER_HEAD:
            break
        kind = kind_of_word(word)
        if kind and (word == "наличие" or not _ADJECTIVE.fullmatch(word)):
            return kind
    if found and _NOUN_TAIL.fullmatch(found[0]):
        return "action"
    return "outcome" if found and found[0].endswith("ость") else None


def begins_document(text: str) -> bool:
    """Whether a line begins by naming a document in its basic form («приказ», «аналитическая справка»)."""
    for word in _WORD.findall(text.lower().replace("ё", "е"))[:3]:
        if kind_of_word(word) == "document" and re.fullmatch(r".*(?:[бвгджзклмнпрстфхцчшщьы]|[^и]я|а|и|ие)", word):
            return True
        if not re.fullmatch(r".*(?:ый|[кгхчшщ]ий|нний|ой|ая|яя|ое|ее|ые|ие)", word):
            return False
    return False
