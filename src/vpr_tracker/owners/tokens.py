"""The text of a cell as tokens: words, numbers, marks; quotations and brackets folded into one token each.

Nothing is judged here. Every token keeps its place in the tidied text, so that a name is cut out of the text and
never composed. All of it is linear in the length of the cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal, NamedTuple, TypeAlias, cast

from vpr_tracker.owners.morphology import WORDS, is_word

TokenKind: TypeAlias = Literal[
    "word",  # a word, hyphens inside
    "num",  # «5», «5А»
    "dot",
    "comma",
    "semi",  # ; and other marks that always part
    "slash",
    "dash",
    "colon",
    "open",
    "close",
    "line",  # a line break
    "bullet",
    "other",
    "quote",  # «…» with all that is inside
    "group",  # (…) with ``inner``
    "person",
    "name",  # a name that is no owner: «им. А. М. Рябых»
]

_ALIKE: Final = str.maketrans("abcehkmoptxyё", "авсенкмортхуе")
_BREAKS: Final = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
_SPACES: Final = "\t\u00a0\u1680\u2007\u2009\u200a\u202f\u205f\u3000\x1f"
_INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_TIDIED: Final = str.maketrans(
    dict.fromkeys(_BREAKS, "\n") | dict.fromkeys(_SPACES, " ") | dict.fromkeys(_INVISIBLE, "")
)
_UNTIDY: Final = re.compile(f"[{_BREAKS}{_SPACES}{_INVISIBLE}]")
_PIECE: Final = re.compile(r"[^\W\d_]+(?:[-‐‑'’ʼ][^\W\d_]+)*|\d+(?:[^\W\d_](?![^\W\d_]))?|[^\S\n]+|.", re.DOTALL)
"""A word, a number (with a letter: «5А»), spaces, or a mark."""
_KIND: Final = re.compile(
    r"(?P<word>[^\W\d_].*)|(?P<num>\d.*)|(?P<line>\n)|[^\S\n]+"
    r"|(?P<dot>[.…])|(?P<comma>,)|(?P<semi>[;→⇒➔])|(?P<slash>[/\\|+&])|(?P<dash>[-‐-―−])|(?P<colon>:)"
    r"|(?P<open>[(\[])|(?P<close>[)\]])|(?P<bullet>[•·*▪●○◦‣➢➤✓✔■□–])|(?P<other>.)"
)
_BROKEN: Final = re.compile(r"[-‐‑¬][^\S\n]*\n\s*")
_QUOTES: Final = re.compile('[«»"“”„‟]')


class Token(NamedTuple):
    """One token: ``text`` as printed, ``key`` for look-ups, ``start``–``end`` in the tidied text."""

    kind: TokenKind
    text: str
    key: str
    start: int
    end: int
    gap: bool
    """Whether a space or a line break stands before it."""
    inner: tuple[Token, ...] = ()

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[:1].isupper()


@lru_cache(maxsize=WORDS)
def key_of(word: str) -> str:
    """Lower case, «ё» as «е», Latin letters that look like Cyrillic ones mended."""
    return word.casefold().translate(_ALIKE)


def tidy(printed: str) -> str:
    """One kind of space and of line break, no invisible marks, words broken by a hyphen joined."""
    text = unicodedata.normalize("NFC", printed.replace("\r\n", "\n"))
    if _UNTIDY.search(text):
        text = text.translate(_TIDIED)
    parts: list[str] = []
    done = 0
    for broken in _BROKEN.finditer(text):
        left = _letters_before(text, broken.start())
        right = _letters_after(text, broken.end())
        if broken.start() < done or not left or not right:
            continue
        parts += [text[done : broken.start()], _joint(left, right)]
        done = broken.end()
    return "".join([*parts, text[done:]]) if parts else text


def _joint(left: str, right: str) -> str:
    """«руково-/дители» closes up, «учителя-/предметники» and «Петрова-/Водкина» keep the hyphen."""
    if right[0].isupper() or is_word(key_of(left)) or (len(left) > 4 and is_word(key_of(right))):
        return "-"
    return ""


def _letters_before(text: str, end: int) -> str:
    start = end
    while start and end - start < 40 and text[start - 1].isalpha():
        start -= 1
    return text[start:end]


def _letters_after(text: str, start: int) -> str:
    end = start
    while end < len(text) and end - start < 40 and text[end].isalpha():
        end += 1
    return text[start:end]


def key_at(tokens: Sequence[Token], at: int) -> str:
    """The key of the word at a place, empty where no word stands."""
    return tokens[at].key if at < len(tokens) and tokens[at].kind == "word" else ""


def tokenise(text: str) -> list[Token]:
    """Tokens of a tidied text: quotations folded first, then brackets."""
    tokens: list[Token] = []
    at = 0
    for start, end in _quotations(text).items():
        _tokenise_plain(tokens, text, at, start)
        tokens.append(Token("quote", text[start:end], "«»", start, end, _after_gap(text, start)))
        at = end
    _tokenise_plain(tokens, text, at, len(text))
    return _fold_brackets(tokens, text) if "(" in text or "[" in text else tokens


def _tokenise_plain(tokens: list[Token], text: str, start: int, end: int) -> None:
    """The tokens of a part of the text that holds no quotation."""
    at = start
    gap = _after_gap(text, start)
    for piece in _PIECE.findall(text, start, end):
        kind, key = _kind_and_key(piece)
        last = at + len(piece)
        if kind is None:
            gap = True
        else:
            tokens.append(Token(kind, piece, key, at, last, gap))
            gap = kind == "line"
        at = last


@lru_cache(maxsize=WORDS)
def _kind_and_key(piece: str) -> tuple[TokenKind | None, str]:
    """The kind of a piece of text, ``None`` for spaces, and its key."""
    found = _KIND.fullmatch(piece)
    kind = found.lastgroup if found else None
    return cast("TokenKind | None", kind), key_of(piece)


def _after_gap(text: str, at: int) -> bool:
    return at == 0 or text[at - 1].isspace()


def _quotations(text: str) -> dict[int, int]:
    """Start → end of every outermost quotation; a mark without its pair is none."""
    marks = [(found.start(), _opens(text, found.start())) for found in _QUOTES.finditer(text)]
    spans: dict[int, int] = {}
    depth = start = 0
    for index, (at, opens) in enumerate(marks):
        if opens:
            start = start if depth else at
            depth += 1
        elif depth:
            depth -= 1
            # «Центр «Семья» often closes twice with one mark: stay inside only if the next mark closes too.
            more = index + 1 < len(marks) and not marks[index + 1][1]
            if depth == 0 or not more:
                spans[start] = at + 1
                depth = 0
    return spans


def _opens(text: str, at: int) -> bool:
    if text[at] in "«»":
        return text[at] == "«"
    before = text[at - 1] if at else " "
    after = text[at + 1] if at + 1 < len(text) else " "
    return not after.isspace() and (before.isspace() or before in '(«"“„')


def _fold_brackets(tokens: Sequence[Token], text: str) -> list[Token]:
    """Outermost pairs of brackets become one token; a bracket without its pair stays as it is."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for index, token in enumerate(tokens):
        if token.kind == "open":
            opened.append(index)
        elif token.kind == "close" and opened:
            pairs[opened.pop()] = index
    folded: list[Token] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if index in pairs:
            end = pairs[index]
            inner = tuple(tokens[index + 1 : end])
            last = tokens[end]
            whole = text[token.start : last.end]
            folded.append(Token("group", whole, "()", token.start, last.end, token.gap, inner))
            index = end + 1
        else:
            folded.append(token)
            index += 1
    return folded
