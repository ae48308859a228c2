"""The cube of women behind a release: its codes, its true leaves, and what may be shown of them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

import numpy as np

from geo.places import municipalities
from priemna.privacy.cubes import LeafCube, ReleasedCube
from priemna.privacy.dimensions import TOTAL, Dimension, Level, Margin
from priemna.sharing.compose import Leaves
from priemna.sharing.protocol import Protocol

HOMES = (*(place.code for place in municipalities()), "other_district", "unknown")
KINDS = ("physical", "psychological", "economic", "sexual", "forced_marriage", "no_violence")
AGES = ("under_18", "a18_25", "a26_40", "a41_plus", "unknown")
LEAF = ("home", "quarter", "kind", "age")

Leaf = tuple[str, ...]


def quarter_start(day: date) -> date:
    """First day of the quarter a day lies in."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def dimensions_of(quarters: tuple[str, ...]) -> tuple[Dimension, ...]:
    """Dimensions of the cube: home × quarter × kind × age."""
    years = Level("year", tuple(quarter[:4] for quarter in quarters))
    return (
        Dimension.with_total("home", HOMES),
        Dimension.with_total("quarter", quarters, (years,)),
        Dimension.with_total("kind", KINDS),
        Dimension.with_total("age", AGES),
    )


def true_cube(quarters: tuple[str, ...], women: Mapping[Leaf, int]) -> LeafCube:
    """Cube of the women counted, leaf by leaf."""
    return LeafCube(dimensions_of(quarters), _array(quarters, women))


def shown_cube(quarters: tuple[str, ...], shown: Mapping[Leaf, int], base: int) -> ReleasedCube:
    """Cube of what an earlier release showed."""
    return ReleasedCube(dimensions_of(quarters), _array(quarters, shown), base)


def carried_on(cube: ReleasedCube, before: ReleasedCube) -> ReleasedCube:
    """Cube that says which leaves show what they showed in the release before."""
    places = _places(cube, before)
    carried = np.zeros(cube.shape, dtype=np.bool_)
    carried[places] = cube.shown[places] == before.shown
    return replace(cube, carried=carried)


def new_women(true: LeafCube, shown: ReleasedCube, before: ReleasedCube) -> int:
    """Women by whom a release differs from the one before: in new quarters and moved leaves.

    What came late or was withdrawn and still waits in its leaf is not among them.
    """
    places = _places(shown, before)
    fresh = np.ones(shown.shape, dtype=np.bool_)
    fresh[places] = shown.shown[places] != before.shown
    return int(true.counts[fresh].sum() - before.shown[fresh[places]].sum())


def shown_leaves(cube: ReleasedCube) -> dict[Leaf, int]:
    """What each leaf shows; those that show 0 are left out."""
    codes = [dimension.leaves for dimension in cube.dimensions]
    return {
        tuple(names[place] for names, place in zip(codes, index, strict=True)): int(
            cube.shown[tuple(index)]
        )
        for index in np.argwhere(cube.shown > 0)
    }


def leaves_of(cube: ReleasedCube) -> Leaves:
    """What may be shown, as tables are made of it."""
    return Leaves(
        "women",
        LEAF,
        {dimension.name: dimension.leaves for dimension in cube.dimensions},
        shown_leaves(cube),
    )


def margins_of(protocol: Protocol) -> tuple[Margin, ...]:
    """Every margin of the cube that some audience sees, those inside its tables included."""
    found: dict[Margin, None] = {}
    for audience in protocol.audiences.values():
        for spec in audience.tables:
            if spec.of == "women":
                found.update(dict.fromkeys(_margins(spec.by)))
    return tuple(found)


def _places(
    cube: ReleasedCube, before: ReleasedCube
) -> tuple[np.ndarray[tuple[int, ...], np.dtype[np.intp]], ...]:
    """Where the leaves of an earlier cube lie in a later one."""
    return np.ix_(
        *(
            [now.leaves.index(code) for code in then.leaves]
            for now, then in zip(cube.dimensions, before.dimensions, strict=True)
        )
    )


def _margins(by: tuple[str, ...]) -> Iterable[Margin]:
    # Years to each quarter are sums of quarters, so quarters are what to keep close.
    levels = {
        "home": "home" if "home" in by else TOTAL,
        "quarter": "quarter"
        if {"quarter", "twelve_months"} & set(by)
        else ("year" if "year" in by else TOTAL),
        "kind": "kind" if "kind" in by else TOTAL,
        "age": "age" if "age" in by else TOTAL,
    }
    options = [(level, TOTAL) if level != TOTAL else (TOTAL,) for level in levels.values()]
    return (
        (home, quarter, kind, age)
        for home in options[0]
        for quarter in options[1]
        for kind in options[2]
        for age in options[3]
    )


def _array(quarters: tuple[str, ...], counts: Mapping[Leaf, int]) -> np.ndarray:
    places = [{code: i for i, code in enumerate(codes)} for codes in (HOMES, quarters, KINDS, AGES)]
    found = np.zeros([len(place) for place in places], dtype=np.int64)
    for leaf, count in counts.items():
        found[tuple(place[code] for place, code in zip(places, leaf, strict=True))] = count
    return found
