"""What is looked at: templates of checklists, read from TOML files."""
