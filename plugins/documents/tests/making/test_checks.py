"""Broken templates: each fault is named with its place and its cure, and nothing is made from them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from papers import changed, kind_of, text

from vpr_tracker import BadInput
from vpr_tracker_documents.checking.check import check
from vpr_tracker_documents.filling.package import read_package
from vpr_tracker_documents.filling.template import Template
from vpr_tracker_documents.making.sources import builtin_template, load

DAY = date(2023, 2, 10)


def faults(kind: str, path: Path):
    return check(Template(read_package(path)), load(kind_of(kind).names))


def broken(kind: str, tmp_path: Path, change, part: str = "word/document.xml") -> Path:
    return changed(builtin_template(kind_of(kind), DAY), tmp_path / f"{kind}.docx", change, part)


def replaced(old: str, new: str, count: int = 1):
    def change(xml: str) -> str:
        assert old in xml, old
        return xml.replace(old, new, count)

    return change


ROW = re.compile(r"<w:tr>(?:(?!<w:tr>).)*?\{%tr for item in items %\}.*?</w:tr>", re.DOTALL)
SPLIT_ROWS = "{{ item.ti</w:t></w:r></w:p></w:tc><w:tc><w:tcPr/><w:p><w:r><w:t>tle }}"
CASES = {
    "an unknown name": (
        "letter",
        replaced("{{ document.date }}", "{{ document.datum }}"),
        "document.datum",
        "document.date",
        "table 1, row 1, column 1",
    ),
    "an unknown name of the top": ("order", replaced("{{ last }}", "{{ lats }}"), "«lats»", "last", "paragraph"),
    "a part of a text": ("order", replaced("{{ last }}", "{{ last.day }}"), "last.day", "print it", "paragraph"),
    "a misspelt loop": (
        "letter",
        replaced("for item in items", "for item in itmes"),
        "«itmes»",
        "items",
        "table 2, row 2",
    ),
    "a loop over a text": (
        "letter",
        replaced("for item in items", "for item in until"),
        "«until»",
        "items",
        "table 2, row 2",
    ),
    "a loop over a group": (
        "letter",
        replaced("for item in items", "for item in plan"),
        "«plan»",
        "items",
        "table 2, row 2",
    ),
    "a group that is printed": ("order", replaced("{{ last }}", "{{ plan }}"), "«plan»", "plan.title", "paragraph"),
    "a list that is printed": (
        "order",
        replaced("{{ last }}", "{{ items }}"),
        "«items»",
        "for one in items",
        "paragraph",
    ),
    "a list as one": ("order", replaced("{{ last }}", "{{ items.who }}"), "items.who", "for one in items", "paragraph"),
    "a filter that there is not": ("order", replaced("|stop }}", "|stoop }}"), "«stoop»", "stop", "paragraph"),
    "markup that would be taken as it is": ("order", replaced("|stop }}", "|safe }}"), "«safe»", "", "paragraph"),
    "an expression torn": ("order", replaced("{{ last }}", "{{ last + }}"), "last +", "correct", "paragraph"),
    "a statement that there is not": (
        "order",
        replaced("{{ last }}", "{% include 'a' %}"),
        "«include»",
        "correct",
        "paragraph",
    ),
    "escaping switched off": (
        "order",
        replaced("{{ last }}", "{% autoescape false %}"),
        "«autoescape»",
        "correct",
        "paragraph",
    ),
    "half a tag": ("order", replaced("{{ last }}", "{{ last }"), "half a tag", "type it anew", "paragraph"),
    "a tag over two paragraphs": (
        "order",
        replaced("{{ last }}", "{{ la</w:t></w:r></w:p><w:p><w:r><w:t>st }}"),
        "half a tag",
        "type it anew",
        "paragraph",
    ),
    "a tag over two cells": (
        "letter",
        replaced("{{ item.title }}", SPLIT_ROWS),
        "half a tag",
        "type it anew",
        "table 2, row 3, column 3",
    ),
    "a loop and its row in one": (
        "letter",
        replaced("{{ item.number }}", "{%tr for x in items %}{{ item.number }}"),
        "goes with",
        "row of its own",
        "table 2, row 3",
    ),
    "a loop outside of its row": (
        "letter",
        lambda xml: replaced("{{ item.days }}", "{{ item.days }}{%tr endfor %}")(replaced("{%tr endfor %}", "")(xml)),
        "goes with",
        "row of its own",
        "table 2, row 3",
    ),
    "a loop over cells of two rows": (
        "letter",
        lambda xml: xml.replace("{%tr for item", "{% for item").replace("{%tr endfor", "{% endfor"),
        "stands elsewhere",
        "row of its own",
        "table 2, row 2",
    ),
    "a row's loop outside of tables": (
        "order",
        lambda xml: xml.replace("{%p for item", "{%tr for item").replace("{%p endfor", "{%tr endfor"),
        "outside of a table",
        "{%p",
        "paragraph",
    ),
    "a loop that begins and ends in two tables": (
        "order",
        lambda xml: _moved_end(xml),
        "stands elsewhere",
        "one table",
        "table",
    ),
    "a loop without an end": ("letter", replaced("{%tr endfor %}", ""), "has no end", "endfor", "table 2, row 2"),
    "an end without a loop": (
        "letter",
        replaced("{%tr for item in items %}", ""),
        "belongs to no",
        "remove it",
        "table 2",
    ),
    "two kinds of one loop": (
        "letter",
        replaced("{%tr endfor %}", "{%p endfor %}"),
        "two kinds",
        "{%tr endfor %}",
        "table 2, row 2",
    ),
    "a paragraph that goes with a tag": (
        "order",
        replaced("{%p endfor %}", "{%p endfor %} и прочее"),
        "goes with",
        "paragraph of its own",
        "paragraph",
    ),
    "the name of a loop behind it": (
        "letter",
        replaced("{% if until %}", "{{ item.title }}{% if until %}"),
        "«item»",
        "inside the loop",
        "paragraph",
    ),
    "a missing style": (
        "letter",
        replaced('w:val="TableText"', 'w:val="МойСтиль"', -1),
        "«МойСтиль»",
        "choose another style",
        "table 2",
    ),
    "a missing table style": (
        "letter",
        replaced('w:val="DocumentTable"', 'w:val="Сетка"'),
        "«Сетка»",
        "choose another style",
        "table 2",
    ),
    "a document put in": ("order", replaced("{{ last }}", "{{p last }}"), "puts nothing", "{{ last }}", "paragraph"),
    "a tracked change between": (
        "order",
        lambda xml: _inserted(xml),
        "different marks",
        "accept the tracked",
        "paragraph",
    ),
}


def _moved_end(xml: str) -> str:
    def table(tag: str) -> str:
        cells = "".join(
            f"<w:tr><w:tc><w:tcPr/><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc></w:tr>" for words in (tag, "a")
        )
        return f"<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='4000'/></w:tblGrid>{cells}</w:tbl><w:p/>"

    return xml.replace("<w:sectPr>", table("{%tr for item in items %}") + table("{%tr endfor %}") + "<w:sectPr>")


def _inserted(xml: str) -> str:
    start = xml.index("{% if controller %}")
    begin = xml.rindex("<w:r>", 0, start)
    run = xml[begin:]
    mark = '<w:ins w:id="1" w:author="А" w:date="2023-01-01T00:00:00Z">'
    moved = run.replace(
        "{% if controller %}", f"</w:t></w:r>{mark}<w:r><w:t>{{% if controller %}}</w:t></w:r></w:ins><w:r><w:t>", 1
    )
    return xml[:begin] + moved


@pytest.fixture(autouse=True)
def _in_english(monkeypatch):
    monkeypatch.setenv("VPR_LANG", "en")


@pytest.mark.parametrize("name", CASES)
def test_a_broken_template_is_named_with_place_and_cure_and_nothing_is_made(name, vpr, tmp_path):
    kind, change, what, cure, place = CASES[name]
    path = broken(kind, tmp_path, change)

    found = [each for each in faults(kind, path) if not each.harmless]

    assert found, "no fault was found"
    told = [each for each in found if what in each.what]
    assert told, [str(each) for each in found]
    assert any(cure.casefold() in each.cure.casefold() for each in told), [each.cure for each in told]
    assert any(place in each.place for each in told), [each.place for each in told]
    with pytest.raises(BadInput) as caught:
        vpr.making(kind, template=path, **vpr.options_for(kind_of(kind)))
    assert caught.value.problems == tuple(map(str, found))


def test_every_fault_of_a_template_is_told_at_once(tmp_path):
    def change(xml: str) -> str:
        return (
            xml.replace("item.number", "item.nummer").replace("item.title", "item.tilte").replace("TableHead", "Kopf")
        )

    found = [each for each in faults("letter", broken("letter", tmp_path, change)) if not each.harmless]

    assert [any(word in each.what for each in found) for word in ("nummer", "tilte", "Kopf")] == [True] * 3
    assert "did you mean «item.number»?" in [each.cure for each in found if "nummer" in each.what]


@pytest.mark.parametrize(
    "pieces",
    [
        ("{", "{ last }}"), ("{{ la", "st }}"), ("{{ last }", "}"), ("{{", " ", "last", "}}"), ("{{ last ", "}", "}"),
    ],
)  # fmt: skip
def test_a_tag_that_word_cut_within_a_paragraph_is_put_together_and_told(pieces, vpr, tmp_path):
    between = '</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">'
    path = broken("order", tmp_path, replaced("{{ last }}", between.join(pieces)))

    found = faults("order", path)

    assert [each.harmless for each in found] == [True]
    assert "{{" in found[0].what
    assert "paragraph" in found[0].place
    (order,) = vpr.make("order", template=path, tasks=("2",))
    assert "2. Контроль за исполнением" in text(order)


def test_a_tag_cut_by_a_link_and_a_tracked_change_is_put_together_too(vpr, tmp_path):
    link = (
        '{{ la</w:t></w:r><w:hyperlink w:anchor="a"><w:r><w:t>st</w:t></w:r></w:hyperlink>'
        '<w:r><w:t xml:space="preserve"> }}'
    )
    path = broken("order", tmp_path, replaced("{{ last }}", link))

    (order,) = vpr.make("order", template=path, tasks=("2",))

    assert "2. Контроль за исполнением" in text(order)


def test_quotes_that_word_made_typographic_are_read(vpr, tmp_path):
    path = broken(
        "order", tmp_path, replaced("{{ last }}", "{{ last|plural(«пункт», “пункта”, „пунктов“) }} {{\u00a0last }}")
    )

    (order,) = vpr.make("order", template=path, tasks=("2",))

    assert "пункта 2. Контроль" in text(order)


@pytest.mark.parametrize("name", ["a.docx", "b.dotx"])
def test_what_is_no_word_file_is_refused(tmp_path, name):
    (tmp_path / name).write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(BadInput):
        read_package(tmp_path / name)


def test_a_template_of_word_becomes_a_document(vpr, tmp_path):
    path = broken("order", tmp_path, replaced("document.main+xml", "template.main+xml"), "[Content_Types].xml")
    from papers import parts

    (order,) = vpr.make("order", template=path, tasks=("2",))

    assert b"template.main" not in parts(order)["[Content_Types].xml"]


def test_a_letterhead_of_the_user_survives(vpr, tmp_path):
    from papers import parts

    head = "<w:p><w:r><w:t>АДМИНИСТРАЦИЯ ГОРОДА ЗАОЗЁРСКА</w:t></w:r></w:p></w:hdr>"
    path = broken("letter", tmp_path, replaced("</w:hdr>", head), "word/header2.xml")
    before = parts(path.read_bytes())

    letters = vpr.make("letter", template=path)

    for letter in letters:
        held = parts(letter)
        assert {name for name in before if held[name] != before[name]} == {"word/document.xml", "docProps/core.xml"}


def test_tags_in_a_header_are_filled_for_each_letter_of_one_file(vpr, tmp_path):
    from papers import parts

    from vpr_tracker_documents.making.delivery import deliver

    tag = "<w:p><w:r><w:t>Для: {{ recipient.source }}</w:t></w:r></w:p></w:hdr>"
    path = broken("letter", tmp_path, replaced("</w:hdr>", tag), "word/header2.xml")

    (file,) = deliver(vpr.making("letter", template=path), tmp_path / "all.docx")

    heads = [data.decode() for name, data in parts(file.read_bytes()).items() if "vpr-header" in name]
    assert sorted("".join(re.findall(r"Для: [^<]*", head)).replace("\u00a0", " ") for head in heads) == [
        "Для: гимназии «Росток»", "Для: школы № 1", "Для: школы № 2", "Для: школы № 4",
    ]  # fmt: skip


def test_the_folder_of_the_settings_comes_before_the_built_in_templates(vpr, tmp_path):
    broken("order", tmp_path, replaced("ПРИКАЗЫВАЮ", "ТРЕБУЮ"))
    settings = {"templates": str(tmp_path)}

    (order,) = vpr.make("order", tasks=("2",), settings=settings)

    assert "ТРЕБУЮ" in text(order)
    assert "ПРОТОКОЛ" in text(vpr.make("protocol", tasks=("2",), settings=settings)[0])


def test_loops_over_cells_widen_the_grid(vpr, tmp_path):
    cells = (
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w='4000'/></w:tblGrid><w:tr>"
        "<w:tc><w:tcPr/><w:p><w:r><w:t>{%tc for item in items %}</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:tcPr/><w:p><w:r><w:t>{{ item.number }}</w:t></w:r></w:p></w:tc>"
        "<w:tc><w:tcPr/><w:p><w:r><w:t>{%tc endfor %}</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:sectPr>"
    )
    path = broken("order", tmp_path, replaced("<w:sectPr>", cells))
    from papers import root

    (order,) = vpr.make("order", template=path, tasks=("1", "2", "3"))

    last = list(root(order).iter("{*}tbl"))[-1]
    assert len(last.findall("{*}tblGrid/{*}gridCol")) == 3
    assert len(last.findall("{*}tr/{*}tc")) == 3


@pytest.mark.parametrize(
    ("tag", "reason"),
    [
        ("{{ items[0].who }}", "no element 0"),
        ("{{ 5 / 0 }}", "division by zero"),
        (
            "{{ signer.name|person('datve') }}",
            "the cases are genitive, dative, accusative, instrumental, prepositional",
        ),
        ("{{ ''.__class__ }}", "unsafe"),
        ("{{ plan|attr('title') }}", "no attribute"),
    ],
)
def test_what_fails_only_when_it_is_filled_is_named_with_its_tag_and_place(tag, reason, tmp_path):
    path = broken("order", tmp_path, replaced("{{ last }}", tag))

    (fault,) = faults("order", path)

    assert tag in fault.what
    assert reason in fault.what
    assert not fault.what.endswith(".")
    assert "paragraph" in fault.place
    assert "correct the expression" in fault.cure


def test_a_template_without_a_single_name_is_remarked(tmp_path):
    path = broken("order", tmp_path, lambda xml: re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", xml))
    for part in ("word/header1.xml", "word/footer1.xml"):
        assert "{{" not in read_package(path).parts.get(part, b"").decode()

    (fault,) = faults("order", path)

    assert fault.harmless
    assert "alike" in fault.what
