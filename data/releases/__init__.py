"""Releases on the disk: the protocol's file, the key of the rounding, files of outside roles."""
