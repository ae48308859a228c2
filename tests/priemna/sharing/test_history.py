"""Eight quarterly releases with late, withdrawn and corrected records: none opens another."""

from datetime import date
from itertools import pairwise

import numpy as np
import pytest

from priemna.sharing.gate import findings
from priemna.sharing.released import quarters_between
from tests.oracles.women_coming import histories

SINCE, UNTIL = date(2022, 10, 1), date(2025, 10, 1)
RELEASES = 8


def quarter_end(quarters, over):
    year, quarter = quarters[over - 1].split("-Q")
    return date(int(year) + int(quarter) // 4, 3 * int(quarter) % 12 + 1, 1)


def published(release_of, seed, *, frozen):
    """Everything both audiences received, and how much of it changed behind their backs."""
    rng = np.random.default_rng(seed)
    quarters = quarters_between(SINCE, UNTIL)
    received, cubes, truths, shown, figures = [], [], [], None, None
    for number, (over, women) in enumerate(histories(rng, quarters, RELEASES), start=1):
        until = quarter_end(quarters, over)
        releases, true, shown, figures = release_of(
            women,
            SINCE,
            until,
            number=number,
            previous=shown if frozen else None,
            before=figures if frozen else None,
            seed=number,
            key=b"a key for tests, nothing secret!" if frozen else bytes([number]) * 32,
        )
        received += [release for release, _ in releases.values()]
        cubes.append(shown)
        truths.append(true)
    return received, cubes, truths


@pytest.mark.parametrize("seed", [1, 2])
def test_eight_releases_for_both_audiences_open_nothing(release_of, seed):
    received, cubes, truths = published(release_of, seed, frozen=True)
    assert len(received) == 2 * RELEASES
    assert findings(received) == ()
    late = sum(
        (after.counts[:, : before.shape[1]] != before.counts).sum()
        for before, after in pairwise(truths)
    )
    assert late > 20
    for before, after in pairwise(cubes):
        difference = after.shown[:, : before.shape[1]] - before.shown
        assert ((difference == 0) | (difference >= 5)).all()


def test_releases_rounded_anew_each_time_are_caught(release_of):
    received, _, _ = published(release_of, 1, frozen=False)
    assert {one.check for one in findings(received)} == {"over_time"}
