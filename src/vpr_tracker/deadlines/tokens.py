"""From a printed phrase to tokens: letters mended one for one, numbers and dates told apart, spans kept."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from vpr_tracker.deadlines.vocabulary import Value, Vocabulary, roman, unknown, vocabulary


class Year(int):
    """A printed year of four digits, told from other numbers by its type."""


DASHES: Final = "‐‑‒–—―−⁃﹘﹣－~"
_SAME_WIDTH = str.maketrans(
    {**dict.fromkeys(DASHES, "-"), **dict.fromkeys("«»„“”‟″＂❝❞", '"'), "ё": "е", "&": "и", "\\": "/"}
)
_DROPPED = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff\u0301\u0300*"))
_PLAIN: Final = {**_SAME_WIDTH, **_DROPPED}
_LETTER_IN_NUMBER = re.compile(
    r"[oо](?:(?<![^\W\d_].)(?=\d)|(?<=\d.)(?![^\W\d_]))|з(?:(?<![^\W\d_].)(?=\d\.)|(?<=\d.)(?=\.\d))"
)
_STEM = "янв|фев|мар|апр|ма[йя]|июн|июл|авг|сен|окт|ноя|дек"
_TOKEN = re.compile(
    rf"""
    (?P<word>п/г(?:одие)?(?![^\W\d_])|[^\W\d_]+)(?P<dots>\.*)
  | (?P<dmy>\d{{1,2}}\s{{0,2}}[./,]\s{{0,6}}(?:[01]\s)?\d{{1,2}}\s{{0,2}}[./,]\s{{0,2}}(?:19|20)\d\d(?!\d)\.?
        |(?<!\d)\d{{1,2}}-\d{{1,2}}-(?:19|20)\d\d(?!\d)
        |\d{{1,2}}\.\d{{1,2}}\.\d\d(?!\d|[.:]\d)\.?)
  | (?P<ymd>(?:19|20)\d\d-\d\d-\d\d(?!\d))
  | (?P<clock>\d{{1,2}}:\d\d(?!\d)|\d{{1,2}}-00(?![\d.]))
  | (?P<dm>\d{{1,2}}(?:\.\d{{1,2}}|(?:\s{{1,2}}\.\s{{0,2}}|\.\s{{1,2}})\d\d(?!\s*(?:{_STEM})))(?!\d|\.\d)\.?)
  | (?P<quoted_day>"\s?\d{{1,2}}\s?")
  | (?P<roman>(?<!\d)1{{1,3}}[ivxіхlуyӏ][1ivxіхlуyӏ]{{0,3}}(?![^\W_]))
  | (?P<ordinal>\d{{1,2}}(?:\s?-\s?)?(?:ый|ий|ой|й|ая|яя|я|ое|ее|е|ого|его|го|ому|му|ом|м|ую|ю|ых)(?![^\W_]))
  | (?P<counted>\d{{1,2}}(?:\s?-\s?)?(?:ти|ми|х|и)(?![^\W_]))
  | (?P<number>\d+)
  | (?P<quoted>"[^"]{{1,400}}")
  | (?P<sign>[^\s])
    """,
    re.VERBOSE,
)
_DOTS = re.compile(
    r"""(?P<doubled>(?<=\d)\.\.+(?=\d\d?\.+(?:19|20)\d\d(?!\d)|\d\d?\.+(?:1[3-9]|[2-9]\d)(?![\d.]))
          |(?<=\d\.\d\d)\.\.+(?=(?:19|20)\d\d(?!\d))|(?<=\d\.\d)\.\.+(?=(?:19|20)\d\d(?!\d))
          |(?<=[^\W\d_])\.\.+(?=\s*(?:19|20)\d\d(?!\d)))
      |(?P<range>(?:(?<=\d)\.\.+|(?<=[^\W_])(?:\.{3,}|\s*…))(?=\s*[^\W_]))""",
    re.VERBOSE,
)
_DIGITS = re.compile(r"\d+")
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_TENS: Final = (20, 30, 40, 50, 60, 70, 80, 90)
_SIGNS: Final = frozenset(",;-:/().+№")


@dataclass(slots=True)
class Tokens:
    """A phrase as parallel lists: letters of meanings, values, and the half-open spans in the printed text."""

    printed: str
    letters: list[str] = field(default_factory=list)
    values: list[Value] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, letter: str, value: Value, start: int, end: int) -> None:
        """Put one more token at the end."""
        self.letters.append(letter)
        self.values.append(value)
        self.starts.append(start)
        self.ends.append(end)

    def text(self, first: int, last: int) -> str:
        """The printed words from one token to another (inclusive), white space folded."""
        return " ".join(self.printed[self.starts[first] : self.ends[last]].split())


def tokenize(printed: str) -> Tokens:
    """Cut a phrase into tokens. Total: every string has tokens, and none is lost."""
    text, places = _normalise(printed)
    out = Tokens(printed)
    text = _mend(text, out.notes)
    book = vocabulary()
    words, letters = book.words, book.letters
    counted = (letters["счет"], letters["пор"])
    add_letter, add_value = out.letters.append, out.values.append
    add_start, add_end = out.starts.append, out.ends.append
    for match in _TOKEN.finditer(text):
        kind = match.lastgroup
        start, end = match.span()
        if kind == "dots":
            word = match[1]
            word_end = start + len(word)
            known = words.get(word)
            if known is None:
                _add_unknown(out, book, word, printed, start, places)
            else:
                if known[0] in counted and _joins_tens(out, known, word_end):
                    continue
                add_letter(known[0])
                add_value(known[1])
                add_start(start)
                add_end(word_end)
            if end == word_end + 1 and len(word) < 5 and _YEAR.match(text, end):
                _add_month_dot(out, book, word, word_end)
            elif end > word_end > start + 3 and _sentence_ends(printed, text, end, places):
                out.add(letters["."], None, end - 1, end)
        else:
            meaning, value = _NUMBERS[kind or "sign"](match[0])
            add_letter(letters[meaning])
            add_value(value)
            add_start(start)
            add_end(end)
    if places is not None:
        out.starts = [places[at] for at in out.starts]
        out.ends = [places[at - 1] + 1 for at in out.ends]
    if "\n" in printed:
        _end_lines(out)
    return out


def _mend(text: str, notes: list[str]) -> str:
    """The text with surplus dots and letters typed for digits put right, as long as before."""
    if ".." in text or "…" in text:
        text = _DOTS.sub(_one_sign, text)
    if _LETTER_IN_NUMBER.search(text):
        text = _LETTER_IN_NUMBER.sub(lambda m: "3" if m[0] == "з" else "0", text)
        notes.append("Буква между цифрами прочитана как цифра.")
    return text


def _one_sign(dots: re.Match[str]) -> str:
    """«23..09.2025» has a dot too many, «10 марта...20 марта» is a range; as many characters as before."""
    width = len(dots[0])
    return ("." if dots["doubled"] else "-").ljust(width)


def _normalise(printed: str) -> tuple[str, list[int] | None]:
    """The phrase in one alphabet of signs, and for each of its characters the place in the printed text.

    None stands for «the same places»: so it is unless characters had to be dropped.
    """
    text = printed.lower()
    if len(text) != len(printed):
        text = "".join(low if len(low := char.lower()) == 1 else char for char in printed)
    kept = text.translate(_PLAIN)
    if len(kept) == len(text):
        return kept, None
    text = text.translate(_SAME_WIDTH)
    places = [at for at, char in enumerate(text) if ord(char) not in _DROPPED]
    return kept, places


def _add_unknown(out: Tokens, book: Vocabulary, word: str, printed: str, start: int, places: list[int] | None) -> None:
    """Add a word that the table does not have, cut in two where a capital letter follows a known word («плануРОО»)."""
    if places is None and len(word) < 60:
        for at in range(3, len(word) - 1):
            if printed[start + at].isupper() and printed[start + at - 1].islower() and word[:at] in book.words:
                known = book.words[word[:at]]
                out.add(known[0], known[1], start, start + at)
                word, start = word[at:], start + at
                break
    for piece in unknown(word) if len(word) < 60 else ():
        out.add(piece.letter, piece.value, start + piece.start, start + piece.end)
        if piece.mended:
            out.notes.append(piece.mended)
    if len(word) >= 60:
        out.add(book.letters["слово"], None, start, start + len(word))


def _joins_tens(out: Tokens, known: tuple[str, Value], end: int) -> bool:
    """Whether a word goes on from «двадцать» or «тридцать» before it; the two are one number then."""
    units, tens = known[1], out.values[-1] if out.values else None
    if not (isinstance(units, int) and isinstance(tens, int) and tens in _TENS and 0 < units < 10):
        return False
    if out.letters[-1] != vocabulary().letters["счет"]:
        return False
    out.letters[-1], out.values[-1], out.ends[-1] = known[0], tens + units, end
    return True


def _add_month_dot(out: Tokens, book: Vocabulary, word: str, at: int) -> None:
    """Keep the dot of «X.2025»: it tells the month from the quarter of «I 2025». A Cyrillic «Х» is ten here as well."""
    if word == "х":
        out.letters[-1], out.values[-1] = book.letters["рим"], 10
    if out.letters[-1] == book.letters["рим"]:
        out.add(book.letters["."], None, at, at + 1)


def _end_lines(out: Tokens) -> None:
    """End a sentence where a line ends in a plain word and the next begins with a capital and a word of deadlines.

    Other line ends only wrap the text of a narrow cell.
    """
    book = vocabulary()
    plain = {book.letters[name] for name in ("слово", "прил", "необходимость", "школа-уровень", "комитет-уровень")}
    for at in range(len(out.letters) - 1, 0, -1):
        end, start = out.ends[at - 1], out.starts[at]
        if "\n" not in out.printed[end:start] or out.letters[at - 1] not in plain or out.letters[at] in plain:
            continue
        if out.printed[start].isupper() and (
            out.letters[at] == book.letters["рим"] or out.printed[start + 1 : start + 2].islower()
        ):
            line_end = end + out.printed[end:start].index("\n")
            out.letters.insert(at, book.letters["."])
            out.values.insert(at, None)
            out.starts.insert(at, line_end)
            out.ends.insert(at, line_end + 1)


def _sentence_ends(printed: str, text: str, end: int, places: list[int] | None) -> bool:
    at = end
    while at < len(text) and text[at].isspace():
        at += 1
    return end < at < len(text) and printed[at if places is None else places[at]].isupper()


def _whole_number(text: str) -> tuple[str, Value]:
    if len(text) > 4:
        return "ч", None
    number = int(text)
    if len(text) == 4:
        return ("год4", Year(number)) if 1900 <= number < 2100 else ("ч", number)
    if number < 1:
        return "ч0", 0
    return ("ч12" if number <= 12 else "ч31" if number <= 31 else "ч99" if number < 100 else "ч"), number


def _day_month(text: str) -> tuple[str, Value]:
    day, month = (int(part) for part in _DIGITS.findall(text))
    minutes = len(_DIGITS.findall(text)[1]) == 2
    if 1 <= day <= 31 and 1 <= month <= 12:
        return ("дм" if minutes else "дм?"), (day, month)
    return ("часмин" if day < 24 and month < 60 and minutes else "битая"), None


def _full_date(text: str) -> tuple[str, Value]:
    day, month, year = (int(part) for part in _DIGITS.findall("".join(text.split())))
    year += 2000 if year < 100 else 0
    return ("дмг", (day, month, year)) if 1 <= day <= 31 and 1 <= month <= 12 else ("битая", None)


def _iso_date(text: str) -> tuple[str, Value]:
    year, month, day = (int(part) for part in _DIGITS.findall(text))
    return ("дмг", (day, month, year)) if 1 <= day <= 31 and 1 <= month <= 12 else ("битая", None)


def _ordinal(text: str) -> tuple[str, Value]:
    number = int(_DIGITS.findall(text)[0])
    return ("порч", number) if 1 <= number <= 31 else ("слово", None)


def _counted(text: str) -> tuple[str, Value]:
    return _whole_number(_DIGITS.findall(text)[0])


def _roman(text: str) -> tuple[str, Value]:
    piece = unknown(text)[0] if not text.isdigit() else None
    value = roman(text)
    if piece is not None and piece.letter == vocabulary().letters["римп"]:
        return "римп", piece.value
    return ("рим", value) if value is not None and text != "х" else ("слово", None)


def _sign(text: str) -> tuple[str, Value]:
    return ("номер" if text == "№" else text if text in _SIGNS else "знак"), None


_NUMBERS: Final = {
    "dmy": _full_date,
    "ymd": _iso_date,
    "clock": lambda _: ("часмин", None),
    "dm": _day_month,
    "quoted_day": _counted,
    "roman": _roman,
    "ordinal": _ordinal,
    "counted": _counted,
    "number": _whole_number,
    "quoted": lambda _: ("кавычки", None),
    "sign": _sign,
}
