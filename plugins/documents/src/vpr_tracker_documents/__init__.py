"""Word documents for vpr-tracker: an approved plan of measures in, and (later) papers out."""
