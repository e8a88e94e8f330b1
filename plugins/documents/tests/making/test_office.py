"""Another program opens every document: LibreOffice shows every word, within the margins, no heading left alone."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from odd_texts import ODD, expected
from papers import FILLED, SAMPLES, paragraphs, world

from vpr_tracker_documents.filling.package import read_package, write_package
from vpr_tracker_documents.filling.template import Template
from vpr_tracker_documents.making.delivery import deliver
from vpr_tracker_documents.making.names import Group, Many, Name, Text, sample
from vpr_tracker_documents.making.sources import builtin_template, load

SOFFICE = shutil.which("soffice")
PDFTOTEXT = shutil.which("pdftotext")
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(SOFFICE is None, reason="soffice (LibreOffice) is not installed"),
    pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext (poppler-utils) is not installed"),
]
MM = 72 / 25.4
LANDSCAPE = ("plan", "register")


def convert(form: str, folder: Path, paths: list[Path]) -> None:
    """Let LibreOffice turn all files into another form, in one run."""
    command = [
        str(SOFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", form,
        "--outdir", str(folder), *map(str, paths),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=240)


@dataclass(frozen=True)
class Word:
    """A word on a page, in points from the left upper corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Page:
    """A page of a PDF."""

    width: float
    height: float
    words: tuple[Word, ...]

    def lines(self) -> list[str]:
        """The words in lines, from the top."""
        found: dict[int, list[Word]] = {}
        for word in self.words:
            found.setdefault(round(word.bottom / 3), []).append(word)
        return [" ".join(word.text for word in sorted(found[key], key=lambda each: each.left)) for key in sorted(found)]


_PAGE = re.compile(r'<page width="([\d.]+)" height="([\d.]+)">(.*?)</page>', re.DOTALL)
_WORD = re.compile(r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>')


def pages(pdf: Path) -> list[Page]:
    """The pages of a PDF with the places of their words."""
    done = subprocess.run([str(PDFTOTEXT), "-bbox", str(pdf), "-"], check=True, capture_output=True, timeout=60)
    found = []
    for width, height, inner in _PAGE.findall(done.stdout.decode()):
        words = [
            Word(text, float(left), float(top), float(right), float(bottom))
            for left, top, right, bottom, text in _WORD.findall(inner)
        ]
        found.append(Page(float(width), float(height), tuple(words)))
    return found


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Every kind for both sample plans, as a Word file and as the pages of its PDF."""
    folder = tmp_path_factory.mktemp("office")
    made: dict[str, Path] = {}
    for plan in SAMPLES:
        with world(plan, tmp_path_factory.mktemp(plan)) as place:
            for kind in FILLED:
                made[f"{plan}-{kind.name}"] = folder / f"{plan}-{kind.name}.docx"
                deliver(place.making(kind.name, **place.options_for(kind)), made[f"{plan}-{kind.name}"])
    convert("pdf", folder, list(made.values()))
    return {name: (path, pages(path.with_suffix(".pdf"))) for name, path in made.items()}


NAMES = [f"{plan}-{kind.name}" for plan in SAMPLES for kind in FILLED]


@pytest.mark.parametrize("name", NAMES)
def test_every_word_is_printed(name, printed):
    path, shown = printed[name]
    told = "".join("".join(word.text for word in page.words) for page in shown)
    words = re.findall(r"\w{4,}", " ".join(paragraphs(path.read_bytes())))
    missing = [word for word in words if word not in told and not _torn(word, told)]
    assert missing == []


def _torn(word: str, told: str) -> bool:
    """Whether a word is there but for a line that ends within it: other words of its row stand between."""
    return any(word[:cut] in told and word[cut:] in told for cut in range(2, len(word) - 1))


@pytest.mark.parametrize("name", NAMES)
def test_every_word_is_within_the_margins(name, printed):
    _path, shown = printed[name]
    wide = name.endswith(LANDSCAPE)
    for page in shown:
        assert (page.width > page.height) == wide
        for word in page.words:
            assert word.left >= 30 * MM - 1, word
            assert word.right <= page.width - 10 * MM + 1, word
            assert word.bottom <= page.height - 20 * MM + 2, word
            assert word.top >= 10 * MM - 1, word


@pytest.mark.parametrize("name", NAMES)
def test_no_heading_is_left_alone_at_the_end_of_a_page_and_pages_are_numbered(name, printed):
    _path, shown = printed[name]
    for number, page in enumerate(shown, 1):
        lines = page.lines()
        assert lines, f"page {number} is empty"
        if not name.endswith("letter"):
            assert (lines[0] == str(number)) == (number > 1)
        assert not re.match(r"\d+\. (По |Прос|Бли|План на|Школы|Отметки|Задан|Рек|Выв)", lines[-1]), lines[-1]
        assert "Ответственные" not in lines[-1]


@pytest.mark.parametrize("plan", SAMPLES)
def test_who_prepared_a_plan_never_stands_alone_on_a_page(plan, printed):
    _path, shown = printed[f"{plan}-plan"]

    lines = shown[-1].lines()

    assert lines[-1].endswith(("000-00-00", "00-00000"))
    assert len(lines) > 4


@pytest.mark.parametrize("name", NAMES)
def test_the_type_is_that_of_the_standard(name, printed):
    path, _shown = printed[name]
    fonts = subprocess.run(["pdffonts", str(path.with_suffix(".pdf"))], check=True, capture_output=True, timeout=60)
    named = {line.split()[0].partition("+")[2].split("-")[0] for line in fonts.stdout.decode().splitlines()[2:]}
    assert named <= {"TimesNewRoman", "TimesNewRomanPS", "TimesNewRomanPSMT", "LiberationSerif"}, named


def filled_with(name: Name, odd: str) -> object:
    """Data of a shape with one text in every field."""
    match name:
        case Text():
            return odd
        case Group():
            return {key: filled_with(each, odd) for key, each in name.fields.items()}
        case Many():
            return [filled_with(name.one, odd)]
        case _:
            return sample({"x": name})["x"]


def test_a_document_with_any_text_in_every_field_opens_and_shows_it(tmp_path):
    day = __import__("datetime").date(2026, 1, 1)
    made: dict[Path, str] = {}
    for number, odd in enumerate(ODD):
        kind = FILLED[number % len(FILLED)]
        template = Template(read_package(builtin_template(kind, day)))
        values = {key: filled_with(name, odd) for key, name in load(kind.names).items()}
        filled = template.fill(values, title=odd, author=odd, dated=day)
        path = tmp_path / f"{number}.docx"
        path.write_bytes(write_package(template.complete(filled)))
        made[path] = odd
    convert("txt:Text (encoded):UTF8", tmp_path, list(made))

    for path, odd in made.items():
        told = path.with_suffix(".txt").read_text(encoding="utf-8-sig")
        assert _plain(expected(odd)) in _plain(told), ascii(odd[:40])


def _plain(text: str) -> str:
    """Without white space and marks of direction, which a plain text need not keep."""
    return re.sub(r"[\s\u2028\u2029\u0085\u202a-\u202e]", "", text)
