"""Screens on which recommendations are carried into strategies."""
