"""Tags that Word cut are put together, and nothing else of a paragraph changes."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from papers import W

from vpr_tracker_documents.filling.tags import heal

PIECES = st.lists(
    st.sampled_from(["{{ a }}", "{% if b %}", "{%tr for c in d %}", "{# e #}", "слово ", "{", "}", "%", " ", "{{"]),
    min_size=1, max_size=8,
)  # fmt: skip


def paragraph(runs: list[str]) -> etree._Element:
    root = etree.Element(W + "p", nsmap={"w": W[1:-1]})
    for text in runs:
        node = etree.SubElement(etree.SubElement(root, W + "r"), W + "t")
        node.text = text
    return root


def whole(root: etree._Element) -> str:
    return "".join(node.text or "" for node in root.iter(W + "t"))


@given(PIECES, st.lists(st.integers(0, 60), max_size=8))
def test_a_paragraph_cut_anywhere_reads_as_the_whole_one(pieces, cuts):
    text = "".join(pieces)
    places = sorted({0, len(text), *(cut for cut in cuts if cut < len(text))})
    root = paragraph([text[start:end] for start, end in itertools.pairwise(places)])

    tags, loose = heal(root)
    at_once, halves = heal(paragraph([text]))

    assert whole(root) == text
    assert [tag.printed for tag in tags] == [tag.printed for tag in at_once]
    assert [half.printed for half in loose] == [half.printed for half in halves]
    assert all(tag.printed in (tag.node.text or "") for tag in tags)


def test_a_text_box_within_a_paragraph_is_a_text_of_its_own():
    root = paragraph(["{{ a", " }}"])
    box = etree.SubElement(etree.SubElement(root[0], W + "txbxContent"), W + "p")
    etree.SubElement(etree.SubElement(box, W + "r"), W + "t").text = "{{ b }}"

    tags, loose = heal(root)

    assert sorted(tag.printed for tag in tags) == ["{{ a }}", "{{ b }}"]
    assert loose == []
