"""One file for each command or group; each has the attribute ``command``."""
