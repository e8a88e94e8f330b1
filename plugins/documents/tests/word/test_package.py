"""Packages that are laid out otherwise and are right all the same."""

from __future__ import annotations

import hashlib
import zipfile

import pytest
from build import abstract, document, docx, level, num, p, package, r, relationships, style, table, tc, text_box

from vpr_tracker_documents.word.read import read_word

STRICT = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "http://purl.oclc.org/ooxml/wordprocessingml/main",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "http://purl.oclc.org/ooxml/officeDocument/relationships",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "http://purl.oclc.org/ooxml/officeDocument/math",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "http://purl.oclc.org/ooxml/drawingml/main",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing",
}  # fmt: skip


def first(path):
    return read_word(path).blocks[0].text


def strict(xml: str) -> str:
    for old, new in STRICT.items():
        xml = xml.replace(f'="{old}', f'="{new}')
    return xml


def test_the_hash_is_that_of_the_file(tmp_path):
    path = docx(tmp_path / "а.docx", p("план"))
    assert read_word(path).sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("name", ["план.docm", "план.dotx", "ПЛАН.DOCX", "план без расширения"])
def test_the_name_of_the_file_does_not_matter(tmp_path, name):
    assert first(docx(tmp_path / name, p("план"))) == "план"


@pytest.mark.parametrize("main", ["word/document2.xml", "Document.xml", "слова/план.xml", "a/b/c.xml"])
def test_the_main_part_is_found_by_its_relationship(tmp_path, main):
    path = docx(tmp_path / "а.docx", p("1", style="С"), main=main, styles=style("С", rpr="<w:strike/>"))
    assert first(path) == ""


def test_names_of_parts_are_compared_without_regard_to_case_and_escapes(tmp_path):
    rels = relationships([
        ("http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument", "WORD\\Main%20Part.XML")
    ])  # fmt: skip
    parts = {"_RELS/.Rels": rels, "word/main part.xml": document(p("другая часть"))}
    path = package(tmp_path / "а.docx", parts)
    assert first(path) == "другая часть"


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "windows-1251"])
def test_other_encodings_are_read(tmp_path, encoding):
    named = {"utf-8-sig": "UTF-8"}.get(encoding, encoding)
    xml = document(p("план № 5")).replace('encoding="UTF-8"', f'encoding="{named}"')
    assert first(docx(tmp_path / "а.docx", extra={"word/document.xml": xml.encode(encoding)})) == "план № 5"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_strict_files_are_read_like_the_others(tmp_path, encoding):
    numbering = abstract(0, level(0, "%1.")) + num(1, 0)
    body = (
        table([["а", tc(p("б", r("зря", "<w:strike/>")))], [tc("шире", span=2)]]),
        p("в", num=(1, 0)),
        p("г", text_box(p("в рамке")), "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"),
    )
    usual = docx(tmp_path / "usual.docx", *body, numbering=numbering, headers=[p("верх")], title="Т")
    parts = {}
    with zipfile.ZipFile(usual) as archive:
        for name in archive.namelist():
            xml = strict(archive.read(name).decode())
            declared = xml.replace('encoding="UTF-8"', f'encoding="{encoding}"') if "<?xml" in xml else xml
            parts[name] = declared.encode(encoding) if "<?xml" in xml else declared
    made = read_word(docx(tmp_path / "strict.docx", extra=parts))
    expected = read_word(usual)
    assert (made.blocks, made.margins, made.title) == (expected.blocks, expected.margins, expected.title)
    assert len(made.blocks[0].rows) == 2


def test_other_prefixes_mean_the_same(tmp_path):
    xml = (
        '<документ:document xmlns:документ="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<документ:body><документ:p><документ:r><документ:t>план</документ:t></документ:r></документ:p>"
        "</документ:body></документ:document>"
    )
    assert first(docx(tmp_path / "а.docx", extra={"word/document.xml": xml})) == "план"


def test_a_relationship_to_the_outside_is_left_alone(tmp_path):
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    targets = [(f"{kind}/styles", "http://127.0.0.1:9/styles.xml"), (f"{kind}/attachedTemplate", "file:///x")]
    links = relationships(targets)
    links = links.replace("<Relationship ", '<Relationship TargetMode="External" ')
    assert first(docx(tmp_path / "а.docx", p("план"), extra={"word/_rels/document.xml.rels": links})) == "план"
