"""The fence around foreign code: where plugin modules are imported and hooks called, and only there."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from typing import Any

from vpr_tracker import errors


class EscapedError(Exception):
    """Foreign code raised something that is no ``Exception``; that is the ``__cause__``."""


class _Aside:
    """Stands for stdout while foreign code runs: what is printed goes to stderr, and closing closes nothing.

    It asks for stderr at each call, because foreign code may keep it (as the stream of a log handler).
    """

    def write(self, text: str) -> int:
        try:
            return sys.stderr.write(text)
        except (AttributeError, OSError, ValueError):  # stderr is missing, full or closed: no reason to fail a plugin
            return len(text)

    def flush(self) -> None:
        """Nothing: stderr is flushed with each line."""

    def close(self) -> None:
        """Nothing: a plugin must not close the program's streams."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- any attribute of a stream
        return getattr(sys.stderr, name)


@contextmanager
def foreign_code() -> Iterator[None]:
    """Run foreign code: nothing that it prints gets onto stdout, all that it raises can be caught as ``Exception``.

    :raises EscapedError: in the place of ``SystemExit``, ``asyncio.CancelledError`` and whatever else is no
        ``Exception``: one plugin must not end the program.
    """
    aside: Any = _Aside()
    try:
        if _in_main_thread():
            with redirect_stdout(aside):
                yield
        else:
            # sys.stdout is the whole process's: two threads that exchange it in turn would leave the wrong one there.
            yield
    except (Exception, KeyboardInterrupt, GeneratorExit):
        # Ctrl-C is the person's, whoever happens to be running; GeneratorExit is how Python closes a generator.
        raise
    except BaseException as error:
        raise EscapedError(describe(error)) from error


def describe(error: BaseException) -> str:
    """An exception in one line; what escaped is described itself."""
    if isinstance(error, EscapedError) and error.__cause__ is not None:
        error = error.__cause__
    return errors.describe(error)


def _in_main_thread() -> bool:
    # Looked up, not imported: where nobody has imported it there are no threads, and «vpr --help» starts light.
    threading = sys.modules.get("threading")
    return threading is None or threading.current_thread() is threading.main_thread()
