"""A plugin of pytest that keeps a copy of every Word file that ``build`` makes, in the folder ``KEEP_FILES_IN``."""

from __future__ import annotations

import itertools
import os
import shutil
import sys
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import build

_FOLDER = Path(os.environ["KEEP_FILES_IN"])
_NUMBERS = itertools.count()
_package = build.package


def _kept(path: Path, parts: Mapping[str, bytes | str]) -> Path:
    made = _package(path, parts)
    shutil.copy(made, _FOLDER / f"{next(_NUMBERS):05}.docx")
    return made


build.package = _kept
