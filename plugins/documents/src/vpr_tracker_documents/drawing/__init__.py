"""Pictures for reports: readable in black and white, the same bytes for the same data, each with its words."""
