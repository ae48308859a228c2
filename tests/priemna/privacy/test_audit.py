"""A release leaves only if nobody can be sure of a few persons; broken protection is found out."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse

from geo.messages import Message
from priemna.privacy import attack as attacking
from priemna.privacy import audit
from priemna.privacy.attack import Intervals, attack, targets_of
from priemna.privacy.audit import OutsideTotal, audit_release, find_leaks
from priemna.privacy.chain import between_releases
from priemna.privacy.cubes import ReleasedCube
from priemna.privacy.errors import UnusableRelease
from priemna.privacy.knowledge import knows_nothing, knows_release
from priemna.privacy.rounding import round_leaves
from priemna.privacy.utility import utility
from tests.priemna.privacy.cubes import KEY, drawn_cube, places_and_quarters

COUNTS = [[0, 1, 3, 7], [9, 0, 2, 8], [6, 4, 0, 11]]


def outcomes(report):
    return {check.name: check.outcome for check in report.checks}


def test_a_rounded_release_passes_and_says_what_was_asked():
    cube = places_and_quarters(COUNTS)
    report = audit_release(cube, round_leaves(cube, base=5, key=KEY))
    assert outcomes(report) == {"leaves": "pass", "alone": "pass", "own record": "pass"}
    assert report.passed and report.leaks == ()


@pytest.mark.parametrize("seed", range(3))
def test_eight_quarterly_releases_with_late_and_withdrawn_records_leak_nothing(seed):
    rng = np.random.default_rng(seed)
    full = drawn_cube(seed, shape=(4, 8, 3, 2), persons=400)
    counts = np.zeros_like(full.counts)
    releases, reports = [], []
    for quarter in range(8):
        counts[:, quarter] = full.counts[:, quarter]
        counts[:, :quarter] += rng.poisson(0.3, counts[:, :quarter].shape)
        counts -= rng.binomial(counts, 0.03)
        part = drawn_cube(seed, shape=(4, quarter + 1, 3, 2))
        cube = replace(part, counts=counts[:, : quarter + 1].copy())
        released = round_leaves(cube, base=5, key=KEY, previous=releases[-1] if releases else None)
        partner = released.derive(("municipality", "quarter", "total", "total"))
        reports.append(
            audit_release(cube, released, earlier=releases, others=[partner], least_new=1)
        )
        releases.append(released)
    assert all(report.passed for report in reports)
    assert releases[-1].carried.any()


def test_a_rounded_leaf_left_as_it_is_fails():
    cube = places_and_quarters(COUNTS)
    released = round_leaves(cube, base=3, key=KEY)  # 3 and 4 stand there as they are
    broken = ReleasedCube(cube.dimensions, released.shown, 3)
    leaks = find_leaks(knows_release(broken), cube.counts, cube.margins[:1], threshold=5)
    assert {leak.codes: (leak.low, leak.high) for leak in leaks}[("M3", "Q2")] == (4, 4)


def test_a_figure_that_is_neither_the_number_nor_rounded_fails():
    cube = places_and_quarters(COUNTS)
    released = round_leaves(cube, base=5, key=KEY)
    wrong = released.shown.copy()
    wrong[0, 3] = 8
    report = audit_release(cube, replace(released, shown=wrong))
    assert outcomes(report)["leaves"] == "fail"
    assert [leak.codes for leak in report.leaks] == [("M1", "Q4")]
    carried = np.ones_like(released.carried)
    assert not audit_release(cube, replace(released, shown=wrong, carried=carried)).passed


def test_an_exact_total_known_outside_fails_and_says_by_which_subtraction():
    cube = places_and_quarters([[0, 1, 0, 7], [9, 0, 0, 8], [6, 0, 0, 11]])
    released = replace(
        round_leaves(cube, base=5, key=KEY),
        no_data=cube.counts == 0,
    )
    total = OutsideTotal({"municipality": "M1"}, 8, Message("the yearbook"))
    report = audit_release(cube, released, outside=[total])
    assert outcomes(report)["known totals"] == "fail"
    leak = next(leak for leak in report.leaks if leak.codes == ("M1", "Q2"))
    assert (leak.low, leak.high) == (1, 1)
    assert "yearbook" in str(leak.how.values["added"])


def test_a_total_that_no_table_can_have_fails():
    cube = places_and_quarters(COUNTS)
    total = OutsideTotal({}, 5000, Message("the yearbook"))
    report = audit_release(cube, round_leaves(cube, base=5, key=KEY), outside=[total])
    assert outcomes(report)["known totals"] == "fail"


def test_an_audience_rounded_on_its_own_is_compared_with_the_first():
    cube = places_and_quarters([[0, 4, 0, 7], [9, 0, 2, 8], [6, 4, 0, 11]])
    first = replace(round_leaves(cube, base=5, key=KEY))
    shown = first.shown.copy()
    shown[0, 1] = 5 - shown[0, 1]
    report = audit_release(cube, first, others=[replace(first, shown=shown)])
    assert outcomes(report)["audiences"] == "fail"
    assert ("M1", "Q2") in {leak.codes for leak in report.leaks}
    derived = first.derive(("municipality", "year"))
    assert outcomes(audit_release(cube, first, others=[derived]))["audiences"] == "pass"
    assert outcomes(audit_release(cube, derived, others=[first]))["audiences"] == "pass"


@pytest.mark.parametrize("step", [1, -1, 5, -30])
def test_a_leaf_that_moves_by_a_few_or_down_fails(step):
    cube = places_and_quarters([[0, 1, 3, 40], [9, 0, 2, 8], [6, 4, 0, 11]])
    before = round_leaves(cube, base=5, key=KEY)
    counts = cube.counts.copy()
    counts[0, 3] += step
    now = replace(cube, counts=counts)
    shown = before.shown.copy()
    shown[0, 3] += step
    report = audit_release(now, replace(before, shown=shown), earlier=[before], least_new=0)
    assert outcomes(report)["history"] == "fail"
    assert report.leaks[0].codes == ("M1", "Q4")


def test_releases_of_different_dimensions_are_no_series():
    cube = places_and_quarters(COUNTS)
    released = round_leaves(cube, base=5, key=KEY)
    with pytest.raises(UnusableRelease, match="no series"):
        between_releases(released.derive(("municipality", "year")), released)


@pytest.mark.parametrize(("persons", "outcome"), [(19, "fail"), (20, "pass")])
def test_a_release_with_few_new_persons_waits(persons, outcome):
    longer = places_and_quarters([[0, 1, 3, 0], [9, 0, 2, persons], [6, 4, 0, 0]])
    shorter = drawn_cube(0, shape=(1, 1))
    dimensions = (
        longer.dimensions[0],
        type(longer.dimensions[1]).with_total("quarter", ("Q1", "Q2", "Q3")),
    )
    shorter = replace(shorter, dimensions=dimensions, counts=longer.counts[:, :3])
    before = round_leaves(shorter, base=5, key=KEY)
    now = round_leaves(longer, base=5, key=KEY, previous=before)
    report = audit_release(longer, now, earlier=[before])
    assert outcomes(report)["new persons"] == outcome


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10**6))
def test_the_closed_form_of_two_releases_has_the_ends_of_the_attack(seed):
    rng = np.random.default_rng(seed)
    cube = drawn_cube(seed, shape=(2, 3, 2))
    before = round_leaves(cube, base=5, key=KEY)
    later = replace(cube, counts=cube.counts + rng.poisson(3, cube.shape))
    now = round_leaves(later, base=5, key=KEY, previous=before)
    low, high = between_releases(before, now)
    first, second = (knows_release(r) for r in (before, now))
    targets = targets_of(cube.dimensions, cube.margins[:1])
    then, after = attack(first, targets), attack(second, targets)
    assert (after.low - then.high == low.ravel()).all()
    assert (after.high - then.low == high.ravel()).all()
    moved = (later.counts - cube.counts).ravel()
    assert (low.ravel() <= moved).all() and (moved <= high.ravel()).all()


def test_utility_counts_errors_zeros_and_sums():
    cube = places_and_quarters([[0, 1, 0, 7], [9, 0, 0, 8], [6, 0, 0, 11]])
    shown = cube.counts.copy()
    shown[0, 1] = 5
    found = utility(cube, ReleasedCube(cube.dimensions, shown, 5), [cube.margins[0]])
    assert (found.cells, found.largest_error, found.mean_error) == (12, 4, 4 / 12)
    assert (found.missing_share, found.broken_share, found.zeros_kept_share) == (0, 0, 1)
    shown[0, 1] = 0
    found = utility(cube, ReleasedCube(cube.dimensions, shown, 5), cube.margins)
    assert found.broken_share == 0
    assert found.zeros_added_share == pytest.approx(3 / 21)


def test_a_cell_that_could_not_be_decided_in_time_counts_as_open(monkeypatch):
    """The linear programme says 0 to 9; whole tables that were found all hold 3."""
    cube = places_and_quarters(COUNTS)
    released = round_leaves(cube, base=5, key=KEY)

    def tired(_, targets, **__):
        ends = (np.full(targets.shape[0], n) for n in (0, 9, 3, 3))
        return Intervals(*ends)

    monkeypatch.setattr(audit, "attack", tired)
    total = OutsideTotal({}, int(cube.counts.sum()), Message("the yearbook"))
    report = audit_release(cube, released, outside=[total])
    assert outcomes(report)["known totals"] == "fail"
    assert "could not be decided in time" in str(report.leaks[0].how)


def test_a_search_without_time_leaves_cells_undecided_and_the_release_does_not_pass(monkeypatch):
    cube = places_and_quarters([[1, 1, 1, 0], [1, 2, 1, 0], [0, 0, 0, 0]])
    # Pairs of cells that overlap in a ring of three: half persons fit where whole ones need care.
    knowledge = knows_nothing(cube.dimensions)
    ring = np.zeros((3, 12), dtype=np.int64)
    for row, pair in enumerate(((0, 1), (1, 2), (0, 2))):
        ring[row, list(pair)] = 1
    knowledge = knowledge.and_facts(
        sparse.csr_array(ring), np.array([1, 1, 1]), np.array([7, 7, 7]), Message("a ring")
    )
    assert find_leaks(knowledge, cube.counts, cube.margins[:1], threshold=5) == ()
    monkeypatch.setattr(attacking, "as_whole", lambda _: None)
    leaks = find_leaks(knowledge, cube.counts, cube.margins[:1], threshold=5)
    assert {leak.codes for leak in leaks} == {("M1", "Q1"), ("M1", "Q2"), ("M1", "Q3")}


@pytest.mark.parametrize(("required", "outcome"), [(2, "pass"), (3, "fail")])
def test_beside_a_known_total_as_many_numbers_stay_possible_as_required(required, outcome):
    # One woman is hidden: each cell that shows 0 holds her or not, two numbers.
    cube = places_and_quarters([[0, 1, 0, 7], [9, 0, 0, 8], [6, 0, 0, 11]])
    released = round_leaves(cube, base=5, key=KEY)
    total = OutsideTotal({}, int(cube.counts.sum()), Message("the yearbook"))
    report = audit_release(
        cube, released, margins=cube.margins[:1], outside=[total], required_interval=required
    )
    assert outcomes(report)["known totals"] == outcome
