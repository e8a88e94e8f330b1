"""The check-list of the standard (docs/explanation/documents.md), held against the XML of the documents."""

from __future__ import annotations

import importlib.util
import sys
from datetime import date
from pathlib import Path

import pytest
from papers import FILLED, ROOT, W, kind_of, paragraphs, parts, root, rows

from vpr_tracker_documents.making.sources import builtin_template
from vpr_tracker_documents.making.standards import GOST_2016, GOST_2025, STANDARDS, standard_for

BY_DATE = {GOST_2016: date(2025, 8, 17), GOST_2025: date(2025, 8, 18)}
LANDSCAPE = {"plan", "register"}
in_both = pytest.mark.parametrize("standard", STANDARDS, ids=lambda standard: standard.name)
by_kind = pytest.mark.parametrize("kind", FILLED, ids=lambda kind: kind.name)


def mm(twips: str | None) -> float:
    return round(int(twips or 0) * 25.4 / 1440, 1)


def attribute(element, name: str) -> str | None:
    return element.get(f"{W}{name}")


def template_of(kind, standard) -> bytes:
    return builtin_template(kind, BY_DATE[standard]).read_bytes()


def styles(document: bytes):
    return {attribute(each, "styleId"): each for each in root(document, "word/styles.xml").iter("{*}style")}


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2023, 2, 10), "gost-2016"),
        (date(2025, 8, 17), "gost-2016"),
        (date(2025, 8, 18), "gost-2025"),
        (date(2030, 1, 1), "gost-2025"),
    ],
)
def test_the_date_of_the_document_chooses_the_standard(day, name):
    assert standard_for(day).name == name
    assert builtin_template(kind_of("letter"), day).parent.name == name


@in_both
@by_kind
def test_margins_paper_and_page_number(kind, standard):
    (section,) = root(template_of(kind, standard)).iter("{*}sectPr")
    margins, size = section.find("{*}pgMar"), section.find("{*}pgSz")

    assert [mm(attribute(margins, side)) for side in ("left", "right", "top", "bottom")] == [30, 10, 20, 20]
    assert mm(attribute(margins, "left")) >= standard.least_left
    assert mm(attribute(margins, "header")) >= 10
    assert sorted((mm(attribute(size, "w")), mm(attribute(size, "h")))) == [210, 297]
    assert (attribute(size, "orient") == "landscape") == (kind.name in LANDSCAPE)
    assert section.find("{*}titlePg") is not None
    header = root(template_of(kind, standard), "word/header1.xml")
    assert [each.text.strip() for each in header.iter("{*}instrText")] == ["PAGE"]
    assert "PAGE" not in parts(template_of(kind, standard))["word/header2.xml"].decode()
    centred = styles(template_of(kind, standard))["Header"]
    assert attribute(centred.find(".//{*}jc"), "val") == "center"


@in_both
@by_kind
def test_type_and_spacing_of_the_text(kind, standard):
    document = template_of(kind, standard)
    defaults = root(document, "word/styles.xml").find(".//{*}rPrDefault")
    fonts = defaults.find(".//{*}rFonts")
    assert {attribute(fonts, name) for name in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}
    assert int(attribute(defaults.find(".//{*}sz"), "val")) / 2 in standard.sizes
    body = styles(document)["Text"]
    assert mm(attribute(body.find(".//{*}ind"), "firstLine")) == 12.5
    assert attribute(body.find(".//{*}jc"), "val") == "both"
    assert 240 <= int(attribute(body.find(".//{*}spacing"), "line")) <= 360
    requisite = styles(document)["Requisite"]
    assert attribute(requisite.find(".//{*}spacing"), "line") == "240"


@in_both
@by_kind
def test_tables_repeat_their_header_and_their_rows_are_not_torn(kind, standard):
    tables = [
        table for table in root(template_of(kind, standard)).iter("{*}tbl")
        if attribute(table.find("{*}tblPr/{*}tblStyle"), "val") == "DocumentTable"
    ]  # fmt: skip
    assert bool(tables) == (kind.name not in ("order", "protocol"))
    for table in tables:
        lines = table.findall("{*}tr")
        assert lines[0].find("{*}trPr/{*}tblHeader") is not None
        assert all(line.find("{*}trPr/{*}cantSplit") is not None for line in lines)
        assert attribute(table.find("{*}tblPr/{*}tblLayout"), "type") == "fixed"
        text = 297 if kind.name in LANDSCAPE else 210
        assert sum(mm(attribute(each, "w")) for each in table.find("{*}tblGrid")) <= text - 40 + 0.5


_BOLD = {
    402: "з", 444: "есё", 454: "г", 491: "т", 500: "абоух«»0123456789", 506: "д", 529: "ь", 540: "в", 541: "я",
    556: "р", 561: "л", 564: "ч", 576: "ийкнпц", 583: "ъ", 681: "м", 692: "ф", 725: "жК", 764: "ю", 781: "ы",
    844: "шщ", 1098: "ШЩ", 611: "Р", 636: "Г", 661: "БЬ", 667: "ВЕТЁ", 688: "Д", 722: "АСХЯ", 734: "УЧ", 745: "Л",
    778: "ИЙНОПЦ", 859: "Ф", 944: "М", 528: "З", 250: ".,", 333: "-", 1000: "%", 1005: "№", 278: "/",
}  # fmt: skip
"""How wide letters of bold Times New Roman are, in thousandths of its size."""
WIDE = {letter: width for width, letters in _BOLD.items() for letter in letters}


@in_both
@by_kind
def test_no_word_of_a_header_is_wider_than_its_column(kind, standard):
    template = template_of(kind, standard)
    size = int(attribute(styles(template)["TableHead"].find(".//{*}sz"), "val")) / 2
    for cell in root(template).iter(f"{W}tc"):
        if any(attribute(style, "val") == "TableHead" for style in cell.iter("{*}pStyle")):
            room = mm(attribute(cell.find(".//{*}tcW"), "w")) - 3
            for word in "".join(cell.itertext()).split():
                wide = sum(WIDE[letter] for letter in word) / 1000 * size * 25.4 / 72
                assert wide <= room, f"«{word}»: {wide:.1f} mm in {room:.1f}"


@in_both
def test_the_approval_stands_in_the_right_corner_and_is_no_wider_than_it_may(standard):
    approval = next(root(template_of(kind_of("plan"), standard)).iter("{*}tbl"))
    left, right = (mm(attribute(each, "w")) for each in approval.find("{*}tblGrid"))

    assert right <= standard.requisite
    assert left + right == pytest.approx(257, abs=0.5)


@in_both
def test_the_requisites_of_an_order_come_in_their_order(standard, vpr):
    (order,) = vpr.make(
        "order",
        tasks=("1", "2"),
        dated=BY_DATE[standard],
        number="13",
        settings={"place": "г. Заозёрск", "signer_post": "Председатель", "signer_name": "Вересова И. К."},
    )
    told = paragraphs(order)

    order_of = [
        "Комитет по образованию", "ПРИКАЗ", f"{BY_DATE[standard].day} августа 2025 г.", "№ 13", "г. Заозёрск",
        "Об исполнении плана", "Во исполнение плана", "ПРИКАЗЫВАЮ:", "1. Ответственным", "3. Контроль", "Председатель",
        "И. К. Вересова", "Тамара Романовна",
    ]  # fmt: skip
    places = [next(place for place, line in enumerate(told) if line.startswith(words)) for words in order_of]
    assert places == sorted(places)


def test_a_plan_says_how_it_was_approved(sample):
    (plan,) = sample.make("plan")
    told = rows(plan, 0)[0][1].split("\n")

    if sample.on.year == 2023:
        assert told[:3] == ["УТВЕРЖДЁН", "приказом комитета по образованию", "от 25 января 2023 г. № 13"]
    else:
        act = "приказом управления образования администрации Заозёрного района"
        assert told[:3] == ["УТВЕРЖДЕНА", act, "от 29 августа 2025 г. № 112"]


@by_kind
def test_dates_numbers_and_names_do_not_break_over_lines(kind, vpr):
    for document in vpr.make(kind.name, number="13" if "number" in kind.options else None, **vpr.options_for(kind)):
        raw = "".join(each.text or "" for each in root(document).iter("{*}t"))
        assert "10 февраля" not in raw
        assert "№ 13" not in raw
        assert "2023 г." not in raw


def test_the_built_in_templates_are_what_their_source_makes(tmp_path):
    folder = ROOT / "plugins" / "documents" / "tools" / "templates"
    spec = importlib.util.spec_from_file_location("template_maker", folder / "make.py")
    before = list(sys.path)
    maker = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(maker)
    sys.path[:] = before
    maker.main(tmp_path)

    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.docx")}
    held = {path.relative_to(maker.FOLDER): path.read_bytes() for path in Path(maker.FOLDER).rglob("*.docx")}
    assert sorted(made) == sorted(held)
    assert made == held, "run: python plugins/documents/tools/templates/make.py"
