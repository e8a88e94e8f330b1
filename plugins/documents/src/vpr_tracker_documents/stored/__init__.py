"""What the plugin keeps in the database: forms of names and posts that a person has corrected once."""
