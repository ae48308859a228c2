"""The figure of a rule as a release shows it, and what the truth behind its rounding may be."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import special

from priemna.sharing.released import Release, ReleasedTable, State
from priemna.strategy.rules import Source

Floats = NDArray[np.float64]

_EDGES = np.linspace(0.0, 1.0, 201)
_MOST_STEPS = 9


@dataclass(frozen=True)
class Figure:
    """What a release says of one place and period.

    Attributes
    ----------
    municipality_code
        None for the whole district.
    periods
        Codes of the period, oldest first.
    part, whole
        Those that count among all; ``whole`` is None for a count, both are None without a value.
    state
        ``value`` or the reason why there is none.
    base
        What numbers of people were rounded to; 1 where they are exact.
    part_leaves, whole_leaves
        How many rounded numbers each is the sum of.
    """

    municipality_code: str | None
    periods: tuple[str, ...]
    part: int | None
    whole: int | None
    state: State
    base: int = 1
    part_leaves: int = 1
    whole_leaves: int = 1

    @property
    def widest_error(self) -> int:
        """By how much rounding may have moved ``part`` at most."""
        return (self.base - 1) * self.part_leaves


@dataclass(frozen=True)
class Shares:
    """Which true shares the released numbers leave possible.

    ``upto`` is the chance of a share up to each of 201 equally spaced limits from 0 to 1.
    """

    upto: Floats

    def below(self, threshold: float) -> float:
        """Chance that the true share lies below the threshold."""
        return float(np.interp(threshold, _EDGES, self.upto))

    def limits(self, level: float = 0.95) -> tuple[float, float]:
        """Limits with an equal chance beyond each."""
        tail = (1 - level) / 2
        low, high = np.interp([tail, 1 - tail], self.upto, _EDGES)
        return float(low), float(high)


def figure_of(
    source: Source, release: Release, municipality_code: str | None, *, back: int = 0
) -> Figure | None:
    """Figure of one place, or None where the records do not reach back so far.

    Parameters
    ----------
    source
        Where it stands.
    municipality_code
        None for the whole district.
    back
        0 for the latest period, 1 for the one of equal length before.

    Raises
    ------
    KeyError
        Where the release has no such table or cell.
    """
    periods = _periods(source, release, back)
    return None if periods is None else figure_at(source, release, municipality_code, periods)


def figure_at(
    source: Source, release: Release, municipality_code: str | None, periods: tuple[str, ...]
) -> Figure:
    """Figure of one place over these codes of the period.

    Raises
    ------
    KeyError
        Where the release has no such table or cell.
    """
    part = release.tables[source.part]
    place = {"municipality": municipality_code} if municipality_code else {}
    base = int(release.manifest["base"]) if part.about_people else 1
    top, state = _sum(part, source, periods, place)
    whole, whole_leaves = None, 1
    if source.whole:
        under = release.tables[source.whole]
        whole, whole_state = _sum(under, source, periods, place)
        whole_leaves = _leaves(under, source, periods, place)
        if whole_state in (State.HIDDEN, State.NO_DATA, State.NOT_APPLICABLE):
            state = whole_state
        elif not whole:
            # Nobody asked, as far as is shown.
            state = State.NO_DATA
    elif state is State.ZERO:
        state = State.VALUE
    known = state in (State.VALUE, State.ZERO)
    return Figure(
        municipality_code,
        periods,
        top if known else None,
        whole if known else None,
        State.VALUE if known else state,
        base,
        _leaves(part, source, periods, place),
        whole_leaves,
    )


@lru_cache(maxsize=512)
def possible_shares(figure: Figure, *, design_effect: float = 1.0) -> Shares:
    """True shares that the figure leaves possible.

    Parameters
    ----------
    figure
        With part and whole.
    design_effect
        Effective answers = answers / this.

    Notes
    -----
    A number n rounded by chance to a multiple of b without bias shows s with the chance
    1 − |n−s|/b. Read backwards with no preference among n, the truth behind a sum of k such numbers
    is s plus k independent errors with those weights (Bayes). For each possible part and whole the
    share is Beta(½ + part, ½ + rest) on effective numbers (Jeffreys); the result is their mixture.
    With exact numbers it is that Beta alone.
    """
    part, whole = figure.part or 0, figure.whole or 0
    tops, top_weights = _possible(part, figure.base, figure.part_leaves)
    alls, all_weights = _possible(whole, figure.base, figure.whole_leaves)
    part_grid, whole_grid = np.meshgrid(tops, alls)
    weights = np.outer(all_weights, top_weights)
    true_together = (whole_grid > 0) & (part_grid <= whole_grid)
    if not true_together.any():
        # Numbers that cannot be true together leave everything possible.
        return Shares(_EDGES.copy())
    k, n = part_grid[true_together], whole_grid[true_together]
    weight = weights[true_together] / weights[true_together].sum()
    effective = n / design_effect
    a, b = k / n * effective + 0.5, (1 - k / n) * effective + 0.5
    return Shares(weight @ special.betainc(a[:, None], b[:, None], _EDGES[None, :]))


def _possible(shown: int, base: int, leaves: int) -> tuple[Floats, Floats]:
    """Numbers that may stand behind a shown sum, with their weights."""
    if base <= 1:
        return np.array([float(shown)]), np.array([1.0])
    one = 1 - np.abs(np.arange(-base + 1, base)) / base
    errors = np.array([1.0])
    for _ in range(leaves):
        errors = np.convolve(errors, one / one.sum())
    half = (len(errors) - 1) // 2
    numbers = shown + np.arange(-half, half + 1)
    there = (numbers >= 0) & (errors > 1e-6)
    numbers, errors = numbers[there].astype(float), errors[there]
    step = -(-len(numbers) // _MOST_STEPS)
    groups = np.arange(len(numbers)) // step
    weights = np.bincount(groups, errors)
    return np.bincount(groups, numbers * errors) / weights, weights / weights.sum()


def complete_periods(source: Source, release: Release) -> tuple[str, ...]:
    """Codes of the period that the release covers wholly, oldest first."""
    codes = release.tables[source.part].codes(source.period)
    return tuple(code for code in sorted(codes) if _is_whole(code, release))


def _periods(source: Source, release: Release, back: int) -> tuple[str, ...] | None:
    codes = complete_periods(source, release)
    if not source.periods:
        return codes if codes and not back else None
    end = len(codes) - back * source.periods
    start = end - source.periods
    return codes[start:end] if start >= 0 else None


def _is_whole(code: str, release: Release) -> bool:
    # Years are the one period that a release may hold in part; it holds whole quarters only.
    return not (code.isdecimal() and int(code) >= release.until.year)


def _sum(
    table: ReleasedTable, source: Source, periods: Sequence[str], place: dict[str, str]
) -> tuple[int, State]:
    """Sum over the codes of the period, or the state that leaves no sum."""
    cells = [table.cell(**place, **source.keys, **{source.period: code}) for code in periods]
    states = {cell.state for cell in cells}
    for empty in (State.HIDDEN, State.NOT_APPLICABLE):
        if empty in states:
            return 0, empty
    if states == {State.NO_DATA}:
        return 0, State.NO_DATA
    total = sum(cell.value or 0 for cell in cells)
    return total, State.VALUE if total else State.ZERO


def _leaves(
    table: ReleasedTable, source: Source, periods: Sequence[str], place: dict[str, str]
) -> int:
    """How many rounded numbers of the finest table are added up in the figure."""
    count = len(periods)
    for dimension in table.dimensions:
        if dimension != source.period and dimension not in place and dimension not in source.keys:
            count *= max(len(table.codes(dimension)), 1)
    return count
