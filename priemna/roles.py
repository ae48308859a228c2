"""The roles: who works on the store, and who sees nothing but releases."""

from enum import StrEnum


class Role(StrEnum):
    """What somebody who uses the program is."""

    COORDINATOR = "coordinator"
    ADMINISTRATOR = "administrator"
    REGIONAL_ADMINISTRATION = "regional_administration"
    PARTNER = "partner"

    @property
    def is_outside(self) -> bool:
        """Whether this role sees nothing but its own file of releases."""
        return self in OUTSIDE


OUTSIDE = frozenset({Role.REGIONAL_ADMINISTRATION, Role.PARTNER})
TEAM = frozenset(Role) - OUTSIDE
