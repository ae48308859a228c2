"""A reason: one whole sentence that explains a decision, still without a language."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Reason:
    """One sentence and what goes into it; screens and the command say it in their language.

    Parameters
    ----------
    message
        English sentence with ``{named}`` places, the key of its translation.
    values
        What goes into the named places (numbers, dates, names of places).
    plural
        The sentence for more than one ``n``, where the sentence counts something.
    n
        The number that decides between ``message`` and ``plural``; also available as ``{n}``.
    """

    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    plural: str | None = None
    n: int | None = None
