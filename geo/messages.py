"""A sentence without a language yet: its English text is the key of its translation."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Message:
    """One sentence and what goes into it; screens and the command say it in their language.

    ``message`` is English with ``{named}`` places that ``values`` fills. A sentence that counts has
    a ``plural`` form, for which ``n``, also available as ``{n}``, decides.
    """

    message: str
    values: Mapping[str, object] = field(default_factory=dict)
    plural: str | None = None
    n: int | None = None

    def __str__(self) -> str:
        text = self.plural if self.plural is not None and self.n != 1 else self.message
        return text.format(n=self.n, **self.values)
