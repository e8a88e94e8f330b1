"""Schools × items on a day and over time."""
