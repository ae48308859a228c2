"""Group values into few classes with round limits, for a map a reader can take in at a glance."""

import math
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from pages.ui.colours import ramp


@dataclass(frozen=True)
class Classes:
    """Classes of a value, light to dark.

    Parameters
    ----------
    limits
        Inner limits, rising; a value equal to a limit belongs to the class above it.
    colours
        One colour per class: one more than there are limits.
    low, high
        Smallest and greatest value seen; NaN where there was none.
    """

    limits: tuple[float, ...]
    colours: tuple[str, ...]
    low: float
    high: float

    def colour(self, value: float) -> str:
        """Colour of the class the value lies in; a missing value has a mark, not a colour."""
        if math.isnan(value):
            raise ValueError("A missing value has no class; give the shape a mark instead.")
        return self.colours[bisect_right(self.limits, value)]

    @property
    def ranges(self) -> tuple[tuple[float, float, str], ...]:
        """Lower limit, upper limit and colour of each class, for the legend."""
        if math.isnan(self.low):
            return ()
        edges = (self.low, *self.limits, self.high)
        return tuple(zip(edges[:-1], edges[1:], self.colours, strict=True))


def split(values: Iterable[float], count: int = 5, name: str = "teal") -> Classes:
    """Classes of equal, round width over the values.

    Equal width keeps the legend honest: twice as dark is further up, not merely further in rank.

    Parameters
    ----------
    values
        The values to be drawn, in any order; NaN are left out.
    count
        Greatest number of classes.
    name
        Ramp of :func:`pages.ui.colours.ramp`.

    Returns
    -------
    Classes
        With one class where all values are equal or there are none.
    """
    known = sorted(v for v in values if not math.isnan(v))
    if not known:
        return Classes((), ramp(1, name), math.nan, math.nan)
    low, high = float(known[0]), float(known[-1])
    if low == high:
        return Classes((), ramp(1, name), low, high)
    step = _round_up((high - low) / count)
    first = math.floor(low / step) + 1
    # Counted, not added up: sums of 0.1 miss their own limits.
    limits = tuple(
        round(i * step, 12) for i in range(first, first + count) if low < i * step < high
    )
    return Classes(limits, ramp(len(limits) + 1, name), low, high)


def _round_up(width: float) -> float:
    power = 10.0 ** math.floor(math.log10(width))
    return next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= width * (1 - 1e-9))
