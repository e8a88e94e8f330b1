"""How much one document may make of a template: what would grow without end is refused before it is made.

A template comes from a person, perhaps by mail. «{{ 'x' * 10**9 }}» must neither fill the memory nor hold up the
machine, so every way to make much of little is measured first (:mod:`growth`), and what adds up is counted here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sized
from typing import Any, Final, TypeVar

from jinja2 import TemplateRuntimeError

from vpr_tracker_documents.i18n import _

LENGTH: Final = 1_000_000
"""Characters of a text, items of a list with all that is in them: one value at a time."""
WIDTH: Final = 1_000
"""To how many characters a text is widened, into how many parts a list is cut."""
BITS: Final = 14_000
"""Of a whole number; Python prints none that is longer."""
ROUNDS: Final = 500_000
"""Turns of all loops of one document: rows of the longest plans, ten times over."""
WORK: Final = 20_000_000
"""What is done for one document: steps of its loops, characters and items that its expressions take up and give."""
OUTPUT: Final = 40_000_000
"""Characters of a part of a document, marks included."""
DEPTH: Final = 12
"""Loops and conditions within each other."""
TAG: Final = 4_000
"""Characters of one tag."""

T = TypeVar("T")


class TooMuch(TemplateRuntimeError):
    """A template asks for more than a document may take. ``cure`` says what to do, ``lineno`` where, if known."""

    def __init__(self, message: str, cure: str, lineno: int | None = None) -> None:
        super().__init__(message)
        self.cure = cure
        self.lineno = lineno


class Bounds:
    """What is left of the bounds for one document."""

    def __init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Begin a document."""
        self._rounds = ROUNDS
        self._work = WORK

    def turn(self, count: int = 1) -> None:
        """Loops turn so many times more.

        :raises TooMuch: that is too often.
        """
        self._rounds -= count
        if self._rounds < 0:
            raise TooMuch(
                _("the loops of one document turn more than {limit} times").format(limit=number(ROUNDS)),
                _("loop over the lists of the data once, and over no list inside of a loop over the same one"),
            )

    def looped(self, iterable: Any, weight: int) -> Any:  # noqa: ANN401 -- whatever a loop is given
        """What a loop goes through, its turns counted, each with the work that stands in it."""
        if isinstance(iterable, Sized):
            self.turn(len(iterable))
            self.spend(len(iterable) * weight)
            return iterable
        return self._counted(iterable, weight)

    def _counted(self, iterable: Iterable[T], weight: int) -> Iterator[T]:
        for each in iterable:
            self.turn()
            self.spend(weight)
            yield each

    def spend(self, amount: int) -> None:
        """Work through so many characters or items more.

        :raises TooMuch: that is too much.
        """
        self._work -= amount
        if self._work < 0:
            raise TooMuch(
                _("filling one document takes more than {limit} steps").format(limit=number(WORK)),
                _("let loops turn less often, and take long texts and filters over whole lists out of them"),
            )

    def made(self, value: T) -> T:
        """A value that an expression made.

        :raises TooMuch: it is too long.
        """
        if isinstance(value, (str, list, tuple, dict)):
            fits(len(value))
            self.spend(len(value))
        elif isinstance(value, Iterator):
            return self._spent(value)  # type: ignore[return-value]  # an iterator as well
        return value

    def _spent(self, items: Iterator[Any]) -> Iterator[Any]:
        for each in items:
            self.spend(1)
            yield each

    def weighed(self, value: T) -> T:
        """A value that is compared with another, or searched.

        :raises TooMuch: that adds up to too much.
        """
        if isinstance(value, str):
            self.spend(len(value) // 16)
        elif isinstance(value, (list, tuple, dict, range)):
            self.spend(size(value))
        elif isinstance(value, int):
            self.spend(value.bit_length() // 32)
        return value


def fits(length: int) -> None:
    """See that a value of so many characters or items may be made.

    :raises TooMuch: it may not.
    """
    if length > LENGTH:
        raise TooMuch(
            _("this would make a text or list longer than {limit} characters").format(limit=number(LENGTH)),
            _("make the numbers in it smaller, and repeat, join and fill in short texts only"),
        )


def narrow(width: object, limit: int = WIDTH) -> None:
    """See that a width, or a number of parts or digits, is one that a document can have.

    :raises TooMuch: it is not.
    """
    if isinstance(width, (int, float)) and abs(width) > limit:
        raise TooMuch(
            _("a width or number of parts is larger than {limit}").format(limit=number(limit)),
            _("make it smaller"),
        )


def size(value: object) -> int:
    """How many characters and items a value has with all that is in it; counted no further than :data:`LENGTH`."""
    if isinstance(value, str):
        return len(value)
    total, left = 0, [value]
    while left and total <= LENGTH:
        each = left.pop()
        total += 1
        if isinstance(each, (str, bytes)):
            total += len(each)
        elif isinstance(each, int):
            total += each.bit_length() // 3
        elif isinstance(each, Mapping):
            left.extend((*each.keys(), *each.values()))
        elif isinstance(each, (list, tuple, set, frozenset)):
            left.extend(each)
        elif isinstance(each, range):
            total += len(each)
    return total


def number(value: int) -> str:
    """«1 000 000», with no-break spaces."""
    return f"{value:,}".replace(",", "\u00a0")
