"""Whatever is in the file: it is read, or refused with an error of ours."""

from __future__ import annotations

import contextlib
from pathlib import Path
from tempfile import TemporaryDirectory

from build import abstract, docx, level, num, p, r, style, table, tc, text_box, tr
from hypothesis import given, settings
from hypothesis import strategies as st

from vpr_tracker.errors import VprError
from vpr_tracker_documents.word.read import read_word

W_TAGS = """
    p r t tbl tr tc pPr rPr tcPr trPr tblPr sdt sdtPr sdtContent ins del moveFrom moveTo br tab sym fldChar instrText
    fldSimple ffData ddList listEntry checkBox result gridSpan vMerge hMerge cellDel cellMerge gridBefore gridAfter
    tblHeader hidden numPr numId ilvl outlineLvl pStyle rStyle strike vanish drawing pict object txbxContent ruby
    rubyBase rt altChunk subDoc hyperlink date showingPlcHdr footnoteReference commentReference sectPr headerReference
    unknown
"""
OTHER_TAGS = """
    m:oMath m:f m:d m:dPr m:begChr m:t m:r m:nary mc:AlternateContent mc:Choice mc:Fallback wp:docPr a:p a:t v:shape
    v:textpath wps:txbx
"""
TAGS = [*(f"w:{tag}" for tag in W_TAGS.split()), *OTHER_TAGS.split()]
NAMES = "w:val w:id w:fldCharType w:char w:font w:vMerge w:fullDate w:type m:val r:id Requires"
WORDS = "0 1 2 -1 99999999999 x continue restart begin separate end"
VALUES = st.sampled_from(["", *WORDS.split()])
ATTRIBUTES = st.dictionaries(st.sampled_from(NAMES.split()), VALUES, max_size=2)
STARTS = [b"", b"PK\x03\x04", b"PK\x05\x06", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"]


def element(tag: str, attributes: dict[str, str], content: list[str]) -> str:
    written = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<{tag}{written}>{''.join(content)}</{tag}>"


TREES = st.recursive(
    st.one_of(st.builds(element, st.sampled_from(TAGS), ATTRIBUTES, st.just([])), st.sampled_from(["текст", " "])),
    lambda inner: st.builds(element, st.sampled_from(TAGS), ATTRIBUTES, st.lists(inner, max_size=4)),
    max_leaves=30,
)
NUMBERING = abstract(0, level(0, "%1."), level(1, "%1.%2")) + num(1, 0) + num(2, 7)


@settings(max_examples=150, deadline=None)
@given(body=st.lists(TREES, max_size=4), styles=TREES, numbering=TREES)
def test_any_tree_of_known_elements_is_read(body: list[str], styles: str, numbering: str) -> None:
    with TemporaryDirectory() as folder:
        path = docx(
            Path(folder) / "а.docx",
            *(xml if xml.startswith("<") else p(xml) for xml in body),
            styles=styles + style("1"),
            numbering=NUMBERING + numbering,
        )
        file = read_word(path)
    assert all(block is not None for block in file.blocks)


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_damage_to_a_file_is_read_or_refused(data: st.DataObject) -> None:
    with TemporaryDirectory() as folder:
        path = docx(
            Path(folder) / "а.docx",
            p("а", text_box(p("б")), num=(1, 0)),
            table([tr(tc("в", merge="restart"), tc(p(r("г", "<w:strike/>"))))]),
            numbering=NUMBERING,
            styles=style("1"),
        )
        content = bytearray(path.read_bytes())
        for _ in range(data.draw(st.integers(1, 8))):
            content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
        path.write_bytes(content[: data.draw(st.integers(0, len(content)))] if data.draw(st.booleans()) else content)
        with contextlib.suppress(VprError):
            read_word(path)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(STARTS))
def test_any_bytes_are_refused(content: bytes, start: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "а.docx"
        path.write_bytes(start + content)
        try:
            read_word(path)
        except VprError as error:
            refused = error
        else:
            refused = None
    assert refused is not None
    assert refused.hint
