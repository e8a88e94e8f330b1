"""From a printed phrase to dates: the grammar reads the words, the resolution finds the days."""
