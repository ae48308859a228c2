"""The life of a recommendation: which step may follow which, by whom, and what it needs."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from geo.errors import PriemnaError
from geo.messages import Message


class StepRefused(PriemnaError, ValueError):
    """A step that may not be taken; it says what is missing or who may take it."""


class Status(StrEnum):
    """How far a recommendation has come; codes of the codebook list ``recommendation_status``."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    PARTLY = "partly"
    REJECTED = "rejected"
    IMPLEMENTED = "implemented"
    VERIFIED = "verified"


class Role(StrEnum):
    """Who takes a step: a role, never a name."""

    COORDINATOR = "coordinator"
    ADMINISTRATION = "administration"
    MUNICIPALITY = "municipality"


NEXT: Mapping[Status, tuple[Status, ...]] = {
    Status.DRAFT: (Status.PROPOSED,),
    Status.PROPOSED: (Status.SUBMITTED, Status.DRAFT),
    Status.SUBMITTED: (Status.ACCEPTED, Status.PARTLY, Status.REJECTED),
    Status.ACCEPTED: (Status.IMPLEMENTED,),
    Status.PARTLY: (Status.IMPLEMENTED,),
    Status.REJECTED: (),
    Status.IMPLEMENTED: (Status.VERIFIED,),
    Status.VERIFIED: (),
}
"""What may follow each status."""

WHO: Mapping[Status, tuple[Role, ...]] = {
    Status.DRAFT: (Role.COORDINATOR, Role.ADMINISTRATION),
    Status.PROPOSED: (Role.COORDINATOR,),
    Status.SUBMITTED: (Role.COORDINATOR, Role.ADMINISTRATION),
    Status.ACCEPTED: (Role.ADMINISTRATION, Role.MUNICIPALITY),
    Status.PARTLY: (Role.ADMINISTRATION, Role.MUNICIPALITY),
    Status.REJECTED: (Role.ADMINISTRATION, Role.MUNICIPALITY),
    Status.IMPLEMENTED: (Role.ADMINISTRATION, Role.MUNICIPALITY),
    Status.VERIFIED: (Role.COORDINATOR, Role.ADMINISTRATION),
}
"""Who may bring a recommendation to each status."""

EDITABLE = (Status.DRAFT, Status.PROPOSED)
OPEN = (Status.DRAFT, Status.PROPOSED, Status.SUBMITTED, Status.ACCEPTED, Status.PARTLY)
ADOPTED = (Status.ACCEPTED, Status.PARTLY, Status.IMPLEMENTED, Status.VERIFIED)

NEEDED_TO_SUBMIT: Mapping[str, Message] = {
    "strategy_document_id": Message("the document it goes into"),
    "lead_institution": Message("the lead institution"),
    "deadline_on": Message("the deadline"),
    "budget_source": Message("the budget"),
    "indicator": Message("the indicator"),
    "target": Message("the target"),
    "result_bg": Message("the expected result in Bulgarian"),
    "result_en": Message("the expected result in English"),
}
"""Columns of the municipal form, without which nothing is handed over."""

STATUS_WORDS: Mapping[Status, Message] = {
    Status.DRAFT: Message("draft"),
    Status.PROPOSED: Message("proposed"),
    Status.SUBMITTED: Message("submitted"),
    Status.ACCEPTED: Message("accepted"),
    Status.PARTLY: Message("accepted in part"),
    Status.REJECTED: Message("rejected"),
    Status.IMPLEMENTED: Message("implemented"),
    Status.VERIFIED: Message("verified"),
}
ROLE_WORDS: Mapping[Role, Message] = {
    Role.COORDINATOR: Message("the coordinator"),
    Role.ADMINISTRATION: Message("the regional administration"),
    Role.MUNICIPALITY: Message("the municipality"),
}


def expect_step(
    recommendation: Mapping[str, object],
    to: Status,
    role: Role,
    *,
    released: bool,
    reason: str | None = None,
    reached: float | None = None,
    verification: str | None = None,
) -> None:
    """Refuse a step that may not be taken.

    Parameters
    ----------
    recommendation
        Its fields by name, ``status`` among them.
    to, role
        The step, and who takes it.
    released
        Whether all its evidence comes from releases (a draft of an expert has none, and may go).
    reason
        Code of the list ``rejection_reason``; needed to reject, and for nothing else.
    reached
        Value found at the end, in the unit of the indicator; needed to verify.
    verification
        Where it can be checked; needed to verify where the recommendation does not say it.

    Raises
    ------
    StepRefused
        It says what is missing, what may follow, or who may take the step.
    """
    now = Status(str(recommendation["status"]))
    if to not in NEXT[now]:
        if not NEXT[now]:
            raise StepRefused(
                "A recommendation that is “{now}” goes no further.", now=STATUS_WORDS[now]
            )
        raise StepRefused(
            "A recommendation that is “{now}” cannot become “{to}”. It may become: {allowed}.",
            now=STATUS_WORDS[now],
            to=STATUS_WORDS[to],
            allowed=[STATUS_WORDS[status] for status in NEXT[now]],
        )
    if role not in WHO[to]:
        raise StepRefused(
            "The step to “{to}” is taken by {roles}, not by {role}.",
            to=STATUS_WORDS[to],
            roles=[ROLE_WORDS[one] for one in WHO[to]],
            role=ROLE_WORDS[role],
        )
    if to is Status.SUBMITTED:
        missing = [
            words
            for name, words in NEEDED_TO_SUBMIT.items()
            if recommendation.get(name) in (None, "")
        ]
        if missing:
            raise StepRefused("Before it is submitted it needs: {missing}.", missing=missing)
        if not released:
            raise StepRefused(
                "Its evidence does not come from a release. Publish a release and run the rules "
                "again: outside readers see released figures alone."
            )
    if (to is Status.REJECTED) != bool(reason):
        raise StepRefused("A rejection needs its reason, and only a rejection has one.")
    checked = verification or recommendation.get("verification")
    if to is Status.VERIFIED and (reached is None or not checked):
        raise StepRefused(
            "To verify it, say the value that was reached and where it can be checked."
        )


def expect_editable(recommendation: Mapping[str, object]) -> None:
    """Refuse a change of what was handed over.

    Raises
    ------
    StepRefused
        From the moment it was submitted; a new version may be begun.
    """
    if Status(str(recommendation["status"])) not in EDITABLE:
        raise StepRefused("What was handed over stays as it is. Begin a new version to change it.")


def expect_new_version(recommendation: Mapping[str, object]) -> None:
    """Refuse a new version of what was never handed over.

    Raises
    ------
    StepRefused
        While it may still be edited.
    """
    if Status(str(recommendation["status"])) in EDITABLE:
        raise StepRefused("It was not handed over yet: change it as it is.")


def days_overdue(status: str, deadline_on: date | None, today: date) -> int:
    """Days since the deadline of a recommendation that is neither implemented nor rejected; or 0.

    The one meaning of „overdue“ on every page, in every list and document.
    """
    if deadline_on is None or Status(status) not in OPEN:
        return 0
    return max((today - deadline_on).days, 0)
