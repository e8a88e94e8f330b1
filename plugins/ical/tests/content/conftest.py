"""Makes ``plans`` and ``parsers`` importable."""

from __future__ import annotations

import sys
from pathlib import Path

_TESTS = Path(__file__).parent.parent
for _folder in (_TESTS, _TESTS / "writing"):
    if str(_folder) not in sys.path:
        sys.path.insert(0, str(_folder))
