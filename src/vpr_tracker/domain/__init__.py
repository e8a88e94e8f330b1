"""What the words of the field mean: states, conditions, periods, school terms, working days. Standard library only."""
