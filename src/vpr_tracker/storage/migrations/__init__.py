"""The core's migrations: forward only, frozen literals, one version table (``vpr_tracker_version``)."""
