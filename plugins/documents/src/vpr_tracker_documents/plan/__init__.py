"""From what a Word file shows to a plan draft: header, columns, rows, sections, owners, deliverables, remarks."""
