"""Revisions, in their order."""
