"""Forms that go out and come back: workbooks, CSV, Word."""
