"""The release from which recommendations and documents take their figures."""

from data.releases import folder_of
from data.store import Store
from geo.errors import PriemnaError
from pages.ui.released import read_releases
from priemna.sharing.released import Release

AUDIENCE = "administration"
"""Recommendations are carried by the regional administration: its release is what they rest on."""


class NoRelease(PriemnaError, LookupError):
    """Nothing was released yet."""


def all_releases(store: Store) -> tuple[Release, ...]:
    """All releases for the administration, oldest first."""
    return tuple(read_releases(folder_of(store.path), AUDIENCE))


def latest_release(store: Store) -> Release:
    """The newest one.

    Raises
    ------
    NoRelease
        Where there is none: recommendations and documents take their figures from nothing else.
    """
    found = all_releases(store)
    if not found:
        raise NoRelease(
            "There is no release for the administration yet. Publish one: recommendations and "
            "documents rest on released figures alone."
        )
    return found[-1]
