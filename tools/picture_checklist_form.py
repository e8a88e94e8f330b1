"""Draw a filled checklist form for the docs: ``python tools/picture_checklist_form.py`` (soffice and pdftoppm).

The picture becomes ``docs/how-to/pictures/checklist-form.png``.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from vpr_tracker import Tracker, read_plan
from vpr_tracker_checklists.forms import layout
from vpr_tracker_checklists.forms.book import book_bytes
from vpr_tracker_checklists.forms.making import forms_for
from vpr_tracker_checklists.templates.shelf import Shelf

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / "docs" / "how-to" / "pictures" / "checklist-form.png"
ANSWERS: Final = {
    "committee_order": "да",
    "day_as_planned": "да",
    "subjects_as_planned": "нет",
    "sittings": 4,
    "observers": 2,
    "observers_free": "да",
    "observers_whole": "да",
    "visited": "не применимо",
    "video_ordered": "не назначена",
}


def main() -> int:
    """Make the form, fill it in, print it."""
    from openpyxl import load_workbook

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Tracker.open(
            folder / "plan.sqlite3", actor="К", clock=lambda: datetime(2023, 3, 1, 6, tzinfo=UTC)
        ) as tracker:
            tracker.import_plan(read_plan(ROOT / "sample_plans" / "vpr-2023.toml"))
            tracker.add_school("4")
            template = Shelf().get("day-control")
            (form,) = forms_for(tracker, template, on=date(2023, 3, 20), inspector="Лебедева Т. Р.")
        book = load_workbook(io.BytesIO(book_bytes(form)), rich_text=True)
        for row in book[layout.SHEET].iter_rows():
            code = row[layout.CODE - 1].value
            if code in ANSWERS:
                row[layout.ANSWER - 1].value = ANSWERS[code]
            if code == "subjects_as_planned":
                row[layout.NOTE - 1].value = "В 5 «Б» другой предмет"
        book.save(folder / "form.xlsx")
        _drawn(folder)
    return 0


def _drawn(folder: Path) -> None:
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*command, str(folder / "form.xlsx")], check=True, capture_output=True, timeout=120)
    page = ["pdftoppm", "-png", "-r", "90", "-singlefile", "-x", "25", "-y", "80", "-W", "700", "-H", "720"]
    subprocess.run([*page, str(folder / "form.pdf"), str(PICTURE.with_suffix(""))], check=True)


if __name__ == "__main__":
    sys.exit(main())
