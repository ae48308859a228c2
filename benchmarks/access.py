"""Access and choice of places: times against plain loops and one big programme, and proven gaps.

``python benchmarks/access.py [--places 83 1000 5000]`` prints one table. Places
and women are invented and seeded, 83 are those of the district; times are of this machine, ratios
compare within a row.
"""

import argparse
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from geo.places import settlements  # noqa: E402
from geo.travel import straight_line_times  # noqa: E402
from priemna.access.coverage import LIMITS_MINUTES, Floats, nearest, women_within  # noqa: E402
from priemna.access.exact import choose_exactly  # noqa: E402
from priemna.access.floating import WEIGHTS, hours_per_woman  # noqa: E402
from priemna.access.sites import Choice, nearest_median, widest_cover  # noqa: E402
from priemna.access.swap import start_greedily, value_of  # noqa: E402
from tests.oracles import access_by_hand  # noqa: E402

WITHIN = 15
ONE_PROGRAMME_UP_TO = 83


def main() -> None:
    """Measure each size and print it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--places", type=int, nargs="+", default=[83, 1000, 5000])
    options = parser.parse_args()
    for size in options.places:
        women, minutes, sites, count = district() if size == 83 else invented(size)
        print(f"\n{size} places, {len(sites)} sites, {count} to choose")
        measure_near(women, minutes, sites)
        drives = women[:, None] * minutes
        measure_choice("fewest minutes", drives, count, partial(nearest_median, women, minutes))
        far = women[:, None] * (np.ceil(np.round(minutes, 3)) > WITHIN)
        cover = partial(widest_cover, women, minutes, within=WITHIN)
        measure_choice(f"most within {WITHIN} min", far.astype(float), count, cover)


def district() -> tuple[Floats, Floats, list[int], int]:
    """The 83 real settlements with their women, every seventh a site."""
    places = settlements()
    women = np.array([place.women_14_plus for place in places])
    return women, straight_line_times(places).minutes, list(range(0, 83, 7)), 5


def invented(size: int) -> tuple[Floats, Floats, list[int], int]:
    """Places spread over a square of the district's density; women log-normal; seeded."""
    rng = np.random.default_rng(size)
    points = rng.uniform(0, (size * 35) ** 0.5, (size, 2))
    km = np.hypot(points[:, None, 0] - points[:, 0], points[:, None, 1] - points[:, 1])
    women = rng.lognormal(5, 1.2, size).round()
    sites = sorted(int(i) for i in rng.choice(size, size // 20, replace=False))
    return women, 1.35 * km / 55 * 60, sites, size // 20 if size <= 1000 else size // 25


def measure_near(women: Floats, minutes: Floats, sites: list[int]) -> None:
    """Coverage and hours in reach against loops over all places."""
    supply = np.zeros(len(women))
    supply[sites] = 100.0
    ours, near = timed(lambda: women_within(women, nearest(minutes, sites)))
    loops, by_hand = timed(
        lambda: [access_by_hand.women_within(women, minutes, sites, m) for m in LIMITS_MINUTES]
    )
    same(near, by_hand)
    row("coverage", ours, loops, "loops")
    ours, hours = timed(lambda: hours_per_woman(women, supply, minutes))
    if len(women) > 1000:
        row("hours in reach (E2SFCA)", ours, None, "loops")
        return
    loops, by_hand = timed(
        lambda: access_by_hand.hours_per_woman(women, supply, minutes, LIMITS_MINUTES, WEIGHTS)
    )
    same(hours, by_hand)
    row("hours in reach (E2SFCA)", ours, loops, "loops")


def measure_choice(name: str, costs: Floats, count: int, choose: Callable[[int], Choice]) -> None:
    """Ours against the greedy choice and, where it is small enough, one programme over all."""
    seconds, choice = timed(lambda: choose(count))
    same(value_of(costs, choice.sites, None), choice.value)
    greedy = value_of(costs, start_greedily(costs, count, None), None)
    above = f"greedy {100 * (greedy / choice.value - 1):.2f} % worse" if choice.value else "covered"
    print(f"  {name:26} {seconds:9.2f} s   gap {100 * choice.gap:.4f} %   {above}")
    if len(costs) <= ONE_PROGRAMME_UP_TO:
        whole, (sites, _) = timed(lambda: choose_exactly(costs, count, None))
        same(value_of(costs, sites, None), choice.value)
        row("  one programme over all", seconds, whole, "one programme")


def same(ours: object, peer: object) -> None:
    """Stop where two ways to the same figure differ: their times would mean nothing."""
    if not np.allclose(ours, peer):
        raise SystemExit("ours and the peer differ")


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds and result, the better of two runs where they are short."""
    start = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - start
    if seconds < 1:
        start = time.perf_counter()
        work()
        seconds = min(seconds, time.perf_counter() - start)
    return seconds, result


def row(name: str, ours: float, peer: float | None, peer_name: str) -> None:
    """Print one comparison."""
    ratio = f"{peer / ours:8.0f} × faster than {peer_name}" if peer else ""
    print(f"  {name:26} {1000 * ours:9.2f} ms {ratio}")


if __name__ == "__main__":
    main()
