"""Invented truths: women in need, who comes, and what the records keep of it.

Written apart from the model, in its own terms. In A and C the truth has the form of the model (but
not its spread: log-normal instead of gamma; and a level, a reach and a decay that nobody knows). In
D, E, F and G it has not.
"""

import numpy as np

from geo.places import CENTRE_EKATTE, municipalities, settlements
from geo.travel import straight_line_times
from priemna.need.scores import vulnerability

KINDS = {
    "A": "base",
    "C": "only places of low need had been visited",
    "D": "another law of decay: a power of travel time, not exponential",
    "E": "three visits of ten, and who came to them, are not recorded",
    "F": "need drifts, by 12 % a month in each settlement",
    "G": "populations are wrong, by 35 %",
}
MONTHS = 18
VISITS_PER_MONTH = 2
HABITUAL_PLACES = 15

PLACES = settlements()
TRAVEL = straight_line_times(PLACES)
MINUTES = TRAVEL.minutes
CITY = TRAVEL.ekattes.index(CENTRE_EKATTE)
VILLAGES = np.arange(len(PLACES)) != CITY
WOMEN = np.array([s.women_14_plus for s in PLACES])
_CODES = [m.code for m in municipalities()]
HOME = np.array([_CODES.index(s.municipality_code) for s in PLACES])
VULNERABILITY = np.array([vulnerability(municipalities())[s.municipality_code] for s in PLACES])


class Truth:
    """One invented district after eighteen months of work.

    ``waiting`` is the true unmet need per settlement, ``came`` maps (site or "centre", settlement)
    to the women recorded, ``visits`` lists the recorded (month, site).
    """

    def __init__(self, kind: str, seed: int) -> None:
        self.kind = kind
        self.rng = rng = np.random.default_rng([list(KINDS).index(kind), seed])
        places = len(PLACES)
        level = np.exp(rng.uniform(np.log(2), np.log(6))) / 1000
        self.centre_reach, self.centre_decay = rng.uniform(0.05, 0.2), rng.uniform(12, 30)
        self.visit_reach, self.visit_decay = rng.uniform(0.15, 0.45), rng.uniform(8, 18)
        self.loss = rng.uniform(0.02, 0.045)
        spread = rng.uniform(0.45, 0.7)
        of_municipalities = rng.uniform(0, 0.15) * rng.normal(size=len(_CODES))
        wrong = rng.normal(0, 0.35, places) if kind == "G" else np.zeros(places)
        self.women = WOMEN * np.exp(wrong)
        self.rate = level * np.exp(
            rng.uniform(0.1, 0.4) * VULNERABILITY
            + of_municipalities[HOME]
            + rng.normal(-(spread**2) / 2, spread, places)
        )
        self.to_centre = self.chance(MINUTES[:, CITY], self.centre_reach, self.centre_decay)
        self.to_visit = self.chance(MINUTES, self.visit_reach, self.visit_decay)
        arrivals = self.rate * self.women / 12
        self.waiting = arrivals / (1 - (1 - self.to_centre) * (1 - self.loss))
        self.visits: list[tuple[int, int]] = []
        self.came: dict[tuple[int | str, int], int] = {}
        self.month = 0
        self.habit = self._habit()
        for _ in range(MONTHS):
            self.step([int(rng.choice(places, p=self.habit)) for _ in range(VISITS_PER_MONTH)])

    def chance(self, minutes, reach, decay):
        """Chance to come from so many minutes away."""
        if self.kind == "D":
            return reach / (1 + minutes / (2 * decay)) ** 3
        return reach * np.exp(-minutes / decay)

    def step(self, sites: list[int]) -> float:
        """One month with visits at these sites; the women from villages whom the visits reach."""
        hazards = {"centre": -np.log(1 - self.to_centre)}
        for site in sites:
            hazards[site] = hazards.get(site, 0) - np.log(1 - self.to_visit[:, site])
        total = sum(hazards.values())
        leaving = self.waiting * (1 - np.exp(-total))
        reached = 0.0
        for channel, hazard in hazards.items():
            mean = leaving * hazard / total
            women = self.rng.poisson(mean)
            if channel != "centre":
                reached += mean[VILLAGES].sum()
                if self.kind == "E" and self.rng.random() < 0.3:
                    continue
                self.visits += [(self.month, channel)] * sites.count(channel)
            for place in np.flatnonzero(women):
                key = (channel, int(place))
                self.came[key] = self.came.get(key, 0) + int(women[place])
        if self.kind == "F":
            self.rate = self.rate * np.exp(self.rng.normal(0, 0.12, len(PLACES)))
        self.waiting = (self.waiting - leaving) * (1 - self.loss) + self.rate * self.women / 12
        self.month += 1
        return reached

    def counts(self) -> np.ndarray:
        """Women recorded per home settlement: what the real records never tell."""
        counts = np.zeros(len(PLACES))
        for (_channel, place), women in self.came.items():
            counts[place] += women
        return counts

    def months_since_visit(self) -> np.ndarray:
        """Months since the last recorded visit; half a year more than all where there was none."""
        since = np.full(len(PLACES), self.month + 6.0)
        for month, site in self.visits:
            since[site] = min(since[site], self.month - month)
        return since

    def _habit(self) -> np.ndarray:
        """Where the team has always gone: some large and near places."""
        pull = WOMEN**0.5 * VILLAGES
        if self.kind == "C":
            pull = pull * (self.waiting < np.median(self.waiting[VILLAGES]))
        chosen = self.rng.choice(len(PLACES), HABITUAL_PLACES, replace=False, p=pull / pull.sum())
        habit = np.zeros(len(PLACES))
        habit[chosen] = WOMEN[chosen] ** 0.5 * np.exp(-MINUTES[chosen, CITY] / 60)
        return habit / habit.sum()
