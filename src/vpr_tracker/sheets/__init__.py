"""Excel workbooks: tables of the reports, and the kits that schools fill in. Nothing else knows openpyxl.

openpyxl is an extra (``vpr-tracker[xlsx]``) and slow to import: only what writes or reads a workbook loads it.
"""
