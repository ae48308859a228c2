"""Screens: they draw what the layers below decided, and decide nothing themselves."""
