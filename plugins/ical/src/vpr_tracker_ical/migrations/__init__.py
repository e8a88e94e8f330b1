"""The plugin's own migrations; which of them a database has is in ``ical_version``."""
