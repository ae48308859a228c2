"""Group values into few classes with round limits, for a map a reader can take in at a glance."""

import math
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass

from pages.ui.colours import ramp

# Least width of the first and the last class, as a part of the others' width.
_NARROWEST = 0.25


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
    is_whole
        Whether all values are whole numbers, so that a class is "3 to 4" and not "3 to 5".
    """

    limits: tuple[float, ...]
    colours: tuple[str, ...]
    low: float
    high: float
    is_whole: bool = False

    def colour(self, value: float) -> str:
        """Colour of the class the value lies in; a missing value has a mark, not a colour."""
        if math.isnan(value):
            raise ValueError("A missing value has no class; give the shape a mark instead.")
        return self.colours[bisect_right(self.limits, value)]

    @property
    def ranges(self) -> tuple[tuple[float, float, str], ...]:
        """Lower limit, upper limit and colour of each class; of whole numbers both belong to it."""
        if math.isnan(self.low):
            return ()
        lows = (self.low, *self.limits)
        step_back = 1 if self.is_whole else 0
        highs = (*(limit - step_back for limit in self.limits), self.high)
        return tuple(zip(lows, highs, self.colours, strict=True))


def split(values: Iterable[float], count: int = 5, name: str = "teal") -> Classes:
    """Classes of equal, round width over the values.

    Equal width keeps the legend honest: twice as dark is further up, not merely further in rank.

    Parameters
    ----------
    values
        The values to be drawn, in any order; NaN are left out.
    count
        About how many classes; round limits may give one more or a few less.
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
    is_whole = all(float(value).is_integer() for value in known)
    step = _round_step((high - low) / count, at_least=1.0 if is_whole else 0.0)
    first = math.floor(low / step) + 1
    # Counted, not added up: sums of 0.1 miss their own limits.
    upper = range(first, first + 2 * count)
    limits = tuple(round(i * step, 12) for i in upper if low < i * step <= high)
    if not is_whole:
        # A sliver at either end would be a class "2.5 to 2.5" once its limits are rounded.
        least = _NARROWEST * step
        limits = tuple(limit for limit in limits if low + least <= limit <= high - least)
    return Classes(limits, ramp(len(limits) + 1, name), low, high, is_whole)


def _round_step(width: float, at_least: float) -> float:
    """Round width (1, 2, 2.5 or 5 times a power of ten) that is nearest in proportion."""
    power = 10.0 ** math.floor(math.log10(width))
    steps = [m * power for m in (1, 2, 2.5, 5, 10)]
    if at_least:
        steps = [step for step in steps if step.is_integer()] or [at_least]
    return max(at_least, min(steps, key=lambda step: abs(math.log(step / width))))
