"""Merged counts: nobody who knows the rule, the sums and the total can work out a small count."""

from collections import defaultdict
from itertools import product

import pytest

from data.merging import merged

CODES = ("A", "B", "C", "D")


def published(counts, outside, floor):
    """All that is kept of a year: the counts told apart, and the sum of the rest."""
    together = merged(counts, floor=floor, outside=outside, order=tuple(counts))
    kept = {code: count for code, count in counts.items() if code not in together}
    rest = sum(counts[code] for code in together) + (outside or 0)
    return tuple(sorted(kept.items())), rest


@pytest.mark.parametrize(("codes", "may_be_outside"), [("ABC", True), ("ABCD", False)])
def test_whoever_knows_the_rule_and_every_figure_cannot_tell_a_merged_count(codes, may_be_outside):
    floor, most = 3, 14
    worlds = defaultdict(list)
    for values in product(range(most + 1), repeat=len(codes)):
        counts = dict(zip(codes, values, strict=True))
        for outside in range(most + 1) if may_be_outside else [None]:
            figures = published(counts, outside, floor)
            # Of a sum up to the largest count tried, every way to come about was tried.
            if figures[1] <= most:
                worlds[figures].append(counts)
    told = []
    for (kept, rest), possible in worlds.items():
        for code in set(codes) - {code for code, _ in kept}:
            values = {counts[code] for counts in possible}
            if len(values) == 1 and rest > 0:
                told.append((kept, rest, code, values))
    assert worlds
    assert told == []


def test_no_small_count_is_told_apart():
    for values in product(range(9), repeat=len(CODES)):
        kept, rest = published(dict(zip(CODES, values, strict=True)), 0, 3)
        assert all(count >= 3 for _, count in kept)
        assert rest == 0 or rest >= 3 or not kept


@pytest.mark.parametrize(
    ("counts", "outside", "together"),
    [
        ({"A": 5, "B": 5, "C": 5, "D": 5}, 0, ""),
        ({"A": 5, "B": 5, "C": 5, "D": 4}, 0, "AD"),
        ({"A": 5, "B": 5, "C": 5, "D": 0}, 9, "D"),
        ({"A": 5, "B": 5, "C": 5, "D": 0}, 8, "AD"),
        ({"A": 1, "B": 5, "C": 5, "D": 5}, 0, "ABC"),
        ({"A": 5, "B": 5, "C": 5, "D": 5}, 1, "AB"),
        ({"A": 1, "B": 0, "C": 2, "D": 0}, 1, "ABCD"),
    ],
)
def test_as_many_join_as_the_sum_needs(counts, outside, together):
    assert "".join(sorted(merged(counts, floor=5, outside=outside, order=CODES))) == together


def test_one_small_municipality_is_never_alone_in_the_sum():
    assert merged({"A": 30, "B": 30, "C": 30, "D": 9}, floor=10, order=CODES) == {"A", "D"}
    assert merged({"A": 9, "B": 9, "C": 9, "D": 30}, floor=10, order=CODES) == {"A", "B", "C", "D"}
