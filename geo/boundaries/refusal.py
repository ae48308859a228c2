"""Why a boundary file, or a layer of it, was not taken."""

from geo.errors import PriemnaError


class ShapesRefused(PriemnaError, ValueError):
    """A boundary file, or a layer of it, that cannot be used; says why and what to do.

    ``found`` counts the municipalities recognised before it failed: of several layers refused, the
    one that came nearest is worth telling about.
    """

    def __init__(self, message: str, *, found: int = 0, **values: object) -> None:
        super().__init__(message, **values)
        self.found = found
