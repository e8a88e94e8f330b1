"""Bring the Russian catalogues up to date with the texts in the code: ``python tools/messages.py``.

For the core and for every plugin of ours: collects each ``_("…")``, ``N_("…")`` and ``ngettext`` of the package, merges
them into its ``.po`` (new ones come in empty, to be translated by hand; ones that are gone are dropped) and compiles
the ``.mo``. Click speaks through the core's catalogue: its texts are in that ``.po`` with the comment ``click``.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
CLICK = "click"
"""The comment that marks a text of Click; the code does not hold it, so it must not be dropped."""


class Package(NamedTuple):
    """A package with a catalogue of its own: its folder and the name of the distribution."""

    source: Path
    project: str

    @property
    def name(self) -> str:
        """The import name, which is the catalogue's too."""
        return self.source.name

    @property
    def po(self) -> Path:
        """The catalogue that is edited; the compiled one lies beside it."""
        return self.source / "locale" / "ru" / "LC_MESSAGES" / f"{self.name}.po"

    def texts_in_code(self) -> Catalog:
        """Every text of the code that wants a translation."""
        catalog = Catalog()
        for path, _line, message, comments, context in extract_from_dir(
            str(self.source), [("**.py", "python")], keywords=KEYWORDS
        ):
            catalog.add(message, locations=[(path, 0)], auto_comments=comments, context=context)
        return catalog

    def catalogue(self) -> Catalog:
        """The Russian catalogue as it is; an empty one where there is none yet."""
        if not self.po.exists():
            return Catalog(locale="ru", domain=self.name)
        with self.po.open("rb") as file:
            return read_po(file, locale="ru", domain=self.name)

    def merged(self) -> Catalog:
        """The catalogue with exactly the texts of the code and those of Click."""
        old, texts = self.catalogue(), self.texts_in_code()
        new = Catalog(
            locale="ru",
            domain=self.name,
            project=self.project,
            version="0",
            header_comment=f"# Russian texts of {self.project}.",
            msgid_bugs_address="-",
            last_translator="-",
            language_team="ru",
            fuzzy=False,
        )
        for message in texts:
            if message.id:
                known = old.get(message.id)
                new.add(message.id, known.string if known else "", locations=message.locations)
        for message in old:
            if message.id and CLICK in message.user_comments and message.id not in texts:
                new.add(message.id, message.string, user_comments=message.user_comments)
        new.revision_date = new.creation_date = old.creation_date
        return new

    def update(self) -> list[str]:
        """Write both files; gives the texts that wait for a translation."""
        catalog = self.merged()
        self.po.parent.mkdir(parents=True, exist_ok=True)
        with self.po.open("wb") as file:
            write_po(file, catalog, sort_output=True, width=120, include_lineno=False, omit_header=False)
        with self.po.with_suffix(".mo").open("wb") as file:
            write_mo(file, catalog)
        return [str(message.id) for message in catalog if message.id and not any(_strings(message.string))]


PACKAGES = (
    Package(ROOT / "src" / "vpr_tracker", "vpr-tracker"),
    Package(ROOT / "plugins" / "checklists" / "src" / "vpr_tracker_checklists", "vpr-tracker-checklists"),
    Package(ROOT / "plugins" / "documents" / "src" / "vpr_tracker_documents", "vpr-tracker-documents"),
    Package(ROOT / "plugins" / "ical" / "src" / "vpr_tracker_ical", "vpr-tracker-ical"),
)


def _strings(string: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [string] if isinstance(string, str) else list(string or ())


def main() -> int:
    """Update all catalogues; the exit code says whether something waits for a translation."""
    missing = [(package.name, text) for package in PACKAGES for text in package.update()]
    for name, text in missing:
        print(f"not translated in {name}: {text!r}")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
