"""Tables from outside, CSV and xlsx, that fill a document: read whole, columns known by their headers."""
