"""The command line: parse, call, print. ``main`` is the console script ``vpr``; ``kit`` is public to plugins.

Nothing heavy is imported here or at start: each command is imported when it is called.
"""

from __future__ import annotations

from collections.abc import Sequence


def main(args: Sequence[str] | None = None) -> int:
    """Run ``vpr`` with the given arguments (default: the process's) and return the exit code."""
    from vpr_tracker.cli.boundary import run

    return run(args)
