"""Answers to a template: reading one from what a person wrote, checking a whole sheet, what it finds wanting.

Values in JSON: a choice is its name (``"yes"``), several choices a list of names, numbers are numbers, a day is
``"YYYY-MM-DD"``, a text is a text. What is not answered is not there.
"""
