"""What a change costs: promises kept and value lost, planned from scratch, with a charge, exactly.

Usage: python benchmarks/planning_changes.py

A month of two teams is promised; then a date is lost, a team is off for a day, all needs turn out
up to 20 % smaller or larger, or three needs double. Three ways to plan anew: without regard to
promises; with a charge of 0.15 % of the value for each promise broken; fewest changes within 0.1 %
of the best value (`priemna.planning.replan`). Value lost is told against the best plan found by
any of the three, and against the proven bound. Seconds are those of the processor.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

import numpy as np
from planning import district

from priemna.planning.case import PlanningCase
from priemna.planning.inputs import Commitment, CommitmentKind, PlanInputs, Team
from priemna.planning.plan import plan_case
from priemna.planning.replan import difference, replan
from priemna.planning.tours import Plan

CHARGE = 0.0015
"""Price of a broken promise, as a share of the value."""

SEED = 2026


def changes(case: PlanningCase, old: Plan) -> Iterator[tuple[str, PlanningCase]]:
    """What may happen after a plan was promised."""
    busy = max(old.tours, key=lambda tour: sum(t.on == tour.on for t in old.tours))
    on, both = busy.on, (1, 2)
    for name, off in (("one date lost", both), ("one team off a day", (busy.team,))):
        staff = tuple(
            Team(number, blocked=frozenset({on} if number in off else ())) for number in both
        )
        yield name, replace(case, request=replace(case.request, inputs=PlanInputs(staff)))
    chance = np.random.default_rng(SEED)
    factors = chance.uniform(0.8, 1.2, len(case.needs))
    yield "all needs up to 20 % off", with_needs(case, factors)
    waiting = np.array([row.need for row in case.needs])
    three = np.ones(len(waiting))
    three[chance.choice(np.argsort(-waiting)[:30], 3, replace=False)] = 2.0
    yield "three needs double", with_needs(case, three)


def with_needs(case: PlanningCase, factors: np.ndarray) -> PlanningCase:
    """The question with needs that are larger or smaller."""
    needs = [replace(r, need=r.need * float(f)) for r, f in zip(case.needs, factors, strict=True)]
    return replace(case, needs=tuple(needs))


def charged(case: PlanningCase, old: Plan) -> Plan:
    """The best plan where each promise broken has a fixed price."""
    inputs = case.request.inputs
    rules = replace(inputs.rules, promise_penalty=CHARGE * old.objective)
    promised = tuple(
        Commitment(stop.ekatte, CommitmentKind.COMMITTED, tour.on) for tour, stop in old.visits
    )
    inputs = replace(inputs, rules=rules, commitments=promised)
    return plan_case(replace(case, request=replace(case.request, inputs=inputs)))


def main() -> None:
    """Print a line per change and way."""
    case = district(teams=2)
    old = plan_case(case)
    today = case.request.since - timedelta(days=30)
    print(f"promised: {len(old.visits)} visits, worth {old.objective:.2f}")
    for name, now in changes(case, old):
        ways: dict[str, Callable[[], Plan]] = {
            "from scratch": lambda now=now: plan_case(now),
            "charge": lambda now=now: charged(now, old),
            "fewest changes": lambda now=now: replan(now, old, today=today).plan,
        }
        plans, took = {}, {}
        for way, make in ways.items():
            began = time.process_time()
            plans[way] = make()
            took[way] = time.process_time() - began
        best = max(plan.objective for plan in plans.values())
        bound = plans["from scratch"].bound
        print(f"\n{name}")
        for way, plan in plans.items():
            kept = sum(c.kind == "kept" for c in difference(old, plan, today))
            proven = (bound - plan.objective) / bound
            print(
                f"  {way:16} kept {kept:3} of {len(old.visits)} ({kept / len(old.visits):4.0%})  "
                f"lost {(best - plan.objective) / best:6.3%} (proven: at most {proven:6.3%})  "
                f"{took[way]:5.1f} s",
                flush=True,
            )


if __name__ == "__main__":
    main()
