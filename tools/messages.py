"""Bring the Russian catalogue up to date with the texts in the code: ``python tools/messages.py``.

Collects every ``_("…")``, ``N_("…")`` and ``ngettext`` of the core, merges them into ``vpr_tracker.po`` (new ones come
in empty, to be translated by hand; ones that are gone are dropped) and compiles ``vpr_tracker.mo``. Click speaks
through the same catalogue: its texts are in the ``.po`` with the comment ``click``.
"""

from __future__ import annotations

import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "vpr_tracker"
PO = SOURCE / "locale" / "ru" / "LC_MESSAGES" / "vpr_tracker.po"
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
CLICK = "click"
"""The comment that marks a text of Click; the code does not hold it, so it must not be dropped."""


def texts_in_code() -> Catalog:
    """Every text of the code that wants a translation."""
    catalog = Catalog()
    for path, _line, message, comments, context in extract_from_dir(
        str(SOURCE), [("**.py", "python")], keywords=KEYWORDS
    ):
        catalog.add(message, locations=[(path, 0)], auto_comments=comments, context=context)
    return catalog


def catalogue(path: Path = PO) -> Catalog:
    """The Russian catalogue as it is."""
    with path.open("rb") as file:
        return read_po(file, locale="ru", domain="vpr_tracker")


def merged(old: Catalog, texts: Catalog) -> Catalog:
    """The catalogue with exactly the texts of the code and those of Click."""
    new = Catalog(
        locale="ru",
        domain="vpr_tracker",
        project="vpr-tracker",
        version="0",
        header_comment="# Russian texts of vpr-tracker.",
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


def main() -> int:
    """Write both files; the exit code says whether something waits for a translation."""
    catalog = merged(catalogue(), texts_in_code())
    with PO.open("wb") as file:
        write_po(file, catalog, sort_output=True, width=120, include_lineno=False, omit_header=False)
    with PO.with_suffix(".mo").open("wb") as file:
        write_mo(file, catalog)
    missing = [message.id for message in catalog if message.id and not any(_strings(message.string))]
    for message_id in missing:
        print(f"not translated: {message_id!r}")
    return 1 if missing else 0


def _strings(string: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [string] if isinstance(string, str) else list(string or ())


if __name__ == "__main__":
    sys.exit(main())
