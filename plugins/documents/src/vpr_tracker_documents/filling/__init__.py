"""Filling a Word template: heal the tags, compile once, fill often, write the package with nothing left to chance."""
