"""What a person sees in a Word file: blocks, rows and cells with their address and text, nothing dropped."""
