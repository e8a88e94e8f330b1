"""The plan's title among the lines before its table, and whose plan it is."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from vpr_tracker_documents.plan.months import heading_month
from vpr_tracker_documents.plan.period import stated_period
from vpr_tracker_documents.plan.sections import looks_titled
from vpr_tracker_documents.plan.text import fold

TITLE: Final = re.compile(
    r"(?:[\w-]+(?:ый|ий|ая|ой|ое)(?: \([\w ]+\))?,? (?:и )?){0,3}[«\"]?"
    r"(?:план|дорожн\w+ карт|программ|комплекс мер|график|циклограмм"
    r"|перечень мер|мероприятия|план-график|система мер)", re.IGNORECASE,
)  # fmt: skip
_NOT_TITLE: Final = re.compile(
    r"(?:цел[ьи]|задачи|основани|директор|начальник|заведующ|исполнител|ответственн|срок|раздел|примечан|№|"
    r"утвержд|согласован|принят|рассмотрен|приложени|к приказ|в соответстви|в целях|настоящ|от \d|председател"
    r"|пояснительн|введени|содержани|аннотаци|структур|данн|паспорт|_{2,}|20\d\d ?г?\.?$"
    r"|(?:г|с|п|пос|р\. ?п)\. ?[А-ЯЁ])",
    re.IGNORECASE,
)  # fmt: skip
_CONTENTS: Final = re.compile(r"(?:\.{3,}|…|(?<!№)(?<!№ ) )\s*\d{1,3}$")
"""A line of a table of contents ends with its page."""
_SAYS: Final = re.compile(
    r"(?:\S+ ){1,5}(?:составлен|рассчитан|разработан|включает|предусматрива|является|содержит|определя"
    r"|направлен[аоы]?\b|реализуется|учитыва|строится|подготовлен)",
    re.IGNORECASE,
)
"""A sentence of a preface: «План рассчитан на …»."""
_OF_PROGRAMME: Final = re.compile(r"[«\"]?программ", re.IGNORECASE)
_YEAR: Final = re.compile(r"20\d\d")
_SCHOOL: Final = re.compile(
    r"\bшкол[аы]\b|\bсош\b|\bоош\b|гимнази|лице[йя]|м[бка]оу|гбоу|внутришкольн|детск\w+ сад|\bдоу\b"
    r"|директор\b(?! центра)",
    re.IGNORECASE,
)
_AUTHORITY: Final = re.compile(
    r"комитет|управлени|отдел|департамент|министерств|администраци|муниципалитет|район|округ|методическ\w+ центр",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Title:
    """The plan's title on one line, and the lines it was read from."""

    text: str
    lines: frozenset[int]
    rows: tuple[str, ...]
    """Its lines as printed."""


def find_titles(
    lines: Sequence[tuple[int, str]], taken: frozenset[int], levels: Mapping[int, int] | None = None
) -> list[Title]:
    """Every «План …», «Дорожная карта …» among the lines, each with the lines that go on with it.

    :param levels: the outline levels of lines that are headings: one of another level ends the title.
    """
    free = [(index, fold(text)) for index, text in lines if index not in taken]
    found: list[Title] = []
    for place, (index, text) in enumerate(free):
        if (not found or index not in found[-1].lines) and _begins_title(text):
            found.append(_title_from(free, place, levels or {}))
    return found


def best_title(titles: Sequence[Title], after: int = 0) -> Title | None:
    """The title of the whole document: the first that names a period, under the approval stamp where there is one.

    A plan goes before the programme that it belongs to.

    :param after: the last line of the stamp.
    """
    under = [title for title in titles if min(title.lines) > after] or titles
    dated = [title for title in under if stated_period(title.text) is not None]
    plans = [title for title in dated if not _OF_PROGRAMME.match(title.text)]
    return next(iter(plans or dated or under), None)


def _title_from(free: Sequence[tuple[int, str]], start: int, levels: Mapping[int, int]) -> Title:
    found = [free[start]]
    for place in range(start + 1, min(len(free), start + 10)):
        index, text = free[place]
        if not text:
            if _goes_on(found, free, place + 1):
                continue
            break
        again = _begins_title(text) and abs(index - found[-1][0]) == 1
        complete = _YEAR.search(found[-1][1]) is not None and not re.match(r"[а-яё(\d]", text)
        other = levels.get(index, 0) not in (0, levels.get(free[start][0], 0))
        if complete or other or not (again or _is_title_line(text)):
            break
        found.append((index, text))
    rows = tuple(text for _index, text in found if text)
    return Title(" ".join(rows), frozenset(index for index, _text in found), rows)


def _begins_title(text: str) -> bool:
    sentence = text.endswith((".", ";")) and len(text) > 60
    if sentence or _CONTENTS.search(text) or _SAYS.match(text):
        return False
    return len(text) < 400 and TITLE.match(text) is not None and not _NOT_TITLE.match(text)


def _goes_on(found: Sequence[tuple[int, str]], free: Sequence[tuple[int, str]], place: int) -> bool:
    if place >= len(free) or not free[place][1]:
        return False
    text = free[place][1]
    return (
        (len(found) == 1 and len(found[0][1].split()) <= 2)
        or text[0].islower()
        or re.match(r"(?:на )?20\d\d", text) is not None
    )


def _is_title_line(text: str) -> bool:
    if heading_month(text) or re.match(r"\d{1,2}[.)] ?\D", text):
        return False
    if re.match(r"(?:на )?(?:период )?(?:с )?(?:20\d\d|\d\d\.\d\d|[«\"(])", text):
        return len(text) < 120
    if len(text) > 250 or _NOT_TITLE.match(text) or text.endswith((".", ":", ";")):
        return False
    return not (looks_titled(text) and not (text.isupper() and not re.match(r"[IVX]+[. ]", text)))


def is_one_school(title: str, body: str) -> bool:
    """Whether a plan is one school's own, by its title and by who approved it."""
    if _AUTHORITY.search(body):
        return False
    return _SCHOOL.search(f"{body} {title}") is not None and not (_AUTHORITY.search(title) and not body)
