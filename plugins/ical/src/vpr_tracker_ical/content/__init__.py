"""From tracked plans to the entries of a calendar."""
