"""Invented women who come: most in their quarter, some recorded late, withdrawn or corrected."""

from collections.abc import Iterator

from priemna.sharing.cube import AGES, HOMES, KINDS

Women = dict[tuple[str, ...], int]


def drawn(rng, quarters, mean=0.25):
    """Women per leaf, most leaves empty, as in the field."""
    homes = dict(zip(HOMES, rng.gamma(1.0, 1.0, len(HOMES)), strict=True))
    return {
        (home, quarter, kind, age): int(count)
        for home in HOMES
        for quarter in quarters
        for kind in KINDS
        for age in AGES
        if (count := rng.poisson(mean * homes[home]))
    }


def histories(rng, quarters, releases) -> Iterator[tuple[int, Women]]:
    """For each release, how many quarters are over and what the records then say of them.

    Between two releases a few records come late, a few consents are withdrawn, a few rows are
    corrected: all of them change quarters that were published before.
    """
    first = len(quarters) - releases + 1
    coming = drawn(rng, quarters)
    now: Women = {leaf: n for leaf, n in coming.items() if leaf[1] in quarters[:first]}
    for over in range(first, len(quarters) + 1):
        if over > first:
            _disturb(rng, now, quarters[: over - 1])
            now |= {leaf: n for leaf, n in coming.items() if leaf[1] == quarters[over - 1]}
        yield over, dict(now)


def _disturb(rng, now: Women, quarters) -> None:
    for _ in range(rng.integers(1, 6)):
        leaf = _any_leaf(rng, quarters)
        now[leaf] = now.get(leaf, 0) + 1
    for _ in range(rng.integers(1, 4)):
        _take_one(rng, now)
    for _ in range(rng.integers(1, 3)):
        _, quarter, kind, age = _take_one(rng, now)
        leaf = (str(rng.choice(HOMES)), quarter, kind, age)
        now[leaf] = now.get(leaf, 0) + 1


def _take_one(rng, now: Women) -> tuple[str, ...]:
    filled = [leaf for leaf, n in now.items() if n]
    leaf = filled[rng.integers(len(filled))]
    now[leaf] -= 1
    return leaf


def _any_leaf(rng, quarters) -> tuple[str, ...]:
    return tuple(str(rng.choice(codes)) for codes in (HOMES, quarters, KINDS, AGES))
