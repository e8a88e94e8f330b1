"""Makes ``build`` (the builder of Word files) importable for the tests of all rooms of this plugin."""

from __future__ import annotations

import sys
from pathlib import Path

_HERE = str(Path(__file__).parent)
if _HERE not in sys.path:
    sys.path.insert(0, _HERE)
