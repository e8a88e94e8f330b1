"""How the reports are printed. Nothing in here imports Click at start: see ``vpr_tracker.cli.quick``."""
