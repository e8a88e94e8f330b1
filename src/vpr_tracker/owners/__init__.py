"""From a printed cell to owners: persons, roles, bodies and organisations, with level and duty."""
