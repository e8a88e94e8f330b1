"""Without a server: forms that go out by mail as workbooks, CSV and Word files, and their coming back."""
