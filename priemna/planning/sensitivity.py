"""Whether a plan would stay as it is if need or roads were otherwise, and what more would bring."""

from dataclasses import dataclass, replace
from enum import StrEnum

import numpy as np

from geo.messages import Message
from geo.travel import TravelTimes
from priemna.need.rows import SettlementNeed
from priemna.planning.build import teams_of
from priemna.planning.case import PlanningCase
from priemna.planning.plan import plan_case
from priemna.planning.search import Cancel, Clock
from priemna.planning.tours import Plan

ROUGH_GAP = 0.01
"""Plans that are only counted need not be nearer to the best than this."""

TRAVEL_SPREAD = 0.2
"""Travel times are taken to be up to this share shorter or longer."""

Z90 = 1.6449
SMALLEST = 1e-6


@dataclass(frozen=True)
class Staying:
    """In which share of the draws (0–1) a settlement is visited."""

    ekatte: str
    share_of_draws: float


class MarginalKind(StrEnum):
    """What a plan could have more of."""

    HALF_DAY = "half_day"
    CAR = "car"
    HOUR = "hour"


@dataclass(frozen=True)
class Marginal:
    """Women whom one more of something would bring, driving taken off."""

    kind: MarginalKind
    women: float
    message: Message


def sensitivity(
    case: PlanningCase,
    plan: Plan,
    *,
    draws: int = 12,
    seed: int = 0,
    clock: Clock | None = None,
) -> tuple[Staying, ...]:
    """Plan again with drawn needs and travel times and count which places stay in.

    Parameters
    ----------
    case
        The question.
    plan
        Its plan.
    draws
        Number of draws.
    seed
        Of the draws.
    clock
        What the time limit of each draw is counted by, as in `plan_case`.

    Returns
    -------
    tuple of Staying
        The places of the plan and those of any draw, the surest first.

    Notes
    -----
    Each need is drawn from the lognormal distribution that has its mean and the ratio of its 90 %
    limits, independently of the others; all travel times of a draw are longer or shorter by one
    factor, uniform within ±20 %.
    """
    chance = np.random.default_rng(seed)
    counts = {stop.ekatte: 0 for _, stop in plan.visits}
    for _ in range(draws):
        drawn = replace(
            case,
            needs=[_drawn(row, float(chance.standard_normal())) for row in case.needs],
            travel=_stretched(
                case.travel, 1 + float(chance.uniform(-TRAVEL_SPREAD, TRAVEL_SPREAD))
            ),
            request=replace(case.request, gap=max(ROUGH_GAP, case.request.gap)),
        )
        for ekatte in {stop.ekatte for _, stop in plan_case(drawn, clock=clock).visits}:
            counts[ekatte] = counts.get(ekatte, 0) + 1
    found = [Staying(ekatte, count / max(draws, 1)) for ekatte, count in counts.items()]
    return tuple(sorted(found, key=lambda s: (-s.share_of_draws, s.ekatte)))


def marginal_values(
    case: PlanningCase, plan: Plan, *, cancel: Cancel | None = None, clock: Clock | None = None
) -> tuple[Marginal, ...]:
    """What a further half day, car (with its team) or hour a day would bring.

    Parameters
    ----------
    case
        The question.
    plan
        Its plan.
    cancel
        Asked whether to stop; what is not planned by then is compared with its first plan.
    clock
        What the time limit of each is counted by, as in `plan_case`.

    Notes
    -----
    Each is planned anew and compared with the plan; nothing is extrapolated. The half day is one
    more team with half a day on the middle one of the days that are used.
    """
    request = case.request
    teams = teams_of(case)
    like = teams[0]
    number = max(team.number for team in teams) + 1
    car = replace(like, number=number, lives_in=frozenset())
    days = sorted({tour.on for tour in plan.tours})
    middle = days[len(days) // 2] if days else request.since
    others = frozenset(day for day in days if day != middle)
    half = replace(
        car,
        day_minutes=request.day_minutes // 2,
        weekdays=frozenset({middle.weekday()}),
        blocked=others,
    )
    longer = min(request.day_minutes + 60, 720)
    asked = (
        (MarginalKind.HALF_DAY, replace(request.inputs, staff=(*teams, half)), request.day_minutes),
        (MarginalKind.CAR, replace(request.inputs, staff=(*teams, car)), request.day_minutes),
        (MarginalKind.HOUR, request.inputs, longer),
    )
    found = []
    for kind, inputs, minutes in asked:
        more = replace(case, request=replace(request, inputs=inputs, day_minutes=minutes))
        best = plan_case(more, start=plan, cancel=cancel, clock=clock)
        women = max(0.0, best.objective - plan.objective)
        found.append(Marginal(kind, women, _say(kind, women)))
    return tuple(found)


def _say(kind: MarginalKind, women: float) -> Message:
    values = {"women": women}
    return {
        MarginalKind.HALF_DAY: Message("One half day more would bring {women} women.", values),
        MarginalKind.CAR: Message("One more team with a car would bring {women} women.", values),
        MarginalKind.HOUR: Message("One hour more on each day would bring {women} women.", values),
    }[kind]


def _drawn(row: SettlementNeed, deviate: float) -> SettlementNeed:
    spread = np.log(max(row.high, SMALLEST) / max(row.low, SMALLEST)) / (2 * Z90)
    return replace(row, need=float(row.need * np.exp(spread * deviate - spread**2 / 2)))


def _stretched(travel: TravelTimes, factor: float) -> TravelTimes:
    return replace(travel, minutes=travel.minutes * factor)
