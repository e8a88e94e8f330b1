"""The kinds of documents: what each one holds, as data for its template."""
