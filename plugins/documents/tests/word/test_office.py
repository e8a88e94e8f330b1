"""Another program's reading of the same files: LibreOffice must see the words that we see."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from build import abstract, change, docx, field, ins, level, num, p, r, sdt, style, table, tc, tr

from vpr_tracker_documents.word.model import Table, WordFile
from vpr_tracker_documents.word.read import read_word

SOFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(SOFFICE is None, reason="soffice (LibreOffice) is not installed"),
]

LISTS = (
    abstract(0, level(0, "%1."), level(1, "%1.%2."), level(2, "%3)", "russianLower"))
    + abstract(1, level(0, "%1)", "upperRoman"), level(1, "%1-%2", "lowerLetter"))
    + num(1, 0) + num(2, 1)
    + num(3, 0, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>')
)  # fmt: skip
STYLES = style("Пункт", ppr='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>') + style(
    "Обычный", default=True
)


def item(text: str, num_id: int, ilvl: int) -> str:
    return p(text, num=(num_id, ilvl))


DOCUMENTS = {
    "plain": (
        p("План мероприятий"),
        table([["№", "Мероприятие", "Срок"], ["1", "Провести\nсовещание", "до 25.01.2023"], ["2", "Отчёт", "май"]]),
        p("Исполнитель"),
    ),
    "numbers": (
        *(item(f"пункт {index}", 1, ilvl) for index, ilvl in enumerate((0, 1, 1, 0, 1, 0))),
        item("сразу второй", 2, 1),
        item("римский", 2, 0), item("латинский", 2, 1), item("латинский", 2, 1), item("римский", 2, 0),
        p("стиль", style="Пункт"), p("стиль", style="Пункт"), p("заново", num=(3, 0)), p("дальше", num=(3, 0)),
        table([[tc(item("ячейка", 1, 0)), tc(item("ячейка", 1, 0))], [tc(item("ячейка", 1, 0)), "без номера"]]),
    ),
    "merged": (
        table([
            tr(tc("Раздел первый", span=3)),
            tr("1", tc("общий срок", merge="restart"), "Директор"),
            tr("2", tc("", merge="continue"), "Завуч"),
        ]),
        p("после"),
    ),
    "controls": (
        p("до ", sdt(r("17 февраля")), " 2023"),
        sdt(p("абзац в поле")),
        table([tr("ячейка", sdt(tc("в поле"))), sdt(tr("строка", "в поле"))]),
        p("ссылка ", f'<w:hyperlink w:anchor="x">{r("сюда")}</w:hyperlink>', " и ", field(" QUOTE ", r("поле"))),
    ),
    "nested": (table([tr("вокруг", tc(p("до"), table([["внутри", "ещё"]]), p("после")))]), p("конец")),
    "accepted": (p("до ", ins(r("октября")), " 2026"), table([["а"], tr("вставлена", props=change("ins"))]), p("я")),
}  # fmt: skip


def words_we_read(file: WordFile) -> list[str]:
    texts: list[str] = []
    for block in file.blocks:
        if isinstance(block, Table):
            texts += (cell.text for row in block.rows for cell in row.cells if not cell.merged)
        else:
            texts.append(block.text)
    return " ".join(texts).split()


@pytest.fixture(scope="module")
def words_office_reads(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The words of each document as LibreOffice writes them out, by name."""
    folder = tmp_path_factory.mktemp("office")
    paths = [docx(folder / f"{name}.docx", *body, numbering=LISTS, styles=STYLES) for name, body in DOCUMENTS.items()]
    command = [
        str(SOFFICE), f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
        "txt:Text (encoded):UTF8", "--outdir", str(folder), *map(str, paths),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return {path.stem: path.with_suffix(".txt").read_text(encoding="utf-8-sig").split() for path in paths}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_libreoffice_sees_the_same_words(name: str, tmp_path: Path, words_office_reads: dict[str, list[str]]) -> None:
    ours = words_we_read(read_word(docx(tmp_path / "а.docx", *DOCUMENTS[name], numbering=LISTS, styles=STYLES)))
    assert ours == words_office_reads[name]


def test_the_documents_have_numbers_and_words_to_compare(words_office_reads: dict[str, list[str]]) -> None:
    assert {"3.1.", "III)", "7."} & set(words_office_reads["numbers"])
    assert all(re.search(r"\w", " ".join(words)) for words in words_office_reads.values())
