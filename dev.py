"""One door to the project for people and machines: sets up ``.venv`` and runs what is asked in it.

    python3 dev.py demo            the main job on the sample plan: vpr demo
    python3 dev.py test [ARGS]     the tests but the slow ones; pytest takes ARGS
    python3 dev.py test-all        all tests, as CI runs them
    python3 dev.py check           format, lint, types, import rules, docs
    python3 dev.py pin             choose the versions anew (needs uv)

Needs Python 3.11 or newer with pip, and nothing else: exact versions with hashes are in ``requirements/``.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
EXE = ".exe" if os.name == "nt" else ""
PYTHON = BIN / f"python{EXE}"
MEMBERS = [ROOT, *sorted(path.parent for path in (ROOT / "plugins").glob("*/pyproject.toml"))]
QUIETLY = ("-n", "auto", "-q")
CHECKS = (
    ("ruff", "format", "--check", "."),
    ("ruff", "check", "."),
    ("mypy",),
    ("lint-imports",),
    ("sphinx-build", "-q", "-n", "-W", "--keep-going", "-b", "html", "docs", "docs/_build/html"),
)


def run(*command: str | Path, **environment: str) -> None:
    """Run a command in the project's folder; leave with its exit status when it fails."""
    done = subprocess.run([str(part) for part in command], cwd=ROOT, env={**os.environ, **environment}, check=False)
    if done.returncode:
        sys.exit(done.returncode)


def tool(name: str) -> Path:
    """A program of the project's own environment."""
    return BIN / f"{name}{EXE}"


def set_up(wanted: str) -> None:
    """Make ``.venv`` hold the pinned packages of ``requirements/WANTED.txt`` and the project itself, once."""
    pins = ROOT / "requirements" / f"{wanted}.txt"
    recipe = b"".join(path.read_bytes() for path in [pins, *(member / "pyproject.toml" for member in MEMBERS)])
    stamp, mark = VENV / f".{wanted}", hashlib.sha256(recipe + sys.version.encode()).hexdigest()
    if PYTHON.exists() and stamp.exists() and stamp.read_text() == mark:
        return
    if not PYTHON.exists():
        print(f"Making {VENV} …", file=sys.stderr, flush=True)
        run(sys.executable, "-m", "venv", "--without-pip", VENV)
    print(f"Installing what requirements/{wanted}.txt names …", file=sys.stderr, flush=True)
    # The pip that runs this script fills the environment, so that a Python without ensurepip will do.
    pip = (sys.executable, "-m", "pip", "--python", PYTHON, "install", "--quiet", "--disable-pip-version-check")
    run(*pip, "--require-hashes", "-r", pins)
    editable = [part for member in MEMBERS for part in ("--editable", str(member))]
    run(*pip, "--no-deps", "--no-build-isolation", *editable, PATH=f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}")
    stamp.write_text(mark)


def pin() -> None:
    """Resolve the newest versions that fit and write them, with hashes and without addresses, to ``requirements/``."""
    uv = shutil.which("uv")
    if uv is None:
        sys.exit("dev.py pin needs uv: pip install uv")
    run(uv, "lock", "--upgrade")
    common = (uv, "export", "--quiet", "--frozen", "--no-emit-workspace", "--no-header", "--no-annotate")
    extras = [part for name in ("checklists", "documents", "ical", "xlsx") for part in ("--extra", name)]
    run(*common, *extras, "--no-default-groups", "--group", "build", "-o", "requirements/run.txt")
    run(*common, "--all-extras", "--group", "dev", "-o", "requirements/dev.txt")


def main(arguments: list[str]) -> None:
    """Do what the first argument says."""
    match arguments:
        case ["demo", *rest]:
            set_up("run")
            run(tool("vpr"), "demo", *rest)
            print(f"\nvpr is {tool('vpr').relative_to(ROOT)}", flush=True)
        case ["test", *rest]:
            set_up("dev")
            run(PYTHON, "-m", "pytest", *(rest or [*QUIETLY, "-m", "not slow"]))
        case ["test-all"]:
            set_up("dev")
            run(PYTHON, "-m", "pytest", *QUIETLY)
        case ["check"]:
            set_up("dev")
            for name, *rest in CHECKS:
                print(f"== {name} {' '.join(rest)}", flush=True)
                run(tool(name), *rest)
        case ["pin"]:
            pin()
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
