"""Cuts the tokens of a cell into pieces, one for each person or phrase, with the level and duty that hold for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from vpr_tracker.domain.words import Duty, OwnerLevel
from vpr_tracker.owners.boundaries import Ahead, Joint, Open, begins_owner, may_hold_names
from vpr_tracker.owners.markers import Marker, duty_of, marker_at, may_open_marker
from vpr_tracker.owners.phrases import Phrase, class_end
from vpr_tracker.owners.surnames import is_plain_surname, stands_for_name
from vpr_tracker.owners.tokens import Token

_HARD: Final = ("semi", "bullet")
_LIST_MARKS: Final = ("num", "bullet", "dash", "other")
_JOINTS: Final[dict[str, Joint]] = {
    "comma": "comma",
    "slash": "slash",
    "line": "line",
    "dash": "dash",
    "colon": "colon",
}


@dataclass(slots=True)
class Piece:
    """What is printed of one owner: ``tokens`` of a phrase, or a ``person``."""

    tokens: list[Token]
    joint: Joint
    level: OwnerLevel | None
    duty: Duty
    phrase: Phrase | None = None
    person: bool = False
    named: list[Piece] = field(default_factory=list)
    """The pieces of a bracket that names persons."""
    review: bool = False


class Cutter:
    """Walks over the tokens once, from left to right."""

    def __init__(self, tokens: Sequence[Token], *, level: OwnerLevel | None = None, duty: Duty = "executes") -> None:
        self.tokens = tokens
        self.pieces: list[Piece] = []
        self.at = 0
        self.level = level
        self.duty: Duty = duty
        self.duty_over_lines = False
        self.current: Piece | None = None
        self.ahead = Ahead(tokens)
        self.open = Open([], None, person=False, case="nom")
        self.joint: Joint = "hard"
        self.case = "nom"
        self.next_number = ""

    def run(self) -> list[Piece]:
        """The pieces in printed order."""
        while self.at < len(self.tokens):
            self._step()
        return self.pieces

    def _step(self) -> None:
        token = self.tokens[self.at]
        if token.kind == "word":
            if may_open_marker(token.key) and (self._list_mark() or self._marker()):
                return
        elif token.kind in _LIST_MARKS and self._list_mark():
            return
        if token.kind in _HARD:
            self._end("hard")
            self.at += 1
        elif token.kind in _JOINTS or token.key in ("и", "или"):
            self._join(token)
        elif token.kind == "group":
            self._bracket(token)
        else:
            self._take(token)

    # -- marks and markers

    def _list_mark(self) -> bool:
        """«1)», «2.», «а)», a dash or bullet at the start of a line."""
        if self.current is not None and self.tokens[self.at].kind not in ("num", "word"):
            return False
        end = list_mark_end(self.tokens, self.at)
        token = self.tokens[self.at]
        if end == self.at and token.text == self.next_number:
            end = self.at + 2 if _is_numbered(self.tokens, self.at) else self.at
        if end == self.at:
            return False
        if token.kind == "num" and token.text.isascii() and token.text.isdigit() and len(token.text) < 4:
            self.next_number = str(int(token.text) + 1)
        self._end("hard")
        self.at = end
        return True

    def _marker(self) -> bool:
        marker = marker_at(self.tokens, self.at, fresh=self._fresh(), anything=bool(self.current or self.pieces))
        if marker is None:
            return False
        self._obey(marker)
        self.at = max(marker.end, self.at + 1)
        return True

    def _fresh(self) -> bool:
        return self.current is None or self.tokens[self.at - 1].kind in ("dash", "comma", "line")

    def _obey(self, marker: Marker) -> None:
        if marker.kind == "duty_after":
            last = self.current or (self.pieces[-1] if self.pieces else None)
            if last:
                last.duty = marker.duty
            return
        if marker.kind == "others":
            if self.pieces:
                self.pieces[-1].review = True
            self._end("comma")
            return
        if marker.kind == "agreed":
            return
        self._end("hard")
        if marker.kind == "with":
            self.case = marker.case
        elif marker.kind == "level":
            self.level, self.duty = marker.level, "executes"
        else:
            self.duty = marker.duty
            self.duty_over_lines = self.tokens[marker.end - 1].kind == "line"
            self.case = marker.case

    # -- joints

    def _end(self, joint: Joint) -> None:
        self.current = None
        self.joint = joint
        if joint == "hard":
            self.case = "nom"
            if self.tokens[min(self.at, len(self.tokens) - 1)].kind == "semi":
                self.duty = "executes"

    def _join(self, token: Token) -> None:
        """Decides at a comma, «и», slash, dash, colon or line break whether a new owner begins after it."""
        joint: Joint = "and" if token.kind == "word" else _JOINTS[token.kind]
        if self.current is None:
            self.at += 1
            return
        place = self.at + 1
        while place < len(self.tokens) and self.tokens[place].kind in ("line", "comma", "dot"):
            place += 1
        if token.kind == "line" and not self.duty_over_lines and self.duty != "executes":
            ended = self.at > 0 and self.tokens[self.at - 1].kind == "comma"
            self.duty = self.duty if ended else "executes"
        if place >= len(self.tokens) or self._begins(place, joint):
            self.current = None
            self.joint = joint
            self.at = place
            return
        if list_mark_end(self.tokens, place) == place and token.kind != "line":
            self.current.tokens.append(token)
        self.at += 1

    def _begins(self, place: int, joint: Joint) -> bool:
        following = self.tokens[place]
        if following.kind == "person":
            return True
        if list_mark_end(self.tokens, place) > place and joint in ("line", "comma"):
            return True
        if following.kind in _HARD:
            return True
        if following.kind == "group":
            return False
        if marker_at(self.tokens, place, fresh=True, anything=True):
            return True
        return begins_owner(self.open, self.ahead, place, joint)

    # -- what is taken

    def _take(self, token: Token) -> None:
        if token.kind in ("dot", "close", "open") and self.current is None:
            self.at += 1
            return
        if self.current is not None and begins_owner(self.open, self.ahead, self.at, "space"):
            self.current, self.joint = None, "space"
        if self.current is not None:
            self.current.tokens.append(token)
            self.at += 1
            return
        self._begin(token)

    def _begin(self, token: Token) -> None:
        """Opens a piece: a person, a surname alone, a class, a phrase, or whatever stands there."""
        piece = Piece([token], self.joint, self.level, self.duty)
        self.pieces.append(piece)
        self.current = piece
        if token.kind == "person":
            piece.person = True
            self.open = Open(piece.tokens, None, True, self.case)
            self.at += 1
            return
        piece.phrase = self.ahead.at(self.at)
        if piece.phrase and self.case == "gen" and "gen" not in piece.phrase.cases:
            # «под контролем завуча классные руководители»: they are controlled and do not control.
            self.case, self.duty = "nom", "executes"
            piece.duty = "executes"
        end = piece.phrase.end if piece.phrase else class_end(self.tokens, self.at)
        if piece.phrase is None and end == self.at:
            before = self.pieces[-2] if len(self.pieces) > 1 else None
            piece.person = stands_for_name(token) and self._stands_alone(before)
            piece.review = piece.person and self.joint != "space"
            end = self.at + 1
        piece.tokens = list(self.tokens[self.at : end])
        self.open = Open(piece.tokens, piece.phrase, piece.person, self.case)
        self.at = end

    def _stands_alone(self, before: Piece | None) -> bool:
        """A surname alone: nothing follows it in its place, and a role or another person may lend it sense."""
        following = self.tokens[self.at + 1] if self.at + 1 < len(self.tokens) else None
        ends = following is None or following.kind not in ("word", "num", "quote", "name")
        beside = before is not None and (before.person or may_hold_names(before.phrase)) and self.joint != "hard"
        lone = beside or is_plain_surname(self.tokens[self.at])
        return lone and (ends or (following is not None and following.key in ("и", "а")))

    # -- brackets

    def _bracket(self, token: Token) -> None:
        """A duty, agreement, persons, or a part of the name."""
        self.at += 1
        last = self.current or (self.pieces[-1] if self.pieces else None)
        if last is None:
            self.pieces += Cutter(token.inner, level=self.level, duty=self.duty).run()
            return
        if _is_remark(token.inner):
            return
        inner = Cutter(token.inner, level=self.level, duty=last.duty).run()
        duty = next((duty for inside in token.inner if (duty := duty_of(inside.key))), None)
        if duty and not any(_names_owner(piece) for piece in inner):
            last.duty = duty
            return
        if duty and any(piece.duty != last.duty for piece in inner):
            self.pieces += inner
            return
        names = any(piece.person for piece in inner)
        if names or (last.person and any(piece.phrase for piece in inner)):
            last.named += inner
        elif (self.current is not None and not last.person) or last.person:
            last.tokens.append(token)


def _names_owner(piece: Piece) -> bool:
    """Whether a piece of a bracket with a duty word is an owner: «(специалист по контролю)»."""
    phrase = piece.phrase
    if phrase is None:
        return piece.person
    return phrase.head.lemma not in ("ответственный", "исполнитель") and not phrase.head.guessed


def _is_remark(tokens: Sequence[Token]) -> bool:
    """«(по согласованию)», «(исполнитель)», «(и др.)»: no part of a name."""
    if not tokens:
        return True
    marker = marker_at(tokens, 0, fresh=True, anything=False)
    if marker and marker.kind in ("agreed", "others"):
        return True
    words = [token.key for token in tokens if token.kind == "word"]
    return len(words) == 1 and words[0].startswith(("исполн", "ответственн", "отв"))


def _is_numbered(tokens: Sequence[Token], at: int) -> bool:
    """«2. Завуч» inside a line."""
    dot = tokens[at + 1] if at + 1 < len(tokens) else None
    return dot is not None and dot.kind in ("dot", "close") and not dot.gap


def list_mark_end(tokens: Sequence[Token], at: int) -> int:
    """Past «1)», «1.2.», «а)», «–» or a bullet where a line or part begins; ``at`` if there is none."""
    token = tokens[at] if at < len(tokens) else None
    if token is None or (token.kind == "word" and len(token.text) > 3):
        return at
    before = tokens[at - 1].kind if at else "line"
    if token.kind == "bullet" or (token.kind in ("dash", "other") and before == "line"):
        return at + 1
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if following is None or following.gap:
        return at
    small = token.kind == "num" or (token.kind == "word" and len(token.text) == 1) or token.key in ("ii", "iii", "iv")
    if small and following.kind == "close":
        return at + 2
    parted = before in ("line", "semi", "comma", "dot", "person")
    if token.kind == "num" and parted and following.kind == "dot" and len(token.text) <= 2:
        end = at + 2
        while end < len(tokens) and tokens[end].kind in ("num", "dot") and not tokens[end].gap:
            end += 1
        return end
    return at
