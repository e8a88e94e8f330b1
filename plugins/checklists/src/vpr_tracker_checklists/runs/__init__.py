"""What was looked at: runs, links to tasks, what follows for the plan, findings."""
