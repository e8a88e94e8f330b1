"""The state of reading one story (the body, a header, a text box, a footnote) from its start to its end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from vpr_tracker import BadInput
from vpr_tracker_documents.i18n import _
from vpr_tracker_documents.word.model import Line, Note, NoteCode
from vpr_tracker_documents.word.styles import STRIKES, Styles
from vpr_tracker_documents.word.xml import DAMAGED

if TYPE_CHECKING:
    from vpr_tracker_documents.word.numbering import Counter
    from vpr_tracker_documents.word.ooxml import Element

Mode: TypeAlias = Literal["", "struck", "hidden", "placeholder"]
"""What becomes of a piece of text: empty for live text, else the code of the note that it goes into."""

MAX_DEPTH: Final = 100
"""Containers inside each other; people need a dozen."""
NESTED: Final = 5
"""What a table in a cell and a text box count against ``MAX_DEPTH``: each is several containers."""
SOFT_HYPHEN: Final = "\N{SOFT HYPHEN}"
NO_BREAK_HYPHEN: Final = "\N{NON-BREAKING HYPHEN}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What every story of a file shares.

    ``aside(kind, id)`` gives the text of a footnote, endnote or comment; ``boxed(story, content)`` reads the content
    of a text box into ``story`` (it comes from outside because boxes contain blocks, which contain boxes).
    """

    styles: Styles
    aside: Callable[[str, str], str]
    boxed: Callable[[Story, Element], None]
    trace: dict[tuple[int, int], Element] | None = None
    """Where it is there, the ``w:tr`` of each row of the body's tables is put into it, by table and row."""


@dataclass(slots=True, kw_only=True)
class Field:
    """A complex field that is being read. Between its start and its separator stands its instruction."""

    start: Element
    in_code: bool = True
    shown_from: int = 0
    """How many pieces of text there were when the result began."""


@dataclass(slots=True, kw_only=True)
class Story:
    """Pieces of the paragraph being read, and what holds at this point of the story.

    A break is the piece «\\n», which no other piece contains.
    """

    sources: Sources
    counter: Counter
    box_counter: Counter
    """For text boxes, which Word numbers apart from the text that they stand in."""
    unfinished: frozenset[Element] = frozenset()
    """Marks of fields that begin and never end."""
    counting: bool = True
    pieces: list[str] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    boxes: list[Line] = field(default_factory=list)
    fields: list[Field] = field(default_factory=list)
    in_code: int = 0
    forced: Mode = ""
    base: Mode = ""
    table_style: str | None = None
    paragraph_style: str | None = None
    prefix: str = ""
    depth: int = 0
    last_dead: tuple[str, int] = ("", -1)

    @property
    def is_plain(self) -> bool:
        """Whether nothing said earlier bears on the text that comes next."""
        return not (self.in_code or self.forced or self.pieces or self.notes or self.prefix)

    def plain_style(self, style: str | None) -> bool:
        """Whether a paragraph style neither numbers, strikes nor hides in the table that is being read."""
        styles = self.sources.styles
        return styles.paragraph(style).numbered is None and not styles.switches(self.table_style, style, None)

    def put(self, text: str, mode: Mode) -> None:
        """Add a piece of text where the reader stands: live, into a note, or nowhere (in a field's instruction)."""
        if self.in_code:
            return
        if self.forced:
            mode = self.forced
        if mode:
            self._put_aside(text, mode)
        else:
            self.pieces.append(text)

    def note(self, code: NoteCode, text: str) -> None:
        """Add a note that is no text of this place."""
        if not self.in_code:
            self.notes.append(Note(code=code, text=text))

    def show_in_box(self, text: str) -> None:
        """Add a line of text drawn beside the paragraph."""
        if self.forced:
            self.put(text, self.forced)
        elif not self.in_code:
            self.boxes.append(Line(text=text))
            self.notes.append(Note(code="text_box", text=text))

    def _put_aside(self, text: str, mode: NoteCode) -> None:
        """Dead text; pieces that follow each other directly become one note."""
        text = text.replace("\n", " ").replace(SOFT_HYPHEN, "").replace(NO_BREAK_HYPHEN, "-")
        here = (mode, len(self.pieces))
        if self.notes and self.last_dead == here and self.notes[-1].code == mode:
            text = self.notes.pop().text + text
        self.notes.append(Note(code=mode, text=text))
        self.last_dead = here

    def mode_of(self, switches: frozenset[str]) -> Mode:
        """What the switches on for a run make of its text."""
        if not switches:
            return ""
        return "struck" if switches <= STRIKES else "hidden"

    def take_notes(self) -> tuple[Note, ...]:
        """The notes since the last paragraph, which end there; blank ones, which say nothing, are left out."""
        if not self.notes:
            return ()
        notes = tuple(note for note in self.notes if note.text.strip() or note.code in ("picture", "unread"))
        self.notes.clear()
        self.last_dead = ("", -1)
        return notes

    @contextmanager
    def deeper(self, weight: int = 1) -> Iterator[None]:
        """Count a container that is being entered.

        :raises BadInput: containers are nested deeper than any document needs.
        """
        self.depth += weight
        if self.depth > MAX_DEPTH:
            raise BadInput(_("the Word file nests its parts too deep to be read"), hint=_(DAMAGED))
        try:
            yield
        finally:
            self.depth -= weight

    @contextmanager
    def forcing(self, mode: Mode) -> Iterator[None]:
        """Make all text dead for a while; what is forced already stays as it is."""
        before = self.forced
        self.forced = before or mode
        try:
            yield
        finally:
            self.forced = before
