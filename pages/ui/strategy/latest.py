"""The release from which recommendations and documents take their figures."""

from data.releases.bundle import bundle_file, folder_of, read_bundle
from data.store import Store
from geo.errors import PriemnaError
from priemna.sharing.released import Release, read_release

ADMINISTRATION, PARTNER = "regional_administration", "partner"
"""Roles outside. The administration carries recommendations on: they rest on what it was given."""


class NoRelease(PriemnaError, LookupError):
    """Nothing was released yet."""


def all_releases(store: Store, role: str = ADMINISTRATION) -> tuple[Release, ...]:
    """All releases of a role, oldest first."""
    given = read_bundle(bundle_file(folder_of(store.path), role))
    return tuple(read_release(one.manifest, one.tables) for one in given)


def latest_release(store: Store, role: str = ADMINISTRATION) -> Release:
    """The newest one.

    Raises
    ------
    NoRelease
        Where there is none: recommendations and documents take their figures from nothing else.
    """
    found = all_releases(store, role)
    if not found:
        raise NoRelease(
            "Nothing was released yet. Publish a release: recommendations and documents rest on "
            "released figures alone."
        )
    return found[-1]
