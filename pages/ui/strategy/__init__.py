"""Recommendations put together from rules, releases, register and store."""
