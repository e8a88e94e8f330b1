"""Feeds: calendars that keep a secret address, and the key that their addresses are made of."""
