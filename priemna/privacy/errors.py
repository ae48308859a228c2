"""What can be wrong with a table, a release or what is said to be known of it."""

from geo.errors import PriemnaError


class UnusableTable(PriemnaError, ValueError):
    """A table that cannot be protected as it is."""


class UnusableRelease(PriemnaError, ValueError):
    """A release that does not follow from the one before it, or parameters that do not fit."""


class Contradiction(PriemnaError, ValueError):
    """Published figures that no table can have."""


class NoProtection(PriemnaError, RuntimeError):
    """No pattern was found that protects a table as required."""
