"""Checks of released files as an outsider has them: all audiences and all releases side by side.

They know nothing of how the numbers came about and find what breaks the promise of the method:
no number of people from 1 to k − 1 can be read off, added up or subtracted.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from geo.messages import Message
from priemna.sharing.compose import QUARTERS_OF_A_YEAR
from priemna.sharing.manifest import KEYS
from priemna.sharing.protocol import Protocol
from priemna.sharing.released import PEOPLE, TOTAL, Release, ReleasedTable

_MULTIPLES = PEOPLE - {"women"}
"""Counts of people that are shown as multiples of the base, whatever their size."""


@dataclass(frozen=True)
class Finding:
    """One thing an outsider could use: in which check it was found, and which cell by what."""

    check: str
    message: Message


def findings(releases: Sequence[Release], protocol: Protocol | None = None) -> tuple[Finding, ...]:
    """Look for what must not be there.

    Parameters
    ----------
    releases
        Everything one or several audiences have received, in any order.
    protocol
        What they may receive by the protocol now in force; None judges the newest releases by
        nothing but themselves.
    """
    ordered = sorted(releases, key=lambda release: (release.number, release.audience))
    found = [*(_alone(ordered)), *_side_by_side(ordered), *_over_time(ordered)]
    if protocol and ordered:
        found += _beyond_protocol(
            (one for one in ordered if one.number == ordered[-1].number), protocol
        )
    return tuple(found)


def _alone(releases: Iterable[Release]) -> Iterator[Finding]:
    for release in releases:
        for key in sorted(set(release.manifest) - KEYS):
            yield Finding(
                "manifest",
                Message(
                    "The manifest of release {number} says {key}, which nobody needs and which may "
                    "tell a total.",
                    {"number": release.number, "key": key},
                ),
            )
        for table in release.tables.values():
            if table.about_people:
                yield from _closed(release, table)
                yield from _adds_up(release, table)


def _closed(release: Release, table: ReleasedTable) -> Iterator[Finding]:
    base = int(release.manifest["base"])
    for cell in table.cells:
        small = cell.value is not None and 0 < cell.value < release.threshold
        if small or (table.of in _MULTIPLES and (cell.value or 0) % base):
            yield Finding(
                "closure",
                Message(
                    "{table} of release {number} shows {value} for {cell}.",
                    {
                        "table": table.name,
                        "number": release.number,
                        "value": cell.value,
                        "cell": _said(table, cell.keys),
                    },
                ),
            )


def _adds_up(release: Release, table: ReleasedTable) -> Iterator[Finding]:
    """A margin that is not the sum of its cells was put there exactly, and tells what they hide."""
    known = {cell.keys: cell.value or 0 for cell in table.cells}
    for place, dimension in enumerate(table.dimensions):
        if not table.has_margin(dimension):
            continue
        sums: dict[tuple[str, ...], int] = {}
        for keys, value in known.items():
            if keys[place] != TOTAL:
                margin = (*keys[:place], TOTAL, *keys[place + 1 :])
                sums[margin] = sums.get(margin, 0) + value
        for margin, total in sums.items():
            if known.get(margin, total) != total:
                yield Finding(
                    "additivity",
                    Message(
                        "{table} of release {number}: {cell} shows {value}, its parts add up to "
                        "{total}. What they hide follows by subtraction.",
                        {
                            "table": table.name,
                            "number": release.number,
                            "cell": _said(table, margin),
                            "value": known[margin],
                            "total": total,
                        },
                    ),
                )


Where = frozenset[tuple[str, str]]
Fact = tuple[Where, int]
Known = dict[Where, tuple[int, str]]


def _side_by_side(releases: Sequence[Release]) -> Iterator[Finding]:
    """The same cell in two tables, or for two audiences, must show the same."""
    numbers = sorted({release.number for release in releases})
    for number in numbers:
        seen: dict[str, Known] = {}
        for release in (one for one in releases if one.number == number):
            for table in release.tables.values():
                if not table.about_people:
                    continue
                known = seen.setdefault(table.of, {})
                for where, value in _facts(table):
                    first = known.setdefault(where, (value, f"{release.audience}/{table.name}"))
                    if first[0] != value:
                        yield Finding(
                            "agreement",
                            Message(
                                "Release {number} shows {first} in {first_table} and {second} in "
                                "{second_table} for the same women: {cell}.",
                                {
                                    "number": number,
                                    "first": first[0],
                                    "first_table": first[1],
                                    "second": value,
                                    "second_table": f"{release.audience}/{table.name}",
                                    "cell": _named(where),
                                },
                            ),
                        )


def _over_time(releases: Sequence[Release]) -> Iterator[Finding]:
    """Two releases must not differ by one to k − 1 people, nor show fewer people than before."""
    for before, after in combinations(releases, 2):
        if before.number == after.number:
            continue
        for of in PEOPLE:
            then = dict(_all_facts(before, of))
            for where, value in _all_facts(after, of):
                difference = value - then.get(where, value)
                # A figure that falls would say: more than nothing and less than it was.
                if difference < 0 or 0 < difference < after.threshold:
                    yield Finding(
                        "over_time",
                        Message(
                            "Between release {before} ({before_audience}) and {after} "
                            "({after_audience}) {cell} changes from {old} to {new}: together they "
                            "tell of a small number of people.",
                            {
                                "before": before.number,
                                "before_audience": before.audience,
                                "after": after.number,
                                "after_audience": after.audience,
                                "cell": _named(where),
                                "old": value - difference,
                                "new": value,
                            },
                        ),
                    )


def _beyond_protocol(releases: Iterable[Release], protocol: Protocol) -> Iterator[Finding]:
    for release in releases:
        audience = protocol.audiences.get(release.audience)
        agreed = {} if audience is None else {spec.name: spec for spec in audience.tables}
        for table in release.tables.values():
            spec = agreed.get(table.name)
            if spec is None or (spec.of, spec.by) != (table.of, table.dimensions):
                yield Finding(
                    "protocol",
                    Message(
                        "The sharing protocol does not give {table} to {audience}.",
                        {"table": table.name, "audience": release.audience},
                    ),
                )


def _all_facts(release: Release, of: str) -> Iterator[Fact]:
    for table in release.tables.values():
        if table.of == of:
            yield from _facts(table)


def _facts(table: ReleasedTable) -> Iterator[Fact]:
    """Cells as "these codes, all else together", and the years that quarters add up to."""
    for cell in table.cells:
        if cell.value is not None:
            told = zip(table.dimensions, cell.keys, strict=True)
            yield frozenset(pair for pair in told if pair[1] != TOTAL), cell.value
    if "quarter" in table.dimensions:
        yield from _years_of_quarters(table)


def _years_of_quarters(table: ReleasedTable) -> Iterator[Fact]:
    place = table.dimensions.index("quarter")
    quarters = table.codes("quarter")
    years = dict.fromkeys(quarter[:4] for quarter in quarters)
    spans = [("year", year, {q for q in quarters if q[:4] == year}) for year in years]
    spans += [
        ("twelve_months", last, set(quarters[at - QUARTERS_OF_A_YEAR + 1 : at + 1]))
        for at, last in enumerate(quarters)
        if at >= QUARTERS_OF_A_YEAR - 1
    ]
    for period, code, inside in spans:
        sums: dict[Where, int] = {}
        for cell in table.cells:
            if cell.keys[place] in inside:
                told = zip(table.dimensions, cell.keys, strict=True)
                where = frozenset(p for p in told if p[1] != TOTAL and p[0] != "quarter")
                sums[where] = sums.get(where, 0) + (cell.value or 0)
        for where, total in sums.items():
            yield where | {(period, code)}, total


def _named(where: Where) -> str:
    return ", ".join(f"{name} {code}" for name, code in sorted(where)) or TOTAL


def _said(table: ReleasedTable, keys: Sequence[str]) -> str:
    return ", ".join(f"{name} {code}" for name, code in zip(table.dimensions, keys, strict=True))
