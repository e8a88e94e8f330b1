"""What a column of a plan table is for, told by the words of its header.

The lists are data: a pattern is matched from the beginning of the header cell (lower case, «ё» as «е», white space
folded), and the smaller its place in the list, the surer it is. Add a line to teach a new header.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from vpr_tracker_documents.plan.text import plain

Role: TypeAlias = Literal[
    "number", "title", "deadline", "deadline_end", "month", "mark", "owners", "coowners", "deliverables", "extra"
]

_NUMBER: Final = (
    r"(?:№|n|no|nº|#|номер)(?: ?(?:п ?[./]? ?п|п|пункта|строки|мероприятия))?\.?",
    r"п ?[./] ?п\.?",
    r"пп",
)
_ADJ: Final = r"(?:[\w-]+(?:ые|ие|ый|ий|ой|ая|яя|ое|ее|ых|их|ого|его)(?: \([\w ]+\))?,? (?:и )?){0,3}"

_EXTRA: Final = (
    r"отметк", r"примечан", r"место", r"участник", r"категори", r"класс", r"цел[ьи]\b(?! и содержание)", r"объект",
    r"вид (?:и форма )?контрол", r"вид,? ?/? ?форм", r"форм[аы]", r"метод", r"где ", r"кому ", r"целев",
    r"показател", r"индикатор", r"факт", r"финансир", r"источник", r"объем", r"стоимост", r"количеств", r"группа",
    r"аудитори", r"охват", r"основани", r"статус", r"контингент", r"курирует", r"сумма", r"ресурс", r"адрес",
    r"телефон", r"вид контроля", r"отчет о выполн", r"информаци[яю] о(?:б)? (?:выполн|исполн)", r"исполнение$",
    r"выполнение$", r"дата (?:и подпись|факт\w+|выполнения \(факт)", r"подпись", r"способ", r"критери",
)  # fmt: skip
_TITLE: Final = (
    (r"мероприяти", r"наименование мероприяти", r"перечень мероприяти", r"содержание мероприяти",
     r"название мероприяти",
     r"тема мероприяти", r"виды? (?:мероприяти|деятельности|работ)", r"план(?:ируемые|овые) мероприяти",
     _ADJ + r"мероприяти"),
    (r"содержание", r"наименование", r"название", r"действи", _ADJ + r"действи", r"что (?:делать|проводится|сделать)"),
    (r"вопрос", r"тема", r"тематика", r"повестка", r"работа$", r"контрольн(?:ая|ые) точк", r"событи", r"дел[оа]\b",
     r"основные? (?:вопрос|задач|работ|направлени)", r"этап", r"проводим\w+", r"планируем\w+ (?:работ|действ|дел)",
     r"меры?\b", r"шаг", r"поручени", r"пункт"),
    (r"направлени", r"задач", r"цел[ьи] и содержание", r"раздел", r"форма (?:работы|проведения)"),
    (r"объект", r"форм[аы]", r"предмет"),
)  # fmt: skip
_DEADLINE: Final = (
    (r"срок", _ADJ + r"срок", r"график (?:исполнени|проведени|реализаци)"),
    (r"дат[аы]", _ADJ + r"дат[аы]", r"период (?:проведени|исполнени|реализаци|выполнени)", r"когда", r"период$"),
    (r"периодичность", r"число$", r"числа$", r"недел[яи]", r"день", r"дни\b", r"время", _ADJ + r"(?:время|период)"),
    (r"месяц",),
)  # fmt: skip
_OWNERS: Final = (
    (r"отв(?:етст|ет\.|ет-|\.|\b)", _ADJ + r"ответственн", r"фио ответственн", r"ф\. ?и\. ?о\.? ответ"),
    (r"исполнител", _ADJ + r"исполнител", r"кто (?:проводит|выполняет|отвечает|исполняет)", r"кто$", r"должностн",
     r"организатор", r"субъект"),
    (r"кто ", r"провод(?:ит|ящий)", r"руководител", r"ведущи"),
)  # fmt: skip
_COOWNERS: Final = (r"соисполнител", r"соответственн", r"участники исполнени", r"привлекаем\w+ исполнител")
_RESULT: Final = (
    (_ADJ + r"результат", r"результат"),
    (r"выход", r"вид документ", _ADJ + r"документ", r"отчетн",
     r"форма (?:отчет|завершени|представлени|результат|подведени)",
     r"ожидаем", r"подтвержда", r"продукт", r"документ"),
    (r"подведение итог", r"итог", r"способ\w* (?:подведени|отчет|представлени)", r"показател\w+ результат",
     _ADJ + r"эффект", r"чем (?:завершает|заканчивает)"),
    (_ADJ + r"показател", r"показател", _ADJ + r"индикатор", r"индикатор"),
)  # fmt: skip

_RANKS: Final[tuple[tuple[Role, tuple[tuple[str, ...], ...]], ...]] = (
    ("number", (_NUMBER,)),
    ("coowners", (_COOWNERS,)),
    ("title", _TITLE),
    ("deadline", _DEADLINE),
    ("owners", _OWNERS),
    ("deliverables", _RESULT),
)
_COMPILED: Final = tuple(
    (role, tuple(re.compile("|".join(f"(?:{pattern})" for pattern in rank)) for rank in ranks))
    for role, ranks in _RANKS
)
_EXTRA_RE: Final = re.compile("|".join(f"(?:{pattern})" for pattern in _EXTRA))
_NUMBER_RE: Final = re.compile("|".join(f"(?:{pattern})" for pattern in _NUMBER))

LONGEST_HEADER: Final = 110
"""Characters: no header of a column is longer, a cell of a row may be."""


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a header may mean: a role, and how sure (0 is surest)."""

    role: Role
    rank: int


def meanings(header: str) -> list[Meaning]:
    """Every role that a header's words allow, surest first; empty for words that head no column."""
    text = plain(header)
    if not text or len(text) > LONGEST_HEADER:
        return []
    if _NUMBER_RE.fullmatch(text):
        return [Meaning("number", 0)]
    found = [
        Meaning(role, rank)
        for role, ranks in _COMPILED[1:]
        for rank, pattern in enumerate(ranks)
        if pattern.match(text)
    ]
    if _EXTRA_RE.match(text):
        found = [Meaning(m.role, m.rank + 3) for m in found] + [Meaning("extra", 2)]
    return sorted(found, key=lambda meaning: meaning.rank)


_TOGETHER: Final = re.compile(
    rf"(?:{_ADJ}(?:срок|дат)[^,;/]*?(?:[,;/\\]| и )\s*(?:и )?{_ADJ}(?:ответств|отв\.|исполнит|организатор))"
    rf"|(?:{_ADJ}(?:ответств|отв\.|исполнит|организатор)[^,;/]*?(?:[,;/\\]| и )\s*(?:и )?{_ADJ}(?:срок|дат))"
)


def is_double(header: str) -> bool:
    """Whether one column holds both the deadline and the owners: «Срок, ответственный»."""
    return _TOGETHER.match(plain(header)) is not None


EXECUTION: Final = "Отметка о выполнении"
"""The usual header of a column for what was done."""
_DONE: Final = r"(?:вы|ис)полнен\w*|реализаци\w*"
_EXECUTION: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"отм(?:етк\w*|\.) об? (?:[а-я]+ом )?(?:{_DONE}|(?:вып|исп)\.|проведени\w*)",
        rf"(?:информаци\w+|сведени\w+|отчет|данные) об? (?:[а-я]+ом )?(?:{_DONE})",
        rf"(?:фактическ\w+|факт\.?)(?: \w+)? (?:{_DONE})|(?:{_DONE}) ?\(?(?:факт|отметк)",
        rf"(?:результат\w*|ход|стат(?:ус|ья)|итог\w*|состояние|степень|дата) (?:{_DONE})",
        r"(?:вы|ис)полнени[ея](?: (?:мероприяти\w+|пункт\w*|плана|поручени\w+))?$|(?:вы|ис)полнено\b",
        r"отметк\w*(?:$| (?:куратор|ответств|контрол))",
        r"факт$|фактически$|статус$",
    )
)
"""Headers of a column for what was done, the surest first."""
_MARK_TEXT: Final = re.compile(
    r"(?:не |частично )?(?:ис|вы)полн(?:ено|ен|ена|ены|яется)\b|на проверке\b|снято\b"
    r"|срок (?:не наступил|истек|не определ)",
    re.IGNORECASE,
)


def execution_rank(header: str) -> int | None:
    """How surely a header heads a column for what was done (0 surest), ``None`` for any other.

    «Отметка о выполнении», «Исполнение», «Выполнено» …; not «Срок исполнения» or «Ответственные за выполнение».
    """
    text = plain(header)
    if not text or len(text) > LONGEST_HEADER:
        return None
    whole = re.sub(r"(?<=\w)- ?(?=\w)", "", text)
    ranks = (rank for rank, pattern in enumerate(_EXECUTION) if pattern.match(text) or pattern.match(whole))
    return next(ranks, None)


def reads_as_mark(text: str) -> bool:
    """Whether a cell says what became of a measure: «Исполнено 25.01.2023», «На проверке»."""
    return _MARK_TEXT.match(plain(text)) is not None


def known_header(header: str) -> bool:
    """Whether these words head a column in plans."""
    return bool(meanings(header))


def assign(headers: list[str]) -> list[Role]:
    """One role a column, each core role given to the header that means it most surely (the leftmost of equals)."""
    offers = sorted(
        (meaning.rank, index, meaning.role)
        for index, header in enumerate(headers)
        for meaning in meanings(header)
        if meaning.role != "extra"
    )
    roles: list[Role] = ["extra"] * len(headers)
    taken: set[Role] = set()
    settled: set[int] = set()
    for _rank, index, role in offers:
        if index in settled or role in taken:
            continue
        roles[index] = role
        settled.add(index)
        taken.add(role)
    if "owners" not in taken and "coowners" in taken:
        roles[roles.index("coowners")] = "owners"
    for index, header in enumerate(headers):
        if index not in settled:
            roles[index] = _second_of_its_kind(plain(header), taken)
    return roles


def _second_of_its_kind(header: str, taken: set[Role]) -> Role:
    """The role of a column whose own role went to a surer one: a second owner, the end of a period, the month."""
    if "deadline" in taken and re.match(r"месяц", header):
        return "month"
    if "deadline" in taken and re.search(r"окончани|завершени|конец", header):
        return "deadline_end"
    if "owners" in taken and any(meaning.role == "owners" and meaning.rank <= 1 for meaning in meanings(header)):
        return "coowners"
    return "extra"
