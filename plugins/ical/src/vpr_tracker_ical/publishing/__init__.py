"""Feeds as files, for whoever can host a file and not a program."""
