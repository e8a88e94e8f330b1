"""``vpr doc``: one file for each of its commands."""
