"""Who is here: the one place where a page or the frame learns the role of the visitor."""

import os

from geo.errors import PriemnaError
from priemna.roles import Role

VARIABLE = "PRIEMNA_ROLE"


class RoleUnknown(PriemnaError, LookupError):
    """The installation names a role that does not exist; nothing is shown."""


def role() -> Role:
    """Role of this visitor: that of the installation until there is sign-in.

    Raises
    ------
    RoleUnknown
        Where the installation names one that does not exist: never guessed, for a wrong guess
        would open the store.
    """
    named = os.environ.get(VARIABLE, Role.COORDINATOR)
    try:
        return Role(named)
    except ValueError:
        raise RoleUnknown(
            "There is no role {role}. ${variable} may be {known}.",
            role=named,
            variable=VARIABLE,
            known=", ".join(Role),
        ) from None
