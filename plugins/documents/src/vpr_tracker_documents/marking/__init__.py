"""The marked plan: the approved Word file as it is, with the marks of execution written into its table."""
