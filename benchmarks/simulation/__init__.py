"""Invented truths for measuring need estimates: what happens, what is recorded, what is decided."""
