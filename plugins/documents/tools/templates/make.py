"""Write the built-in templates anew: ``python plugins/documents/tools/templates/make.py [FOLDER]``.

Each kind for each standard, into the package unless a folder is named; the same code gives the same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from look import page, settings, styles
from texts import BODIES
from wordml import document, write

from vpr_tracker_documents.making.standards import STANDARDS, Standard

FOLDER = Path(__file__).resolve().parents[2] / "src" / "vpr_tracker_documents" / "templates"
LANDSCAPE = frozenset({"plan", "register"})
Body = Callable[[Standard], list[str]]


def main(folder: Path) -> int:
    """Write all of them."""
    for standard in STANDARDS:
        for name, body in BODIES.items():
            write(
                folder / standard.name / f"{name}.docx",
                main=document(body(standard), page(standard, landscape=name in LANDSCAPE)),
                styles=styles(standard),
                settings=settings(),
            )
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER))
