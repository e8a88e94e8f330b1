"""What was looked at: runs, from the draft to its correction, and forms that came back."""
