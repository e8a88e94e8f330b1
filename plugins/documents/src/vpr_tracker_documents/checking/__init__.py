"""Checking a template before it is filled: every fault with its place and its cure, all at once."""
