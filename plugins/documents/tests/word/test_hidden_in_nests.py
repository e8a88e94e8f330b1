"""Text hidden in random nestings of everything that Word wraps text in is found, all of it, once and in order.

Each strategy gives pairs ``(xml, words)``: a piece of a document and the live words in it, in the order in which they
are read. Decoys put words into the document that must not be found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from build import change, deleted, docx, field, ins, p, r, sdt, style, table, tc, text_box, tr
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vpr_tracker_documents.word.model import Table, WordFile
from vpr_tracker_documents.word.read import read_word

Piece = tuple[str, tuple[str, ...]]
PROMPT = "<w:showingPlcHdr/>"
DEAD_END = f"<w:rPr>{change('del')}</w:rPr>"
STYLES = (
    style("Зачёркнут", "character", rpr="<w:strike/>")
    + style("Скрыт", rpr="<w:vanish/>")
    + style("Обычный", default=True)
)

AROUND_RUNS: dict[str, Callable[[str], str]] = {
    "ins": ins,
    "moveTo": lambda xml: f"<w:moveTo>{xml}</w:moveTo>",
    "sdt": sdt,
    "hyperlink": lambda xml: f'<w:hyperlink w:anchor="x">{xml}</w:hyperlink>',
    "smartTag": lambda xml: f'<w:smartTag w:element="x">{xml}</w:smartTag>',
    "customXml": lambda xml: f'<w:customXml w:element="x">{xml}</w:customXml>',
    "fldSimple": lambda xml: f'<w:fldSimple w:instr=" QUOTE ">{xml}</w:fldSimple>',
    "field": lambda xml: field(" QUOTE «мимо» ", xml),
    "bdo": lambda xml: f'<w:bdo w:val="ltr">{xml}</w:bdo>',
    "alternative": lambda xml: (
        f'<mc:AlternateContent><mc:Choice Requires="w14">{xml}</mc:Choice>'
        f"<mc:Fallback>{xml}</mc:Fallback></mc:AlternateContent>"
    ),
    "ruby": lambda xml: f"<w:r><w:ruby><w:rt>{r('мимо')}</w:rt><w:rubyBase>{xml}</w:rubyBase></w:ruby></w:r>",
}
DECOYS = (
    deleted("мимо"),
    f"<w:moveFrom>{r('мимо')}</w:moveFrom>",
    f"<w:del>{sdt(r('мимо'))}</w:del>",
    field(" IF мимо "),
    sdt(r("мимо"), PROMPT),
    r("мимо", "<w:strike/>"),
    r("мимо", "<w:dstrike/>"),
    r("мимо", "<w:vanish/>"),
    r("мимо", '<w:rStyle w:val="Зачёркнут"/>'),
    '<w:r><w:footnoteReference w:id="1"/></w:r>',
    '<w:r><w:commentReference w:id="1"/></w:r>',
)
AROUND_BLOCKS: dict[str, Callable[[str], str]] = {
    "sdt": sdt,
    "customXml": AROUND_RUNS["customXml"],
    "ins": ins,
    "alternative": AROUND_RUNS["alternative"],
}


def joined(pieces: list[Piece]) -> Piece:
    return "".join(xml for xml, _ in pieces), tuple(word for _, words in pieces for word in words)


@st.composite
def inline(draw: st.DrawFn, words: Iterator[int], depth: int) -> Piece:
    """Runs, bare or wrapped."""
    kind = draw(st.sampled_from(["run", "decoy", *(AROUND_RUNS if depth else ())]))
    if kind == "run":
        word = f"слово{next(words)}"
        return r(f"{word} ", draw(st.sampled_from(["", "<w:b/>", '<w:strike w:val="0"/>']))), (word,)
    if kind == "decoy":
        return draw(st.sampled_from(DECOYS)), ()
    xml, found = joined([draw(inline(words, depth - 1)) for _ in range(draw(st.integers(1, 2)))])
    return AROUND_RUNS[kind](xml), found


@st.composite
def paragraph(draw: st.DrawFn, words: Iterator[int], depth: int) -> Piece:
    """A paragraph, perhaps with a text box at its end, perhaps joined to the next."""
    xml, found = joined([draw(inline(words, depth)) for _ in range(draw(st.integers(0, 3)))])
    if depth > 1 and draw(st.booleans()):
        inside, more = draw(blocks(words, depth - 2))
        return p(xml, text_box(inside + p(), drawn=draw(st.booleans()))), found + more
    if draw(st.booleans()):
        return p(xml, props=draw(st.sampled_from(["", "", '<w:jc w:val="left"/>', DEAD_END]))), found
    return p(xml) + p("мимо", style="Скрыт", props="<w:rPr><w:vanish/></w:rPr>"), found


@st.composite
def made_table(draw: st.DrawFn, words: Iterator[int], depth: int) -> Piece:
    """A table whose cells and rows may be wrapped, merged down, deleted."""
    rows: list[Piece] = []
    for _ in range(draw(st.integers(1, 2))):
        cells: list[Piece] = []
        for _ in range(draw(st.integers(1, 2))):
            xml, found = draw(blocks(words, depth - 1))
            cell = tc(xml + p(), span=draw(st.integers(1, 2)))
            for wrap in draw(st.lists(st.sampled_from(sorted(AROUND_BLOCKS)), max_size=2)):
                cell = AROUND_BLOCKS[wrap](cell)
            cells.append((cell, found))
        xml, found = joined(cells)
        row = f"<w:tr>{xml}</w:tr>"
        for wrap in draw(st.lists(st.sampled_from(sorted(AROUND_BLOCKS)), max_size=2)):
            row = AROUND_BLOCKS[wrap](row)
        rows.append((row, found))
        if draw(st.booleans()):
            rows.append((tr("мимо", props=change("del")), ()))
        if draw(st.booleans()):
            rows.append((tr(tc("мимо", props=change("cellDel")), tc(p())), ()))
    xml, found = joined(rows)
    return table([xml]), found


@st.composite
def blocks(draw: st.DrawFn, words: Iterator[int], depth: int) -> Piece:
    """Paragraphs and tables, bare or wrapped."""
    pieces: list[Piece] = []
    for _ in range(draw(st.integers(1, 2))):
        kinds = ["paragraph", "paragraph"]
        if depth > 0:
            kinds += ["table", *AROUND_BLOCKS]
        kind = draw(st.sampled_from(kinds))
        if kind == "paragraph":
            pieces.append(draw(paragraph(words, depth)))
        elif kind == "table":
            # A paragraph between two tables keeps a joined one before them from joining over the table.
            xml, found = draw(made_table(words, depth))
            pieces.append((p() + xml + p(), found))
        else:
            xml, found = draw(blocks(words, depth - 1))
            pieces.append((AROUND_BLOCKS[kind](xml), found))
    return joined(pieces)


def words_of(file: WordFile) -> list[str]:
    texts: list[str] = []
    for block in file.blocks:
        if isinstance(block, Table):
            texts += (cell.text for row in block.rows for cell in row.cells if not cell.merged)
        else:
            texts.append(block.text)
    return re.findall(r"слово\d+|мимо", " ".join(texts))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_all_live_text_is_found_once_and_in_order_and_nothing_else(data: st.DataObject) -> None:
    xml, expected = data.draw(blocks(count(), 4))
    with TemporaryDirectory() as folder:
        notes = {1: p("мимо")}
        path = docx(Path(folder) / "а.docx", xml, styles=STYLES, footnotes=notes, comments=notes)
        file = read_word(path)
    assert words_of(file) == list(expected)


def test_the_decoys_would_be_found_if_they_were_alive(texts) -> None:
    alive = texts(p("мимо", *(decoy for decoy in DECOYS)), styles=STYLES)
    assert alive == ["мимо"]
    assert sum("мимо" in decoy for decoy in DECOYS) >= 9
