"""Calendars for vpr-tracker: what is due, as iCalendar files and feeds."""
