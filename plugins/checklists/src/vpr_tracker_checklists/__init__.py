"""Checklists for vpr-tracker: what is looked at in a school, how it was, and what follows."""
