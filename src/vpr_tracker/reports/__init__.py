"""The read side: status, due dates, who has handed in what, and the check for monitoring.

Reads the views of the database through the DB-API and nothing else, so that a command that runs every minute starts
fast: no object-relational mapper and no model library is ever imported here.
"""
