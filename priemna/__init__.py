"""Decisions: what the answers mean and what to do next. Pure functions, no files, no clock."""
