"""Schools × items on a day and over time."""

from vpr_tracker_checklists.overview.reading import over_time, overview

__all__ = ["over_time", "overview"]
