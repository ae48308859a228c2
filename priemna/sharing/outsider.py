"""What somebody outside can conclude from a release at best: bounds behind every figure of people.

The outsider assumed here knows more than any audience gets: every rounded number behind the tables,
how the rounding works, and all releases before; not the key.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from geo.messages import Message
from priemna.privacy.cubes import ReleasedCube
from priemna.privacy.knowledge import leaf_limits
from priemna.sharing.compose import Leaves, table_of
from priemna.sharing.gate import Finding
from priemna.sharing.manifest import reads_of_zeros
from priemna.sharing.protecting import Figures
from priemna.sharing.protocol import Protocol, TableSpec
from priemna.sharing.released import PEOPLE, TOTAL, Release, ReleasedTable


@dataclass(frozen=True)
class Concluded:
    """One cell in which few people stand, and what an outsider can say of it.

    Attributes
    ----------
    table, keys
        Which cell.
    counted, shown
        People counted, for the team alone, and the number shown.
    low, high
        The outsider knows that the number lies between, both included.
    """

    table: str
    keys: tuple[str, ...]
    counted: int
    shown: int
    low: int
    high: int

    def is_open(self, threshold: int, width: int) -> bool:
        """Whether it is told as a small number, or fewer than `width` numbers are possible."""
        return (self.low >= 1 and self.high < threshold) or self.high - self.low + 1 < width


@dataclass(frozen=True)
class Usefulness:
    """How far the figures of one table are from what was counted, in people."""

    table: str
    cells: int
    mean_error: float
    largest_error: int


def limits(
    parts: Mapping[str, Leaves], women: ReleasedCube, base: int, before: Figures | None = None
) -> tuple[dict[str, Leaves], dict[str, Leaves]]:
    """Least and greatest count behind every rounded number, by what is counted.

    Parameters
    ----------
    before
        What the release before showed of others: a figure that stayed may lag by up to the base,
        or stand for people whose records have gone.
    """
    low, high = {}, {}
    for of in PEOPLE & set(parts):
        leaves = parts[of]
        if of == "women":
            ends = [
                dict(zip(product(*(d.leaves for d in women.dimensions)), end.flat, strict=True))
                for end in leaf_limits(women)
            ]
            low[of], high[of] = (
                replace(leaves, counts={leaf: int(n) for leaf, n in end.items()}) for end in ends
            )
        else:
            every = list(product(*(leaves.codes[name] for name in leaves.dimensions)))
            at = {leaf: leaves.counts.get(leaf, 0) for leaf in every}
            then = (before or {}).get(of, {})
            low[of] = replace(
                leaves,
                counts={k: 0 if then.get(k) == n else max(0, n - base + 1) for k, n in at.items()},
            )
            high[of] = replace(
                leaves, counts={k: n + base - (k not in then) for k, n in at.items()}
            )
    return low, high


def small_cells(
    specs: Sequence[TableSpec],
    tables: Mapping[str, ReleasedTable],
    counted: Mapping[str, Leaves],
    low: Mapping[str, Leaves],
    high: Mapping[str, Leaves],
    protocol: Protocol,
) -> tuple[Concluded, ...]:
    """Every cell of people in which 1 to threshold − 1 were counted.

    A shown 0 stands for no more than was published of it.
    """
    found = []
    for spec in specs:
        if spec.of not in PEOPLE:
            continue
        true, least, greatest = (
            {cell.keys: cell.value or 0 for cell in table_of(spec, of[spec.of]).cells}
            for of in (counted, low, high)
        )
        found += [
            Concluded(
                spec.name,
                cell.keys,
                true[cell.keys],
                cell.value or 0,
                least[cell.keys],
                greatest[cell.keys]
                if cell.value or spec.of != "women"
                else min(greatest[cell.keys], reads_of_zeros(spec.of, protocol)),
            )
            for cell in tables[spec.name].cells
            if 0 < true[cell.keys] < protocol.threshold
        ]
    return tuple(found)


def too_narrow(
    releases: Iterable[Release],
    protocol: Protocol,
    counted: Mapping[str, Leaves],
    low: Mapping[str, Leaves],
    high: Mapping[str, Leaves],
) -> tuple[Finding, ...]:
    """Every small cell of which fewer numbers stay possible than the protocol requires.

    Parameters
    ----------
    releases
        One release as each audience would get it.
    counted, low, high
        True counts, and the bounds of `limits`.
    """
    found: dict[tuple[str, tuple[str, ...]], Finding] = {}
    for release in releases:
        specs = protocol.audiences[release.audience].tables
        for one in small_cells(specs, release.tables, counted, low, high, protocol):
            if one.is_open(protocol.threshold, protocol.required_interval):
                dimensions = release.tables[one.table].dimensions
                found.setdefault((one.table, one.keys), _narrow(one, dimensions, protocol))
    return tuple(found.values())


def _narrow(one: Concluded, dimensions: Sequence[str], protocol: Protocol) -> Finding:
    told = zip(dimensions, one.keys, strict=True)
    return Finding(
        "required_interval",
        Message(
            "{table} shows {shown} for {cell}. Take away up to {down} for what was rounded up, add "
            "up to {up} for what was rounded down: it lies between {low} and {high}. The protocol "
            "requires at least {required} possible numbers, here are {possible}.",
            {
                "table": one.table,
                "shown": one.shown,
                "cell": ", ".join(f"{k} {code}" for k, code in told if code != TOTAL) or TOTAL,
                "down": one.shown - one.low,
                "up": one.high - one.shown,
                "low": one.low,
                "high": one.high,
                "required": protocol.required_interval,
                "possible": one.high - one.low + 1,
            },
        ),
    )


def usefulness(
    specs: Sequence[TableSpec], tables: Mapping[str, ReleasedTable], counted: Mapping[str, Leaves]
) -> tuple[Usefulness, ...]:
    """Error of each table of people."""
    found = []
    for spec in specs:
        if spec.of not in PEOPLE:
            continue
        true = {cell.keys: cell.value or 0 for cell in table_of(spec, counted[spec.of]).cells}
        errors = [
            abs(cell.value - true[cell.keys])
            for cell in tables[spec.name].cells
            if cell.value is not None
        ]
        if errors:
            found.append(Usefulness(spec.name, len(errors), sum(errors) / len(errors), max(errors)))
    return tuple(found)
