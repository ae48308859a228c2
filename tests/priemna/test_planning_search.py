"""The search finds what trying everything finds, and its bound holds."""

from dataclasses import replace
from itertools import combinations, combinations_with_replacement, pairwise, permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from priemna.planning import enumerate as routes_of_days
from priemna.planning.days import put_on_days
from priemna.planning.enumerate import NO_STOP, enumerate_routes
from priemna.planning.plan import options_of
from priemna.planning.pools import together
from priemna.planning.problem import DayClass, DayLimits, Floor, HeavyLimit, Pick, Problem
from priemna.planning.search import can_hold, search
from priemna.planning.value import objective


def problem(seed, *, places=6, hours=False, classes=3):
    chance = np.random.default_rng(seed)
    at = chance.uniform(0, 60, (places, 2))
    minutes = np.ceil(np.hypot(*(at[:, None] - at).transpose(2, 0, 1)))
    np.fill_diagonal(minutes, 0)
    # Rounding up may make a detour shorter by a minute; shortest ways are looked up.
    for k in range(places):
        minutes = np.minimum(minutes, minutes[:, [k]] + minutes[[k], :])
    demand, site = np.nonzero(minutes <= 35)
    limits = DayLimits(0, 480, 180, break_minutes=30, break_after_minutes=360)
    windows = np.tile([0.0, 480.0], (places, 1))
    windows[1], windows[-1] = (0, 220), (200, 480)
    days = tuple(
        DayClass(
            int(chance.integers(1, 3)),
            0,
            limits,
            np.append(False, chance.random(places - 1) < 0.8),
            windows if hours else None,
        )
        for _ in range(classes)
    )
    every = np.arange(classes)
    return Problem(
        minutes=minutes,
        km=minutes,
        service=chance.choice([120.0, 150.0, 180.0], places),
        weights=chance.uniform(0, 100, (1, places)),
        demand=demand,
        site=site,
        share=np.where(demand == site, 0.9, 0.4),
        gains=(1.0, 0.5, 0.25),
        price_per_minute=0.2,
        classes=days,
        spacing=tuple((k, k + 1) for k in range(1, classes - 1)),
        floors=(
            Floor(np.array([1, min(2, places - 1)]), every, 2, 30.0),
            Floor(np.array([min(3, places - 1)]), np.array([0]), 1, 15.0),
            Floor(np.array([places - 1]), every, 0, 10.0, 0.3),
        ),
        heavy=(HeavyLimit(tuple(range(classes)), 430, 1),),
    )


def stops_of(route):
    return tuple(s for s in route if s != NO_STOP)


def every_plan(own, options):
    """Every multiset of routes on each day class that keeps the rules without a price."""
    picks = [
        [
            Pick(k, tuple(s for s in r if s != NO_STOP), d)
            for r, d in zip(o.stops, o.drive, strict=False)
        ]
        for k, o in enumerate(options)
    ]

    def extend(k, plan):
        if k == len(picks):
            yield plan
            return
        for count in range(own.classes[k].team_days + 1):
            for more in combinations_with_replacement(picks[k], count):
                if can_hold(own, options, [*plan, *more]):
                    yield from extend(k + 1, [*plan, *more])

    return extend(0, [])


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("hours", [False, True])
def test_trying_everything_finds_nothing_better(seed, hours):
    own = problem(seed, places=5, hours=hours, classes=2)
    options = options_of(own)
    best = max(objective(own, plan) for plan in every_plan(own, options))
    found = search(own, options, gap=0.0, seconds=60)
    assert found.objective == pytest.approx(best)
    assert found.bound == pytest.approx(best)
    assert can_hold(own, options, found.picks)


@given(st.integers(0, 10_000), st.integers(2, 7))
@settings(max_examples=25, deadline=None)
def test_routes_are_all_sets_that_fit_with_their_shortest_way(seed, places):
    own = problem(seed, places=places)
    limits = DayLimits(0, 600, 200, km=150.0, break_minutes=30, break_after_minutes=360)
    routes = enumerate_routes(own, limits, np.arange(1, places))
    found = {
        tuple(s for s in r if s != NO_STOP): d
        for r, d in zip(routes.stops, routes.drive, strict=False)
    }
    expected = {}
    for size in range(1, places):
        for stops in combinations(range(1, places), size):
            ways = [(0, *order, 0) for order in permutations(stops)]
            drive = min(sum(own.minutes[a, b] for a, b in pairwise(w)) for w in ways)
            work = drive + own.service[list(stops)].sum()
            if drive <= min(200, 150) and work + (30 if work > 360 else 0) <= 600:
                expected[stops] = drive
    assert found == expected


@pytest.mark.parametrize("seed", range(3))
def test_without_any_time_there_is_still_a_plan_and_a_bound(seed):
    own = problem(seed)
    options = options_of(own)
    exact = search(own, options, gap=0.0, seconds=60)
    times = iter(range(10_000))
    found = search(own, options, gap=0.0, seconds=0, clock=lambda: float(next(times)))
    assert found.picks
    assert found.objective <= exact.objective + 1e-6
    assert exact.objective - 1e-6 <= found.bound < np.inf
    assert not found.is_complete


@pytest.mark.parametrize("seed", range(6))
def test_the_value_of_pools_bounds_every_plan_day_by_day(seed):
    own = problem(seed, places=7)
    options = options_of(own)
    found = search(own, options, gap=0.05, seconds=60)
    exact = search(own, options, gap=0.0, seconds=60)
    assert found.objective <= exact.objective + 1e-6
    assert exact.objective <= found.bound + 1e-6


def test_routes_that_cannot_be_spaced_out_are_left_over():
    own = problem(0)
    options = options_of(own)
    pools = together(own, options)
    q, pool = next((q, p) for q, p in enumerate(pools) if len(p.routes))
    route = int(np.flatnonzero((pool.routes.stops != NO_STOP).sum(axis=1) == 1)[0])
    days = put_on_days(own, pools, [(q, route)] * 5)
    assert 1 <= len(days) <= 2
    assert can_hold(own, options, days)


def test_days_without_room_for_one_more_visit_are_not_counted_as_too_many(monkeypatch):
    own = replace(problem(3, places=13), service=np.full(13, 200.0))
    limits, sites = replace(own.classes[0].limits, day_minutes=590), np.arange(1, 13)
    every = enumerate_routes(own, limits, sites)
    pairs = 12 * 11 // 2
    assert every.stops.shape[1] == 2 and len(every) > 12 + pairs // 2
    monkeypatch.setattr(routes_of_days, "LOOKED_AT", pairs)
    assert len(enumerate_routes(own, limits, sites)) == len(every)
    monkeypatch.setattr(routes_of_days, "LOOKED_AT", pairs - 1)
    with pytest.raises(routes_of_days.TooManyRoutes):
        enumerate_routes(own, limits, sites)
