"""``read_word``: a Word file as a person sees it with all tracked changes accepted."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vpr_tracker_documents.word.blocks import blocks
from vpr_tracker_documents.word.collector import collector_paused
from vpr_tracker_documents.word.fields import unfinished
from vpr_tracker_documents.word.model import Block, Note, Paragraph, WordFile
from vpr_tracker_documents.word.numbering import Counter, Numbering
from vpr_tracker_documents.word.ooxml import R, W
from vpr_tracker_documents.word.package import Package
from vpr_tracker_documents.word.story import NESTED, Sources, Story
from vpr_tracker_documents.word.styles import Styles
from vpr_tracker_documents.word.tables import flatten, nested, read_table

if TYPE_CHECKING:
    from vpr_tracker_documents.word.ooxml import Element

_TITLE: Final = "{http://purl.org/dc/elements/1.1/}title"
_MARGINS: Final = (W + "headerReference", W + "footerReference")
_ASIDES: Final = {"footnotes": W + "footnote", "endnotes": W + "endnote", "comments": W + "comment"}


def read_word(path: Path) -> WordFile:
    """Read ``path`` (.docx, .docm, .dotx, .dotm), touching no network and no other file.

    Takes time and memory in proportion to the file, which is bounded (see ``archive`` and ``xml``).

    :raises NotFound: there is no such file.
    :raises BadInput: it is no Word file, or one that is damaged, encrypted, too large or made to do harm; the message
        says which, the hint what to do.
    """
    with collector_paused(), Package(path) as package:
        return _read(package, Reader(package), package.document())


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """What a Word file shows, and the elements that it was read from.

    ``body`` is the ``w:body``; ``rows`` holds the ``w:tr`` of each row by table and row, as they are numbered in
    ``file``; ``story`` gives what the functions of ``tables`` and ``blocks`` need to look at them again.
    """

    file: WordFile
    body: Element
    rows: dict[tuple[int, int], Element]
    story: Callable[[], Story]
    styles: Styles


def read_traced(package: Package) -> Traced:
    """Read an open package as :func:`read_word` does, and keep where each row was."""
    trace: dict[tuple[int, int], Element] = {}
    reader, body = Reader(package, trace), package.document()
    file = _read(package, reader, body)
    return Traced(file=file, body=body, rows=trace, story=lambda: reader.story(body), styles=reader.styles)


def _read(package: Package, reader: Reader, body: Element) -> WordFile:
    return WordFile(
        sha256=package.sha256,
        blocks=tuple(reader.body(body)),
        margins=tuple(reader.margins(body)),
        title=_title(package.core()),
    )


class Reader:
    """The stories of one package; ``trace`` takes the rows of the body's tables (see ``Sources``)."""

    def __init__(self, package: Package, trace: dict[tuple[int, int], Element] | None = None) -> None:
        self._package = package
        self.styles = Styles(package.part("styles"))
        self._numbering = Numbering(package.part("numbering"), self.styles)
        self._aside_elements: dict[str, dict[str, Element]] = {}
        self._aside_texts: dict[tuple[str, str], str] = {}
        self._sources = Sources(styles=self.styles, aside=self._aside, boxed=_boxed, trace=trace)

    def body(self, body: Element) -> Iterator[Block]:
        """The blocks of the body."""
        story = self._story(body, self._counter(), self._counter())
        tables = 0
        for block in blocks(story, body):
            if isinstance(block, Paragraph):
                yield block
            elif (table := read_table(story, block, tables + 1)) is not None:
                tables += 1
                yield table

    def margins(self, body: Element) -> Iterator[Paragraph]:
        """The paragraphs of the headers, then of the footers, that the sections of the body name; each part once."""
        links = {link.id: link for link in self._package.related}
        references = list(body.iter(*_MARGINS))
        seen: set[str] = set()
        # Word counts on from part to part here.
        counters = self._counter(), self._counter()
        for kind in _MARGINS:
            for reference in references:
                if reference.tag != kind:
                    continue
                link = links.get(reference.get(R + "id", ""))
                if link is not None and link.target not in seen:
                    seen.add(link.target)
                    root = self._package.read(link)
                    yield from self._margin(self._story(root, *counters), root)

    def _margin(self, story: Story, root: Element) -> Iterator[Paragraph]:
        for block in blocks(story, root):
            paragraph = block if isinstance(block, Paragraph) else nested(story, block)
            if paragraph.notes or paragraph.text.strip():
                yield paragraph

    def _counter(self) -> Counter:
        return Counter(self._numbering, self.styles.language)

    def story(self, root: Element) -> Story:
        """A story of its own, for looking at elements once more."""
        return self._story(root, self._counter(), self._counter())

    def _story(self, root: Element, counter: Counter, box_counter: Counter) -> Story:
        return Story(sources=self._sources, counter=counter, box_counter=box_counter, unfinished=unfinished(root))

    def _aside(self, kind: str, name: str) -> str:
        """The text of a footnote, endnote or comment; empty when there is none of that name."""
        key = (kind, name)
        if key not in self._aside_texts:
            # Said before it is read: a note that refers to itself must come to an end.
            self._aside_texts[key] = ""
            element = self._asides(kind).get(name)
            if element is not None:
                lines, _ = flatten(self._story(element, self._counter(), self._counter()), element)
                self._aside_texts[key] = Paragraph(lines=tuple(lines)).text.strip()
        return self._aside_texts[key]

    def _asides(self, kind: str) -> dict[str, Element]:
        if kind not in self._aside_elements:
            root = self._package.part(kind)
            found = () if root is None else root.iterchildren(_ASIDES[kind])
            self._aside_elements[kind] = {element.get(W + "id", ""): element for element in found}
        return self._aside_elements[kind]


def _boxed(story: Story, content: Element) -> None:
    """Read a text box into the lines that follow the paragraph it is anchored in, with a note that says so."""
    inner = Story(
        sources=story.sources,
        counter=story.box_counter,
        box_counter=story.box_counter,
        unfinished=story.unfinished,
        counting=story.counting,
        forced=story.forced,
        depth=story.depth,
    )
    with inner.deeper(NESTED):
        lines, notes = flatten(inner, content)
    text = Paragraph(lines=tuple(lines)).text.strip()
    if text:
        story.boxes += lines
        story.notes.append(Note(code="text_box", text=text))
    story.notes += notes


def _title(core: Element | None) -> str:
    return ("" if core is None else core.findtext(_TITLE) or "").strip()
