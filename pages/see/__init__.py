"""Pages that show what is known."""
