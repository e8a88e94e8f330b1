"""Python's cyclic collector, kept away while many objects are made that all stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_paused() -> Iterator[None]:
    """Keep the collector from walking the growing document again and again: nothing in it is cyclic.

    At the end all objects count as old, so that the first collection afterwards does not walk the document either.
    """
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            if not gc.get_freeze_count():  # whoever has frozen objects wants them to stay so
                gc.freeze()
                gc.unfreeze()
            gc.enable()
