"""An access log without secrets: feeds by number, never an address."""

from __future__ import annotations

import logging
import re
from typing import Any, Final

logger: Final = logging.getLogger("vpr_tracker_ical.access")
_SECRET: Final = re.compile(r"(/feed/)[^/\s?\"]+")


def hide(text: str) -> str:
    """A text with «…» for what stands where tokens stand."""
    return _SECRET.sub(r"\1…", text)


class NoSecrets(logging.Filter):
    """For the access logs of ASGI servers, which print whole paths."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; it is always kept."""
        record.msg = hide(str(record.msg))
        if isinstance(record.args, tuple):
            record.args = tuple(_hidden(each) for each in record.args)
        elif isinstance(record.args, dict):
            record.args = {name: _hidden(each) for name, each in record.args.items()}
        return True


def _hidden(value: Any) -> Any:  # noqa: ANN401 -- an argument of a log call
    return hide(value) if isinstance(value, str) else value


def guard_access_logs() -> None:
    """Keep the access logs of the usual servers from printing addresses, whoever runs the application."""
    for name in ("uvicorn.access", "hypercorn.access", "gunicorn.access", "daphne.access", "granian.access"):
        log = logging.getLogger(name)
        if not any(isinstance(each, NoSecrets) for each in log.filters):
            log.addFilter(NoSecrets())
