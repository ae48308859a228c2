"""Records for the few who may have them: coarsened until nobody stands in a group below k."""

import csv
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from priemna.sharing.released import Lines

ALL = "all"
"""Stands for a code that is not told: all homes, all ages."""

WITHHELD = "withheld"
"""Stands for the kind of violence where everybody in a group has the same."""

FIRST = "new"
"""A first contact: no woman has two, so as many of them are as many women."""

COLUMNS = ("home", "quarter", "age", "kind", "contact_type", "mode")
"""All an extract can hold: there is no place for a number, a name, a day or a settlement."""


@dataclass(frozen=True)
class Record:
    """One consultation as it may leave; the first three could help to recognise somebody."""

    home: str
    quarter: str
    age: str
    kind: str
    contact_type: str
    mode: str

    @property
    def known(self) -> tuple[str, str, str]:
        """What a neighbour may know of a woman."""
        return self.home, self.quarter, self.age


_STEPS: tuple[Callable[[Record], tuple[str, str, str]], ...] = (
    lambda one: one.known,
    lambda one: (ALL, one.quarter, one.age),
    lambda one: (ALL, one.quarter[:4], one.age),
    lambda one: (ALL, one.quarter[:4], ALL),
    lambda _: (ALL, ALL, ALL),
)
"""From finest to coarsest: the home goes first, then the quarter, then the age."""


def coarsen(records: Iterable[Record], k: int) -> tuple[Record, ...]:
    """Coarsen records step by step until each stands with those of at least k women alike.

    A record stays as fine as it can: those whose group has k women leave at this step, the rest
    goes on to the next. What is left at the end, of fewer than k women, does not leave. Women are
    counted by their first contacts: five records may be five visits of one. The kind of violence is
    withheld where all first contacts of a group have the same: to be in the group would tell it.

    Parameters
    ----------
    records
        In any order.
    k
        Women a group must have.

    Returns
    -------
    tuple of Record
        Sorted by what they say, so that their order tells nothing.

    Notes
    -----
    k-anonymity (Samarati and Sweeney 1998) by local recoding, and two different kinds per group
    (l-diversity, Machanavajjhala et al. 2007, with l = 2).
    """
    left, done = list(records), []
    for step in _STEPS:
        women = Counter(step(one) for one in left if one.contact_type == FIRST)
        leaving = [one for one in left if women[step(one)] >= k]
        left = [one for one in left if women[step(one)] < k]
        done += [
            Record(*step(one), kind=one.kind, contact_type=one.contact_type, mode=one.mode)
            for one in leaving
        ]
    return _with_two_kinds(done)


def extract_text(records: Sequence[Record]) -> str:
    """Write records as CSV."""
    lines = Lines()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([getattr(one, name) for name in COLUMNS] for one in records)
    return "".join(lines)


def _with_two_kinds(records: Sequence[Record]) -> tuple[Record, ...]:
    groups: dict[tuple[str, str, str], list[Record]] = defaultdict(list)
    for one in records:
        groups[one.known].append(one)
    found = [
        one
        if len({other.kind for other in group if other.contact_type == FIRST}) > 1
        else Record(*one.known, kind=WITHHELD, contact_type=one.contact_type, mode=one.mode)
        for group in groups.values()
        for one in group
    ]
    return tuple(sorted(found, key=lambda one: [getattr(one, name) for name in COLUMNS]))
