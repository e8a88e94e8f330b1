"""Documents in general: what a kind is, which there are, what making one needs, where the result is written."""
