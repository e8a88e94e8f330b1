"""Feeds over HTTP: an ASGI application, and a server that nobody can hold up.

``create_app`` is the application, to be mounted in another one or run under any ASGI server.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from vpr_tracker_ical.serving.app import FeedApp, create_app

__all__ = ["FeedApp", "create_app"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 -- one of the names above
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from vpr_tracker_ical.serving import app

    return getattr(app, name)
