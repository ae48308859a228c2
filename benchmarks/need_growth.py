"""How the need estimate grows: invented districts of 83 and more settlements, then all Bulgaria."""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import time
from datetime import date, timedelta

import numpy as np

from geo.places import CENTRE_EKATTE
from geo.travel import TravelTimes
from priemna.need.beliefs import Beliefs
from priemna.need.exposure import Access, Calendar, HeldVisit
from priemna.need.likelihood import Likelihood
from priemna.need.observations import Group
from priemna.need.posterior import draw_posterior
from priemna.need.settings import NeedSettings

BULGARIA, DISTRICTS = 5267, 28
SINCE, UNTIL = date(2022, 10, 3), date(2024, 4, 3)
SETTINGS = NeedSettings()


def district(places: int, seed: int) -> tuple[Calendar, list[Group], np.ndarray]:
    """Settlements scattered over a district, two visits a month, counts by home municipality."""
    rng = np.random.default_rng(seed)
    women = np.exp(rng.normal(5.5, 1.2, places))
    women[0] = 60_000
    corner = 55 * (places / 83) ** 0.5
    spots = rng.uniform(0, corner, (places, 2))
    spots[0] = corner / 2
    minutes = 1.35 * 60 / 55 * np.hypot(*(spots[:, None] - spots).transpose(2, 0, 1))
    codes = (CENTRE_EKATTE, *(f"{i:05d}" for i in range(1, places)))
    travel = TravelTimes(codes, minutes, minutes, "invented", is_estimate=True)
    often = rng.integers(1, places, 20)
    visits = [
        HeldVisit(codes[rng.choice(often)], SINCE + timedelta(days=15 * i)) for i in range(36)
    ]
    calendar = Calendar(women, travel, visits, since=SINCE, until=UNTIL)
    met = calendar.follow(Access.of(SETTINGS))[1][0]
    home = np.arange(places) % max(1, places // 10)
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
        calendar, groups, scores = district(places, seed=0)
        likelihood = Likelihood(calendar, groups, Beliefs(SETTINGS, scores))
        spent = seconds(lambda likelihood=likelihood: draw_posterior(likelihood, seed=0))
        base = base or spent
        print(f"model, {places:4} settlements at once  {spent:7.2f} s  ratio {spent / base:6.2f}")
    whole = 0.0
    for number in range(DISTRICTS):
        places = BULGARIA // DISTRICTS + (number < BULGARIA % DISTRICTS)
        calendar, groups, scores = district(places, seed=number)
        likelihood = Likelihood(calendar, groups, Beliefs(SETTINGS, scores))
        whole += seconds(lambda likelihood=likelihood: draw_posterior(likelihood, seed=0))
    print(f"model, {BULGARIA} by district       {whole:7.2f} s  ratio {whole / base:6.2f}")
    calendar = district(BULGARIA, seed=0)[0]
    spent = seconds(lambda: calendar.follow(Access.of(SETTINGS)))
    print(f"closed form, {BULGARIA} at once     {spent:7.2f} s  ratio {spent / base:6.2f}")


if __name__ == "__main__":
    main()
