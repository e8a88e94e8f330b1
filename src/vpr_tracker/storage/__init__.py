"""Where plans are kept: tables, engine, migrations, the views of the read side, the journal.

This package itself imports nothing heavy: ``storage.conditions`` and ``storage.schema`` serve the read side, which
works through the DB-API alone. Everything else here uses SQLAlchemy.
"""
