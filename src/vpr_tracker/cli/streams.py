"""The standard streams of a run, also where they are missing, closed or full."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any, Final, TextIO

_NAMES: Final = {"stdin": "r", "stdout": "w", "stderr": "w"}


@contextmanager
def usable() -> Iterator[None]:
    """While it lasts, each stream is there: one that the caller closed («>&-») takes everything and keeps nothing."""
    with ExitStack() as stack:
        for name, mode in _NAMES.items():
            stream = getattr(sys, name)
            if stream is None or getattr(stream, "closed", False):
                stand_in = stack.enter_context(open(os.devnull, mode, encoding="utf-8"))
                stack.callback(setattr, sys, name, stream)
                setattr(sys, name, stand_in)
        _speak_utf8(sys.stdout, sys.stderr)
        yield


def _speak_utf8(*streams: TextIO) -> None:
    """UTF-8 also when piped on Windows; a lone surrogate in a file name must not stop a report."""
    for stream in streams:
        reconfigure: Any = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def refuses(stream: TextIO) -> bool:
    """Whether a stream takes nothing any more (a full disk behind it); to know it, a line end is written.

    Flushing alone does not tell: what was too long for the buffer is not in it.
    """
    try:
        stream.write("\n")
        stream.flush()
    except OSError:
        return True
    return False


def settle(stream: TextIO) -> None:
    """Flush; what cannot be written is dropped: else the interpreter complains again while it shuts down."""
    try:
        stream.flush()
    except (OSError, ValueError):
        drop(stream)


def drop(stream: TextIO) -> None:
    """Let what is still to be written to the stream go nowhere."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
