"""From the entries of a calendar to bytes."""
