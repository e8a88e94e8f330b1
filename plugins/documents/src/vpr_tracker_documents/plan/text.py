"""Lines of a cell as pieces of text: folded, stripped of list marks, joined where a phrase runs over a line.

Everything here works on plain strings and knows nothing of tables.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable
from functools import lru_cache
from typing import NamedTuple

from vpr_tracker_documents.word.model import Line

_WORDS = re.compile(r"\w+")
_MARK = re.compile(
    r"""\s*(?:
        [-–—−‑•●○◦▪■□►➢✓✔*·]+(?:\s+(?=\S)|(?=[^\s\d-]))  # a dash or a bullet; «-5» is no list mark
      | \(?\d{1,2}\)\s*                              # 1)  (1)
      | \d{1,2}(?:\.\d{1,2})*\.(?=\s|[^\W\d_])\s*    # 1.  2.1.
      | \(?[а-яёa-z]\)\s*(?=\S)                      # а)
    )\s*""",
    re.VERBOSE,
)
_SPACED = re.compile(r"[А-ЯЁ](?:\s{1,4}[А-ЯЁ](?!\w)){2,}|[А-ЯЁа-яё](?:\s{1,4}[а-яё](?!\w)){4,}")
_ONLY_DASH = re.compile(r"[\s\-–—−_.]*")
_HYPHENS = frozenset("-‐‑\u00ad")
_CUT_TAIL = re.compile(r"(?<=[^\W\d_])[-‐‑\u00ad]$")
_HEAD_WORD = re.compile(r"[^\W\d_]+(?:[-–][^\W\d_]+)*")
_OPEN_WORD = re.compile(
    r"в|во|на|с|со|к|ко|о|об|обо|от|до|из|за|по|под|при|про|для|без|через|между|над|перед|и|а|или|но|либо|не|ни|также"
    r"|как|согласно|что|чтобы|котор(?:ый|ая|ое|ые|ых)|посредством"
)
_FIRST_PART = re.compile(
    r"учебно|научно|социально|нормативно|организационно|информационно|материально|психолого|медико|воспитательно"
    r"|финансово|военно|культурно|спортивно|физкультурно|лечебно|контрольно|оценочно|методико|инструктивно|творческо"
    r"|художественно|естественно|духовно|нравственно|коррекционно|общественно|хозяйственно|административно|санитарно"
    r"|консультационно|просветительско|планово|программно|онлайн|интернет|медиа|веб|мастер|пресс|видео|фото|бизнес|арт"
    r"|вице|экс|учител(?:ь|я|ей|ю|ем|ям|ями)|педагог(?:а|и|ов|ам|ами)?|план[ауом]{0,2}"
)
_SECOND_PART = re.compile(
    r"(?:предметник|график|психолог|логопед|дефектолог|библиотекар|организатор|конкурс|класс|совещан|семинар"
    r"|практикум|лекци|интернат|коммуникац|консультац|выставк|урок|тренинг|марафон|опрос|платформ|методическ"
    r"|педагогическ|правов|технологическ|воспитательн|аналитическ|нравственн|научн|массов|оздоровительн)"
)


class Piece(NamedTuple):
    """One line of a cell: its list mark («-», «1.», an automatic label) apart from its text, white space folded."""

    text: str
    mark: str = ""

    @property
    def whole(self) -> str:
        """The line as printed, mark included."""
        return f"{self.mark} {self.text}".strip() if self.mark else self.text


def fold(text: str) -> str:
    """The text with every run of white space (line breaks, no-break spaces) as one space."""
    return " ".join(text.split())


def unspaced(text: str) -> str:
    """The text folded, and words printed with a space after each letter at its head («О К Т Я Б Р Ь») closed up."""
    if text[1:2].isspace() and text[3:4].isspace():
        match = _SPACED.match(text)
        if match:
            closed = re.sub(r"(?<=\S)\s(?=\S)", "", match.group())
            return fold(closed + text[match.end() :])
    return fold(text)


def words(text: str) -> list[str]:
    """Words and numbers of a text in lower case."""
    return _WORDS.findall(text.lower())


def blank(text: str) -> bool:
    """Whether a cell says nothing: empty, or a dash alone."""
    return not text[:1].isalnum() and _ONLY_DASH.fullmatch(text) is not None


def plain(text: str) -> str:
    """For comparing labels: lower case, «ё» as «е», white space folded, punctuation at the ends gone."""
    return fold(text).lower().replace("ё", "е").strip(" .,:;-–—*")


def pieces(lines: Iterable[Line]) -> list[Piece]:
    """The lines of a cell; empty ones stay, they separate groups."""
    return [piece_of(line.text, line.number) for line in lines]


@lru_cache(maxsize=4096)
def piece_of(text: str, label: str = "") -> Piece:
    """A line of text with its automatic label, if any."""
    folded = " ".join(text.split())
    if label:
        return Piece(folded, label)
    if folded[:2].isalpha():
        return Piece(folded)
    match = _MARK.match(folded)
    if match and match.end() < len(folded):
        return Piece(folded[match.end() :], match.group().strip())
    return Piece(folded)


def starts_low(text: str) -> bool:
    """Whether the first letter of the text is a small one (quotes and brackets before it are looked through)."""
    head = text.lstrip('«"“„( ')
    return bool(head) and head[0].islower()


def is_open(text: str) -> bool:
    """Whether a text cannot end here: a cut word, a comma, a dash, a preposition, a bracket never closed."""
    bare = text.rstrip()
    if not bare:
        return False
    if bare[-1] in ",-–—«(":
        return True
    if bare[-1] in ".;:!?":
        return False
    last = bare.rsplit(" ", 1)[-1].lower().strip("«»()")
    return (
        _OPEN_WORD.fullmatch(last) is not None or bare.count("(") > bare.count(")") or bare.count("«") > bare.count("»")
    )


def runs_on(before: str, after: Piece) -> bool:
    """Whether ``after`` continues the phrase that ``before`` broke off, rather than beginning a new one."""
    if not before or not after.text or after.mark:
        return False
    if is_open(before):
        return True
    return starts_low(after.text) and before[-1] not in ".;:!?"


def is_cut(before: str, after: str) -> bool:
    """Whether a word was cut in two by a hyphen at the end of ``before``."""
    return before[-1:] in _HYPHENS and starts_low(after) and _CUT_TAIL.search(before) is not None


def glue(before: str, after: str, known: Container[str] = ()) -> str:
    """Two halves of a phrase as one; a cut word loses its hyphen unless it is a compound.

    :param known: lower-case words of the document (compounds whole): what stands there elsewhere settles the case.
    """
    if not is_cut(before, after):
        return f"{before} {after}"
    head = _HEAD_WORD.match(after)
    second = head.group().lower() if head else ""
    first = re.split(r"[\s«(\"]", before[:-1])[-1].lower()
    if _keeps_hyphen(first, second, known):
        return f"{before[:-1]}-{after}"
    return before[:-1] + after


def _keeps_hyphen(first: str, second: str, known: Container[str]) -> bool:
    if first + second in known:
        return False
    if f"{first}-{second}" in known:
        return True
    last = first.rsplit("-", 1)[-1]
    return _FIRST_PART.fullmatch(last) is not None or (_SECOND_PART.match(second) is not None and len(last) > 3)


class Known:
    """The words of a document in lower case, compounds with a hyphen as one word; gathered when first asked for."""

    def __init__(self, texts: Callable[[], Iterable[str]]) -> None:
        self._texts = texts
        self._words: frozenset[str] | None = None

    def __contains__(self, word: object) -> bool:
        if self._words is None:
            self._words = frozenset(found for text in self._texts() for found in _HEAD_WORD.findall(text.lower()))
        return word in self._words


def join_lines(items: Iterable[Piece], known: Container[str] = ()) -> list[Piece]:
    """Lines joined where a phrase runs over the break; empty lines dropped."""
    result: list[Piece] = []
    for piece in items:
        if not piece.text:
            continue
        if result and (runs_on(result[-1].text, piece) or (not piece.mark and is_cut(result[-1].text, piece.text))):
            last = result[-1]
            result[-1] = Piece(glue(last.text, piece.text, known), last.mark)
        else:
            result.append(piece)
    return result
