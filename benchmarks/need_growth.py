"""How the need estimate grows: invented districts of 83 and more settlements, then all Bulgaria."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import time
from datetime import date, timedelta

import numpy as np

from data.demo.country import SETTLEMENTS, invented_district, sizes
from geo.places import CENTRE_EKATTE
from geo.travel import TravelTimes, straight_line_times
from priemna.need.beliefs import Beliefs
from priemna.need.exposure import Access, Calendar, HeldVisit
from priemna.need.likelihood import Likelihood
from priemna.need.observations import Group
from priemna.need.posterior import draw_posterior
from priemna.need.settings import NeedSettings

SINCE, UNTIL = date(2022, 10, 3), date(2024, 4, 3)
SETTINGS = NeedSettings()


def district(places: int, number: int) -> tuple[Calendar, list[Group], np.ndarray]:
    """An invented district, two visits a month, counts by home municipality."""
    rng = np.random.default_rng([places, number])
    one = invented_district(number, places)
    women = np.array([place.women_14_plus for place in one.settlements])
    ways = straight_line_times(one.settlements)
    # Access is reckoned to the centre that this process knows.
    codes = (CENTRE_EKATTE, *ways.ekattes[1:])
    travel = TravelTimes(codes, ways.minutes, ways.km, ways.source, is_estimate=True)
    often = rng.integers(1, places, 20)
    visits = [
        HeldVisit(codes[rng.choice(often)], SINCE + timedelta(days=15 * i)) for i in range(36)
    ]
    calendar = Calendar(women, travel, visits, since=SINCE, until=UNTIL)
    met = calendar.follow(Access.of(SETTINGS))[1][0]
    seats = [place.code for place in one.municipalities]
    home = np.array([seats.index(place.municipality_code) for place in one.settlements])
    groups = []
    for channel, exposed in enumerate(met):
        came = np.bincount(home, rng.poisson(0.003 * exposed)).astype(int)
        groups += [
            Group(int(came[code]), channel, np.flatnonzero(home == code))
            for code in np.flatnonzero(came)
        ]
    return calendar, groups, np.zeros((places, 2))


def seconds(work) -> float:
    """CPU seconds of one turn."""
    start = time.process_time()
    work()
    return time.process_time() - start


def main() -> None:
    """Print seconds per size and the ratio to one district of 83."""
    base = 0.0
    for places in (83, 188, 332):
        calendar, groups, scores = district(places, number=1)
        likelihood = Likelihood(calendar, groups, Beliefs(SETTINGS, scores))
        spent = seconds(lambda likelihood=likelihood: draw_posterior(likelihood, seed=0))
        base = base or spent
        print(f"model, {places:4} settlements at once  {spent:7.2f} s  ratio {spent / base:6.2f}")
    whole = 0.0
    for number, places in sizes().items():
        calendar, groups, scores = district(places, number)
        likelihood = Likelihood(calendar, groups, Beliefs(SETTINGS, scores))
        whole += seconds(lambda likelihood=likelihood: draw_posterior(likelihood, seed=0))
    print(f"model, {SETTLEMENTS} by district       {whole:7.2f} s  ratio {whole / base:6.2f}")
    calendar = district(SETTLEMENTS, number=1)[0]
    spent = seconds(lambda: calendar.follow(Access.of(SETTINGS)))
    print(f"closed form, {SETTLEMENTS} at once     {spent:7.2f} s  ratio {spent / base:6.2f}")


if __name__ == "__main__":
    main()
