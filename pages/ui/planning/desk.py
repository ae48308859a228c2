"""The plan in hand: what is locked and forbidden, what was moved, and the way back."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import streamlit as st

from pages.ui.planning import answers
from pages.ui.planning.asking import Asked
from priemna.planning.by_hand import HandTour
from priemna.planning.inputs import Commitment, CommitmentKind
from priemna.planning.plan import Plan
from priemna.planning.replan import Change, Replanned

Marks = tuple[Commitment, ...]


@dataclass(frozen=True)
class Desk:
    """A plan in hand.

    Parameters
    ----------
    asked
        The question it answers.
    plan
        As it stands now.
    marks
        Locked and forbidden visits.
    planned_with
        Marks that the plan was computed with; others wait for the next plan.
    before
        The plan before the last step, to compare with; None where there was no step.
    changes
        What the last new plan changed; empty after a step by hand.
    lost_share
        Share of the value that the last new plan gave up for fewer changes.
    earlier
        Desks before each step, the last one at the end.
    """

    asked: Asked
    plan: Plan
    marks: Marks = ()
    planned_with: Marks = ()
    before: Plan | None = None
    changes: tuple[Change, ...] = ()
    lost_share: float | None = None
    earlier: tuple["Desk", ...] = field(default=(), repr=False)

    @property
    def tours(self) -> tuple[HandTour, ...]:
        """Its tours."""
        return answers.tours_of(self.plan)

    @property
    def waits(self) -> bool:
        """Whether something was changed that no plan was computed with."""
        return self.marks != self.planned_with

    def day_of(self, ekatte: str) -> list[tuple[date, int]]:
        """Days and teams on which a settlement is visited."""
        return [
            (tour.on, tour.team)
            for tour in self.plan.tours
            for stop in tour.stops
            if stop.ekatte == ekatte
        ]

    def mark_of(self, ekatte: str, on: date | None = None) -> Commitment | None:
        """What was locked or forbidden of a settlement, on a day where one is given."""
        return next(
            (m for m in self.marks if m.ekatte == ekatte and (on is None or m.on in (None, on))),
            None,
        )


def lock(desk: Desk, ekatte: str, on: date, team: int) -> Desk:
    """Hold a stop to its day and team."""
    mark = Commitment(ekatte, CommitmentKind.LOCKED, on, team)
    return _step(desk, desk.plan, (*_without(desk.marks, ekatte, on), mark))


def forbid(desk: Desk, ekatte: str) -> Desk:
    """Take a settlement out of the plan and rule it out for the period."""
    marks = (*_without(desk.marks, ekatte), Commitment(ekatte, CommitmentKind.FORBIDDEN))
    return _by_hand(desk, marks, remove(desk.tours, ekatte))


def release(desk: Desk, ekatte: str) -> Desk:
    """Take back what was locked or forbidden of a settlement."""
    return _step(desk, desk.plan, _without(desk.marks, ekatte))


def move(desk: Desk, ekatte: str, start: date | None, on: date, team: int) -> Desk:
    """Hold a visit on another day; without a day before, a settlement that was not visited."""
    marks = (
        *_without(desk.marks, ekatte, start),
        Commitment(ekatte, CommitmentKind.LOCKED, on, team),
    )
    left = remove(desk.tours, ekatte, start) if start else desk.tours
    return _by_hand(desk, marks, put(left, ekatte, on, team))


def replanned(desk: Desk, found: Replanned) -> Desk:
    """Take a new plan that changes as little as possible."""
    return replace(
        _step(desk, found.plan, desk.marks),
        planned_with=desk.marks,
        changes=tuple(found.changes),
        lost_share=found.lost_share,
    )


def fresh(desk: Desk, plan: Plan) -> Desk:
    """Take a plan made without regard to the one in hand."""
    return replace(_step(desk, plan, desk.marks), planned_with=desk.marks)


def back(desk: Desk) -> Desk:
    """The desk before the last step."""
    return desk.earlier[-1] if desk.earlier else desk


def remove(tours: Sequence[HandTour], ekatte: str, on: date | None = None) -> tuple[HandTour, ...]:
    """Tours without a settlement, on a day or at all; a tour without stops is gone."""
    left = [
        HandTour(
            tour.on,
            tour.team,
            tuple(e for e in tour.ekattes if e != ekatte or (on is not None and tour.on != on)),
        )
        for tour in tours
    ]
    return tuple(tour for tour in left if tour.ekattes)


def put(tours: Sequence[HandTour], ekatte: str, on: date, team: int) -> tuple[HandTour, ...]:
    """Tours with a settlement more on a day of a team, at the end of its tour."""
    there = next((tour for tour in tours if (tour.on, tour.team) == (on, team)), None)
    others = [tour for tour in tours if tour is not there]
    stops = (*(there.ekattes if there else ()), ekatte)
    return tuple(
        sorted([*others, HandTour(on, team, stops)], key=lambda tour: (tour.on, tour.team))
    )


def take_up(asked: Asked, key: str) -> Desk | None:
    """The desk in hand for this question; None where another question was asked since."""
    desk = st.session_state.get(_name(key))
    return desk if isinstance(desk, Desk) and desk.asked == asked else None


def put_down(desk: Desk, key: str) -> None:
    """Keep the desk until the next click."""
    st.session_state[_name(key)] = desk


def _name(key: str) -> str:
    return f"{key}_desk"


def _step(desk: Desk, plan: Plan, marks: Marks) -> Desk:
    return replace(
        desk,
        plan=plan,
        marks=marks,
        before=desk.plan,
        changes=(),
        lost_share=None,
        earlier=(*desk.earlier, desk),
    )


def _by_hand(desk: Desk, marks: Marks, tours: Sequence[HandTour]) -> Desk:
    return _step(desk, answers.by_hand(desk.asked, marks, tours), marks)


def _without(marks: Marks, ekatte: str, on: date | None = None) -> Marks:
    return tuple(
        m for m in marks if m.ekatte != ekatte or (on is not None and m.on not in (None, on))
    )
