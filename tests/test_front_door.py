"""``import vpr_tracker`` must cost nearly nothing: programs that only may need it import it too."""

from __future__ import annotations

import subprocess
import sys


def test_importing_the_package_loads_nothing_that_python_has_not_loaded_already():
    code = "import sys; before = set(sys.modules); import vpr_tracker; print(*(set(sys.modules) - before))"

    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, timeout=60, check=True)

    assert set(done.stdout.split()) <= {"__future__", "vpr_tracker"}
