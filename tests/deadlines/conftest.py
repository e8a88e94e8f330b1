"""Property tests are not timed by the example: the first one loads calendars, and the machine may be busy."""

from __future__ import annotations

from hypothesis import settings

settings.register_profile("untimed", parent=settings(), deadline=None)
settings.load_profile("untimed")
