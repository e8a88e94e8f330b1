"""What follows for the plan: links to tasks, what they want, sums, findings and their tasks."""
