"""Files that cannot be read: one clear sentence, soon, and little memory."""

from __future__ import annotations

import base64
import os
import struct
import subprocess
import sys
import time
import zipfile
import zlib

import pytest
from build import NAMESPACES, document, docx, p, package, relationships, table

from vpr_tracker.errors import BadInput, NotFound
from vpr_tracker.i18n import speaking
from vpr_tracker_documents.word.read import read_word
from vpr_tracker_documents.word.xml import MAX_TREE, parse

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
SECONDS = 5
MEGABYTES = 300
MEASURED = """
import re, resource, sys, time
from pathlib import Path
from vpr_tracker.errors import BadInput
from vpr_tracker_documents.word.read import read_word
start = time.process_time()
try:
    read_word(Path(sys.argv[1]))
except BadInput:
    took = time.process_time() - start
    # On Linux ru_maxrss begins with what the starting process held; VmHWM is this program's own.
    status = Path("/proc/self/status")
    own = re.search(r"VmHWM:\\s*(\\d+)", status.read_text()) if status.exists() else None
    peak = int(own[1]) if own else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(took, peak * 1024 / 1e6)
"""


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("VPR_LANG", "en")


def refused(path, kind=BadInput) -> str:
    """The message for ``path``: one sentence, which must come soon, with a hint."""
    start = time.process_time()
    with pytest.raises(kind) as caught:
        read_word(path)
    assert time.process_time() - start < SECONDS
    assert caught.value.hint
    assert "\n" not in caught.value.message
    return caught.value.message


def refused_cheaply(path) -> str:
    """The same, and a process of its own that does nothing else stays within the bounds of time and memory."""
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, str(path)], capture_output=True, text=True, timeout=60, check=True
    )
    seconds, megabytes = map(float, done.stdout.split())
    assert seconds < SECONDS
    assert megabytes < MEGABYTES
    return refused(path)


def compound(*streams: str) -> bytes:
    """An OLE compound file as far as its directory goes."""
    directory = b"".join((name.encode("utf-16-le") + b"\0\0").ljust(128, b"\0") for name in ("Root Entry", *streams))
    return OLE.ljust(512, b"\0") + directory


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "empty"),
        (b"\0" * 5000, "not a Word file"),
        ("Обычный текст".encode(), "not a Word file"),
        (b"%PDF-1.7\n", "a PDF"),
        (b"{\\rtf1\\ansi text}", "an RTF text"),
        (b"<html><body>text</body></html>", "a web page"),
        ("\ufeff<!DOCTYPE html><html/>".encode(), "a web page"),
        ('\ufeff<?xml version="1.0"?><w:wordDocument/>'.encode("utf-16-le"), "an XML file"),
        (compound("WordDocument", "1Table"), "old .doc"),
        (compound("EncryptionInfo", "EncryptedPackage"), "password"),
        (compound("Workbook"), "not a Word document"),
        (OLE, "not a Word document"),
        (b"PK", "cut short or damaged"),
        (b"PK\x03\x04" + b"\x07" * 3000, "cut short or damaged"),
        (b"PK\x05\x06" + b"\0" * 18, "without a Word document"),
    ],
)
def test_what_is_no_word_file_is_called_what_it_is(tmp_path, content, said):
    path = tmp_path / "план.docx"
    path.write_bytes(content)
    message = refused(path)
    assert said in message
    assert "план.docx" in message


def test_a_missing_file_is_not_found(tmp_path):
    assert "нет.docx" in refused(tmp_path / "нет.docx", NotFound)


def test_a_folder_and_an_impossible_name_are_no_files(tmp_path):
    assert "a folder" in refused(tmp_path)
    assert "cannot be opened" in refused(tmp_path / "а\0б")
    assert "cannot be opened" in refused(tmp_path / ("а" * 500))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
def test_a_pipe_and_a_device_are_not_even_opened(tmp_path):
    os.mkfifo(tmp_path / "труба")
    assert "not a regular file" in refused(tmp_path / "труба")


@pytest.mark.skipif(not os.path.exists("/dev/zero"), reason="the system has no /dev/zero")
def test_an_endless_device_is_refused(tmp_path):
    os.symlink("/dev/zero", tmp_path / "план.docx")
    assert "not a regular file" in refused(tmp_path / "план.docx")


def test_a_huge_file_is_refused_unread(tmp_path):
    path = tmp_path / "план.docx"
    with path.open("wb") as file:
        file.truncate(3_000_000_000)
    assert "3000 MB" in refused(path)


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.9, 0.999])
def test_a_file_cut_short_is_refused(tmp_path, share):
    path = docx(tmp_path / "план.docx", *(p(f"{number} " * 50) for number in range(50)))
    data = path.read_bytes()
    path.write_bytes(data[: int(len(data) * share)])
    assert "cut short or damaged" in refused(path)


def test_a_damaged_part_is_named(tmp_path):
    path = docx(tmp_path / "план.docx", *(p(f"{number} " * 50) for number in range(50)))
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        info = archive.getinfo("word/document.xml")
    middle = info.header_offset + 60 + info.compress_size // 2
    data[middle : middle + 30] = b"\xff" * 30
    path.write_bytes(data)
    assert "word/document.xml" in refused(path)


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"xl/workbook.xml": "<x/>"}, "an Excel workbook"),
        ({"ppt/presentation.xml": "<x/>"}, "a PowerPoint presentation"),
        ({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}, "an OpenDocument file"),
        ({"a.txt": "a"}, "without a Word document"),
        ({"word/document.xml": document(p("а"))}, "without a Word document"),
    ],
)
def test_another_zip_file_is_called_what_it_is(tmp_path, parts, said):
    assert said in refused(package(tmp_path / "план.docx", parts))


def test_a_workbook_behind_the_main_relationship_is_no_document(tmp_path):
    book = '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    extra = {"xl/workbook.xml": book}
    assert "an Excel workbook" in refused(docx(tmp_path / "план.docx", main="xl/workbook.xml", extra=extra))


def test_a_missing_main_part_is_named(tmp_path):
    parts = {"_rels/.rels": relationships([(OFFICE, "word/document.xml")])}
    assert "word/document.xml" in refused(package(tmp_path / "план.docx", parts))


def test_a_missing_part_that_is_referred_to_is_named(tmp_path):
    styles = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"
    extra = {"word/_rels/document.xml.rels": relationships([(styles, "styles.xml")])}
    assert "word/styles.xml" in refused(docx(tmp_path / "план.docx", extra=extra))


def test_a_document_without_a_body_is_refused(tmp_path):
    bare = f'<w:document xmlns:w="{NAMESPACES["w"]}"/>'
    assert "no body" in refused(docx(tmp_path / "план.docx", extra={"word/document.xml": bare}))


@pytest.mark.parametrize(
    "xml", [b"", b"<w:document>", b"\xff\xfe\xfd", b"text", b"<a><b></a>", b"<a>\x01</a>", b"<a b='1' b='2'/>"]
)
def test_broken_xml_names_its_part(tmp_path, xml):
    assert "word/document.xml" in refused(docx(tmp_path / "план.docx", extra={"word/document.xml": xml}))


def test_broken_styles_name_their_part(tmp_path):
    assert "word/styles.xml" in refused(docx(tmp_path / "план.docx", styles="<w:style>"))


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE w:document [<!ENTITY l0 "ха">{LAUGHS}]>',
        '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE w:document SYSTEM "http://127.0.0.1:9/x.dtd">',
        '<!DOCTYPE w:document [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x.dtd"> %p;]>',
        "<!DOCTYPE w:document>",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-7"])
def test_a_doctype_is_refused(tmp_path, doctype, encoding):
    named = {"utf-16-be": "UTF-16BE"}.get(encoding, encoding)
    body = document(p("&l9;&x;")).replace("&amp;", "&")
    xml = body.replace("<w:document", f"{doctype}<w:document", 1).replace('"UTF-8"', f'"{named}"', 1)
    data = xml.encode(encoding)
    if encoding == "utf-7":
        head, tail = xml.split("?>", 1)
        hidden = "".join(f"+{_utf_7(sign)}-" if sign in "<!>&" else sign for sign in tail)
        data = f"{head}?>{hidden}".encode()
    message = refused(docx(tmp_path / "план.docx", extra={"word/document.xml": data}))
    assert "DOCTYPE" in message or (encoding == "utf-7" and "broken" in message)


def _utf_7(sign: str) -> str:
    return base64.b64encode(sign.encode("utf-16-be")).decode().rstrip("=")


@pytest.mark.parametrize("tag", ["x", "w:ins", "w:sdt", "w:tbl"])
@pytest.mark.parametrize("depth", [300, 5000, 300_000])
def test_xml_nested_too_deep_is_refused(tmp_path, tag, depth):
    deep = p(f"<{tag}>" * depth + f"</{tag}>" * depth)
    refused(docx(tmp_path / "план.docx", deep))


def test_tables_nested_too_deep_are_refused(tmp_path):
    inner = p("дно")
    for _ in range(60):
        inner = table([[f"<w:tc>{inner}<w:p/></w:tc>"]])
    assert "too deep" in refused(docx(tmp_path / "план.docx", inner))


def test_wrappers_nested_as_deep_as_xml_allows_are_refused_without_a_traceback(tmp_path):
    deep = p("<w:ins>" * 240 + "<w:r><w:t>дно</w:t></w:r>" + "</w:ins>" * 240)
    assert "too deep" in refused(docx(tmp_path / "план.docx", deep))


def test_a_huge_attribute_or_text_is_refused(tmp_path):
    for xml in (f'<w:p w:rsidR="{"A" * 20_000_000}"/>', f"<w:p><w:r><w:t>{'A' * 20_000_000}</w:t></w:r></w:p>"):
        refused(docx(tmp_path / "план.docx", xml))


@pytest.mark.slow
@pytest.mark.parametrize("filler", [b" ", b"<w:p/>", "<w:p><w:r><w:t>да</w:t></w:r></w:p>".encode()])
def test_a_part_that_unpacks_to_hundreds_of_megabytes_is_refused(tmp_path, filler):
    path = tmp_path / "план.docx"
    head, tail = document("@").encode().split(b"@")
    block = filler * (1_000_000 // len(filler))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", relationships([(OFFICE, "word/document.xml")]))
        with archive.open("word/document.xml", "w") as part:
            part.write(head)
            for _ in range(300):
                part.write(block)
            part.write(tail)
    assert path.stat().st_size < 5_000_000
    assert "unpacks to more than" in refused_cheaply(path)


def test_a_bomb_in_a_part_that_is_never_read_is_refused(tmp_path):
    path = docx(tmp_path / "план.docx", p("а"), extra={"word/media/image1.bmp": b"\0" * 60_000_000})
    assert "word/media/image1.bmp" in refused(path)


@pytest.mark.slow
def test_a_large_picture_is_no_bomb(tmp_path):
    path = docx(tmp_path / "план.docx", p("а"), extra={"word/media/image1.jpeg": os.urandom(35_000_000)})
    assert read_word(path).blocks[0].text == "а"


def test_a_tree_out_of_proportion_to_its_size_is_refused():
    for xml in (b"<a>" + b"<w/>" * 3_000_000 + b"</a>", b"<a " + b"b='' " * 3_000_000 + b"/>"):
        with pytest.raises(BadInput, match="too large"):
            parse(xml, "word/document.xml")


@pytest.mark.slow
def test_the_largest_tree_that_is_read_keeps_the_bounds(tmp_path):
    row = (
        "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{number}</w:t></w:r></w:p></w:tc>" for number in range(6)) + "</w:tr>"
    )
    many = MAX_TREE // (row.count("<") * 120) - 100
    path = docx(tmp_path / "план.docx", f"<w:tbl>{row * many}</w:tbl><w:broken>", comments={})
    assert "word/document.xml" in refused_cheaply(path)


@pytest.mark.slow
def test_many_parts_that_are_large_together_are_refused(tmp_path):
    filler = "<w:p/>" + p("а" * 500) * 15_000
    assert "unpacks to more than" in refused_cheaply(docx(tmp_path / "план.docx", filler, headers=[filler] * 4))


def test_a_size_that_lies_is_not_believed(tmp_path):
    path = docx(tmp_path / "план.docx", p("а" * 10_000_000))
    data = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        real = struct.pack("<L", archive.getinfo("word/document.xml").file_size)
    path.write_bytes(bytes(data).replace(real, struct.pack("<L", 500)))
    assert "word/document.xml" in refused(path)


@pytest.mark.slow
def test_too_many_entries_are_refused_before_they_are_listed(tmp_path):
    path = tmp_path / "план.docx"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(60_000):
            archive.writestr(f"{number:05}", b"")
    assert "too many entries" in refused(path)


def test_an_encrypted_entry_is_refused(tmp_path):
    path = docx(tmp_path / "план.docx", p("а"))
    data = bytearray(path.read_bytes())
    for signature, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = data.find(signature)
        while start >= 0:
            data[start + at] |= 1
            start = data.find(signature, start + 4)
    path.write_bytes(data)
    assert "password" in refused(path)


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_packing_that_word_does_not_use_is_refused(tmp_path, method):
    path = tmp_path / "план.docx"
    with zipfile.ZipFile(path, "w", method) as archive:
        archive.writestr("_rels/.rels", "а" * 1_000_000)
    assert "packed in a way" in refused(path)


def test_an_unknown_packing_is_refused(tmp_path):
    path = docx(tmp_path / "план.docx", p("а"))
    data = path.read_bytes().replace(b"\x14\x00\x00\x00\x08\x00", b"\x14\x00\x00\x00\x63\x00")
    path.write_bytes(data)
    assert "packed in a way" in refused(path)


def test_checksums_are_checked(tmp_path):
    path = docx(tmp_path / "план.docx", p("а"))
    with zipfile.ZipFile(path) as archive:
        checksum = struct.pack("<L", archive.getinfo("word/document.xml").CRC)
    path.write_bytes(path.read_bytes().replace(checksum, struct.pack("<L", zlib.crc32(b"x"))))
    assert "word/document.xml" in refused(path)


@pytest.mark.parametrize(
    ("content", "message", "hint"),
    [
        (b"", "«план.docx» пуст", "скопируйте или скачайте его заново и повторите"),
        (b"%PDF-1.7\n", "«план.docx» — файл PDF, а не Word", "откройте его в Word или LibreOffice"),
        (compound("EncryptedPackage"), "«план.docx» защищён паролем", "сохраните его без пароля"),
        (b"PK\x03\x04" + b"x" * 100, "«план.docx» обрезан или повреждён", "скопируйте или скачайте его заново"),
    ],
)
def test_the_error_is_in_the_language_of_the_call(tmp_path, content, message, hint):
    path = tmp_path / "план.docx"
    path.write_bytes(content)
    with speaking("ru"), pytest.raises(BadInput) as caught:
        read_word(path)
    assert caught.value.message == message
    assert caught.value.hint.startswith(hint)
