"""Whether a release may leave: attacked alone, with earlier ones, other audiences, known totals.

Rounded leaves bind each other by no sum, so their intervals add up and the checks of a release and
of its history need no programme. Only what is published beside them, or known from elsewhere, is
attacked by :func:`~priemna.privacy.attack.attack`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from scipy import sparse

from geo.messages import Message
from priemna.privacy.attack import attack, targets_of
from priemna.privacy.chain import between_releases, where_it_stood
from priemna.privacy.cubes import Ints, LeafCube, ReleasedCube
from priemna.privacy.dimensions import Margin, add_up
from priemna.privacy.errors import Contradiction
from priemna.privacy.explain import cell_name, explain
from priemna.privacy.knowledge import (
    Knowledge,
    cell_names,
    knows_nothing,
    leaf_limits,
)

Outcome = Literal["pass", "fail"]
MOST_EXPLAINED = 10


@dataclass(frozen=True)
class OutsideTotal:
    """A number of persons that somebody outside knows or can look up.

    Parameters
    ----------
    where
        Code by name of the dimension; a dimension left out is added up.
    value
        The number.
    source
        Where it is known from.
    """

    where: Mapping[str, str]
    value: int
    source: Message


@dataclass(frozen=True)
class Leak:
    """A cell that holds a few persons, of which somebody can be sure."""

    codes: tuple[str, ...]
    low: int
    high: int
    how: Message


@dataclass(frozen=True)
class Check:
    """One question to a release and its answer."""

    name: str
    outcome: Outcome
    message: Message
    leaks: tuple[Leak, ...] = ()


@dataclass(frozen=True)
class AuditReport:
    """All answers; a release leaves only if each check passed."""

    checks: tuple[Check, ...]

    @property
    def passed(self) -> bool:
        """Whether the release may be published."""
        return all(check.outcome == "pass" for check in self.checks)

    @property
    def leaks(self) -> tuple[Leak, ...]:
        """The leaks of all checks."""
        return tuple(leak for check in self.checks for leak in check.leaks)


def audit_release(
    cube: LeafCube,
    released: ReleasedCube,
    *,
    margins: Sequence[Margin] | None = None,
    earlier: Sequence[ReleasedCube] = (),
    others: Sequence[ReleasedCube] = (),
    outside: Sequence[OutsideTotal] = (),
    least_new: int = 20,
    required_interval: int = 1,
    zeros: tuple[sparse.csr_array, int] | None = None,
) -> AuditReport:
    """Return what an attacker gets out of a release, check by check.

    Parameters
    ----------
    cube
        True numbers, with the dimensions of the finest audience.
    released
        What is to be published; its dimensions may be coarser levels of those of the cube.
    margins
        Tables of the cube whose cells must stay safe; None: all.
    earlier
        Releases of the same audience, oldest first.
    others
        What other audiences have, at any levels of the dimensions of the cube.
    outside
        Totals known from elsewhere.
    least_new
        A later release with fewer persons in leaves that are new or moved is held back.
    required_interval
        So many numbers must stay possible for a small cell, whatever is laid beside the release.
    zeros
        Sums that show 0, one row of leaves of the cube each, and how many they were promised to
        stand for at most; everybody knows that.

    Returns
    -------
    AuditReport
        Checks ``leaves``, ``alone``, ``own record``, ``history``, ``new persons``, ``audiences``,
        ``known totals``; those without an object (no earlier release) are left out.
    """
    margins = tuple(margins or cube.margins)
    checks = [_leaves(cube, released, bool(earlier)), _alone(released), _own_record(released)]
    if earlier:
        checks += [
            _history(released, earlier),
            _new_persons(cube, released, earlier[-1], least_new),
        ]
    knowledge = _joined(cube, (released, *others))
    if zeros is not None:
        rows, most = zeros
        knowledge = knowledge.and_facts(
            rows,
            np.zeros(rows.shape[0], np.int64),
            np.full(rows.shape[0], most),
            Message("what a shown 0 may stand for"),
        )
    # So many numbers are possible where the ends lie one less apart.
    width = required_interval - 1
    if others:
        checks.append(
            _beside(
                "audiences",
                cube,
                knowledge,
                margins,
                (released.base, width),
                Message("No cell can be told from what all audiences have together."),
            )
        )
    if outside:
        for total in outside:
            knowledge = knowledge.and_total(total.where, total.value, total.value, total.source)
        checks.append(
            _beside(
                "known totals",
                cube,
                knowledge,
                margins,
                (released.base, width),
                Message("No cell can be told with the totals known from elsewhere."),
            )
        )
    return AuditReport(tuple(checks))


def find_leaks(
    knowledge: Knowledge,
    counts: Ints,
    margins: Sequence[Margin],
    *,
    threshold: int,
    width: int = 0,
    explained: int = MOST_EXPLAINED,
) -> tuple[Leak, ...]:
    """Return the cells of 1 … threshold − 1 persons that the attacker narrows down too far.

    A cell of which that could not be decided in time is one of them.

    Parameters
    ----------
    knowledge
        What the attacker knows.
    counts
        True number of each leaf; it decides which cells are worth protecting.
    margins
        Tables whose cells are looked at.
    threshold, width
        A leak is an interval within 1 … threshold − 1, or narrower than `width`.
    explained
        So many leaks get their subtraction; the others their interval.
    """
    targets = targets_of(knowledge.dimensions, margins)
    names = [n for m in margins for n in cell_names(knowledge.dimensions, m)]
    true = targets @ counts.ravel()
    small = np.flatnonzero((true >= 1) & (true < threshold))
    if not small.size:
        return ()
    found = attack(knowledge, targets[small], enough=max(width, threshold - 1))
    leaks: list[Leak] = []
    undecided = found.undecided(threshold, width)
    for place in np.flatnonzero(found.exposed(threshold, width) | undecided):
        name = names[small[place]]
        low, high = int(found.low[place]), int(found.high[place])
        if undecided[place]:
            how = Message(
                "It could not be decided in time whether {cell} can be told; until then it counts "
                "as open.",
                {"cell": cell_name(name)},
            )
        elif len(leaks) < explained:
            how = explain(knowledge, targets[[int(small[place])]], cell_name(name)).message
        else:
            how = _interval(name, low, high)
        leaks.append(Leak(name, low, high, how))
    return tuple(leaks)


def _history(released: ReleasedCube, earlier: Sequence[ReleasedCube]) -> Check:
    """Return whether any two releases differ by what can be told to be a few persons."""
    leaks: list[Leak] = []
    for before in earlier:
        place = where_it_stood(before, released)
        moved = released.shown[place] - before.shown
        for leaf in np.argwhere((moved != 0) & (moved <= released.base)):
            codes = tuple(d.leaves[i] for d, i in zip(before.dimensions, leaf, strict=True))
            leaks.append(_difference(codes, *(int(moved[tuple(leaf)]),) * 2))
        low, high = between_releases(before, released)
        for margin in before.margins:
            least, most = (add_up(before.dimensions, end, margin) for end in (low, high))
            certain = ((least >= 1) & (most < released.base)) | (
                (most <= -1) & (least > -released.base)
            )
            names = cell_names(before.dimensions, margin)
            leaks += [
                _difference(names[i], int(least.flat[i]), int(most.flat[i]))
                for i in np.flatnonzero(certain)
            ]
    return _check(
        "history",
        leaks,
        Message("No late record and no withdrawn consent can be told from the releases so far."),
        Message("Two releases differ by a few persons."),
    )


def _leaves(cube: LeafCube, released: ReleasedCube, later: bool) -> Check:
    """Every figure follows from the rule; only a later release may carry figures over."""
    margin = tuple(d.name for d in released.dimensions)
    true, shown, base = cube.at(margin), released.shown, released.base
    carried = released.carried & later
    low, high = leaf_limits(replace(released, carried=carried))
    wrong = ((true < low) | (true > high)) & ~carried
    names = cell_names(cube.dimensions, margin)
    leaks = [
        Leak(
            names[i],
            int(low.flat[i]),
            int(high.flat[i]),
            Message(
                "{cell} shows {shown}, which the rule does not allow.",
                {"cell": cell_name(names[i]), "shown": int(shown.flat[i])},
            ),
        )
        for i in np.flatnonzero(wrong | ((shown > 0) & (shown < base)))
    ]
    return _check(
        "leaves",
        leaks,
        Message(
            "Every figure is the number itself, or that of a small cell rounded to 0 or {base}.",
            {"base": base},
        ),
        Message("Some figures do not follow the rule of rounding."),
    )


def _alone(released: ReleasedCube) -> Check:
    """No sum of leaves is certain to be small."""
    leaks: list[Leak] = []
    low, high = leaf_limits(released)
    for margin in released.margins:
        least, most = (add_up(released.dimensions, end, margin) for end in (low, high))
        names = cell_names(released.dimensions, margin)
        leaks += [
            Leak(
                names[i],
                int(least.flat[i]),
                int(most.flat[i]),
                _interval(names[i], int(least.flat[i]), int(most.flat[i])),
            )
            for i in np.flatnonzero((least >= 1) & (most < released.base))
        ]
    return _check(
        "alone",
        leaks,
        Message("No cell of the release can be told to hold a few persons."),
        Message("Cells of the release can be told to hold a few persons."),
    )


def _own_record(released: ReleasedCube) -> Check:
    """No woman who knows she is counted can be sure that there are a few others."""
    leaks: list[Leak] = []
    low, high = leaf_limits(released)
    unsure = ((low == 0) & (high > 0)).astype(np.int64)
    for margin in released.margins:
        least, most, any_unsure = (
            add_up(released.dimensions, part, margin) for part in (low, high, unsure)
        )
        # Her own leaf is one that may be empty where there is one: then she learns most.
        others_least, others_most = least - (any_unsure == 0), most - 1
        names = cell_names(released.dimensions, margin)
        leaks += [
            Leak(
                names[i],
                int(others_least.flat[i]),
                int(others_most.flat[i]),
                _interval(names[i], int(others_least.flat[i]), int(others_most.flat[i])),
            )
            for i in np.flatnonzero((others_least >= 1) & (others_most < released.base))
        ]
    return _check(
        "own record",
        leaks,
        Message("A woman who knows of her own record cannot tell that there are a few others."),
        Message("A woman who knows of her own record can tell that there are a few others."),
    )


def _new_persons(
    cube: LeafCube, released: ReleasedCube, before: ReleasedCube, least_new: int
) -> Check:
    """Enough persons stand in leaves that are new or moved."""
    margin = tuple(d.name for d in released.dimensions)
    fresh = ~released.carried
    moved = fresh[where_it_stood(before, released)]
    new = int(cube.at(margin)[fresh].sum() - before.shown[moved].sum())
    return Check(
        "new persons",
        "pass" if new >= least_new else "fail",
        Message(
            "The release brings enough new persons.",
        )
        if new >= least_new
        else Message(
            "The release brings fewer than {least} new persons; wait for the next one.",
            {"least": least_new},
        ),
    )


def _joined(cube: LeafCube, audiences: Sequence[ReleasedCube]) -> Knowledge:
    """What all audiences know together, in the leaves of the cube."""
    knowledge = knows_nothing(cube.dimensions)
    finest = cube.margins[0]
    by_fineness = sorted(audiences, key=lambda a: -a.shown.size)
    taken: list[ReleasedCube] = []
    for audience in by_fineness:
        margin = tuple(d.name for d in audience.dimensions)
        if any(_follows_from(audience, before, margin) for before in taken):
            continue
        taken.append(audience)
        low, high = leaf_limits(audience)
        if margin == finest:
            knowledge = knowledge.with_leaves(low, high)
        else:
            rows = targets_of(cube.dimensions, [margin])
            knowledge = knowledge.and_facts(
                rows,
                low.ravel(),
                high.ravel(),
                Message("the release of an audience"),
                cell_names(cube.dimensions, margin),
            )
    return knowledge


def _follows_from(audience: ReleasedCube, finer: ReleasedCube, margin: Margin) -> bool:
    """Whether the figures of an audience are sums of those of a finer one: they say no more."""
    levels = [{level.name for level in d.levels} for d in finer.dimensions]
    if not all(name in known for name, known in zip(margin, levels, strict=True)):
        return False
    derived = finer.at(margin)
    return derived.shape == audience.shown.shape and bool((derived == audience.shown).all())


def _beside(
    name: str,
    cube: LeafCube,
    knowledge: Knowledge,
    margins: Sequence[Margin],
    base_and_width: tuple[int, int],
    passed: Message,
) -> Check:
    base, width = base_and_width
    try:
        leaks = find_leaks(knowledge, cube.counts, margins, threshold=base, width=width)
    except Contradiction:
        return Check(
            name, "fail", Message("The figures contradict each other: no table can have them all.")
        )
    return _check(name, leaks, passed, Message("Cells can be told from figures put together."))


def _check(name: str, leaks: Sequence[Leak], passed: Message, failed: Message) -> Check:
    return Check(name, "fail" if leaks else "pass", failed if leaks else passed, tuple(leaks))


def _interval(codes: tuple[str, ...], low: int, high: int) -> Message:
    return Message(
        "{cell} can be told to lie between {low} and {high}.",
        {"cell": cell_name(codes), "low": low, "high": high},
    )


def _difference(codes: tuple[str, ...], low: int, high: int) -> Leak:
    return Leak(
        codes,
        low,
        high,
        Message(
            "Between two releases {cell} moved by {low} to {high}.",
            {"cell": cell_name(codes), "low": low, "high": high},
        ),
    )
