"""The page of a feed, in Russian, for a phone or a large screen."""
