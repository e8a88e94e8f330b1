"""Draw the marked plan for the docs: ``python tools/picture_marked_plan.py`` (needs soffice and pdftoppm).

The sample plan is tracked in a folder of its own, a few things are recorded on fixed days, and the first page of the
marked file becomes ``docs/how-to/pictures/marked-plan.png``.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path

from vpr_tracker import Tracker, read_plan
from vpr_tracker_documents.making.kinds import Context, Options
from vpr_tracker_documents.marking.make import make
from vpr_tracker_documents.russian import NameForms

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "sample_plans" / "gia-2026.docx"
PICTURE = ROOT / "docs" / "how-to" / "pictures" / "marked-plan"
ON = date(2025, 12, 10)


def record(tracker: Tracker) -> None:
    """Some of the first tasks are done, some are looked at, some are late."""
    for number in ("1", "2", "4"):
        tracker.add_school(number)
    for task in ("1.1", "1.2"):
        tracker.submit(task)
        tracker.accept(task)
    for school in ("1", "4"):
        tracker.submit("1.3", school=school)
        tracker.accept("1.3", school=school)
    tracker.submit("2.3")


def main() -> int:
    """Draw it."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        clock = datetime(2025, 9, 12, 5, tzinfo=UTC)
        with Tracker.open(folder / "plan.sqlite3", actor="Координатор", clock=lambda: clock) as tracker:
            plan = tracker.import_plan(read_plan(SOURCE)).plan_id
            record(tracker)
            context = Context(
                tracker=tracker, plan_id=plan, on=ON, dated=ON, forms=NameForms(), options=Options(source=SOURCE)
            )
            (made,) = make(context)
        (folder / "marked.docx").write_bytes(made.data)
        profile = (folder / "profile").as_uri()
        office = ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", "--outdir"]
        subprocess.run([*office, str(folder), str(folder / "marked.docx")], check=True, capture_output=True)
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        page = ["pdftoppm", "-r", "72", "-f", "1", "-l", "1", "-png", "-singlefile", "-gray"]
        subprocess.run([*page, str(folder / "marked.pdf"), str(PICTURE)], check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
