"""The one base of every error this project raises for a person to read."""


class PriemnaError(Exception):
    """Something a person can put right: what is wrong, where, and what to do.

    It lives in the lowest layer so that every layer can derive from it; each concrete error also
    derives from the builtin it resembles.

    Parameters
    ----------
    message
        English sentence with ``{named}`` places; it is the key under which the translation is
        found, so it is never put together from parts.
    values
        What goes into the named places.
    """

    def __init__(self, message: str, **values: object) -> None:
        self.message = message
        self.values = values
        super().__init__(message)

    def __str__(self) -> str:
        return self.message.format(**self.values)
