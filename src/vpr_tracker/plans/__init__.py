"""A plan as data: the draft that everything from outside passes through, plan files, comparison of two editions."""
