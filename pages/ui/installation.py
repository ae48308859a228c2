"""Which role the installation is for, where nobody signs in: a word of the environment."""

import os

from geo.errors import PriemnaError
from priemna.roles import Role

VARIABLE = "PRIEMNA_ROLE"


class RoleUnknown(PriemnaError, LookupError):
    """The installation names a role that does not exist; nothing is shown."""


def named_role() -> Role:
    """Role of the installation: ``$PRIEMNA_ROLE``, a coordinator where it is not set.

    Raises
    ------
    RoleUnknown
        Where it names one that does not exist: never guessed, for a wrong guess would open the
        store.
    """
    return role_called(os.environ.get(VARIABLE, Role.COORDINATOR))


def role_called(named: str) -> Role:
    """Role of this name.

    Raises
    ------
    RoleUnknown
        Where there is none.
    """
    try:
        return Role(named)
    except ValueError:
        raise RoleUnknown(
            "There is no role {role}. ${variable} may be {known}.",
            role=named,
            variable=VARIABLE,
            known=", ".join(Role),
        ) from None
