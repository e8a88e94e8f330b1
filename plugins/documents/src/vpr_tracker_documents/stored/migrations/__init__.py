"""The migrations of the plugin's tables."""
