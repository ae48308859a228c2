"""Recommendations as people look at them: with evidence, document, movement, delay and course."""

from dataclasses import dataclass
from datetime import date

from data.store import Store
from data.strategy.frozen import Evidence, evidence_of
from data.strategy.recommendations import Recommendation, Step, histories, recommendations
from data.strategy.register import StrategyDocument, documents
from geo.messages import Message
from pages.ui.strategy.chain import moved
from pages.ui.strategy.rules import Batch
from priemna.strategy.later import course_since
from priemna.strategy.monitoring import CourseSince
from priemna.strategy.workflow import ADOPTED, Status, days_overdue


@dataclass(frozen=True)
class Carried:
    """One recommendation with all that belongs to it.

    Attributes
    ----------
    evidence
        Frozen figures, oldest first; the last one is that of this version.
    document
        Where it is to go; None where that is not decided.
    movement
        How the data moved since; None where they did not, or no release is there.
    days_overdue
        0 where it is not.
    course
        What may be said of the time after adoption; None where it was not adopted or rests on no
        figure.
    """

    recommendation: Recommendation
    evidence: tuple[Evidence, ...]
    document: StrategyDocument | None
    movement: Message | None
    days_overdue: int
    course: CourseSince | None
    steps: tuple[Step, ...]

    @property
    def latest_evidence(self) -> Evidence | None:
        """The figure of this version, or None for the judgement of an expert."""
        return self.evidence[-1] if self.evidence else None


def load_carried(store: Store, batch: Batch | None, today: date) -> tuple[Carried, ...]:
    """Load all recommendations, in the order of their numbers.

    Parameters
    ----------
    batch
        Rules judged on the latest release; None where there is no release.
    today
        For what is overdue.
    """
    register = {one.strategy_document_id: one for one in documents(store)}
    frozen, steps = evidence_of(store), histories(store)
    return tuple(
        _carried(one, frozen, register, steps.get(one.recommendation_id, ()), batch, today)
        for one in recommendations(store)
    )


def _carried(
    one: Recommendation,
    frozen: tuple[Evidence, ...],
    register: dict[str, StrategyDocument],
    steps: tuple[Step, ...],
    batch: Batch | None,
    today: date,
) -> Carried:
    own = tuple(e for e in frozen if e.recommendation_id == one.recommendation_id)
    follow = batch is not None and own and Status(one.status) in ADOPTED
    return Carried(
        recommendation=one,
        evidence=own,
        document=register.get(one.strategy_document_id or ""),
        movement=moved(own[-1], batch) if batch is not None and own else None,
        days_overdue=days_overdue(one.status, one.deadline_on, today),
        course=course_since(
            own[-1].content, batch.release, target=one.target, better=one.better or "higher"
        )
        if follow and batch is not None
        else None,
        steps=steps,
    )
