"""What steps and overdue visits are called: sentences without a language yet."""

from datetime import date

from geo.messages import Message
from priemna.visits.life import Overdue, Step, Visit, days_overdue, overdue

STEPS = {
    Step.CONFIRM: Message("Confirm"),
    Step.HOLD: Message("It was held"),
    Step.REPORT: Message("The report is written"),
    Step.POSTPONE: Message("Put off"),
    Step.CANCEL: Message("Cancel"),
    Step.REOPEN: Message("Plan again"),
}


def overdue_words(visit: Visit, today: date) -> Message | None:
    """What is owed to a visit and for how long; None where nothing is."""
    days = days_overdue(visit, today)
    match overdue(visit, today):
        case Overdue.OUTCOME:
            return Message(
                "Its day was {n} day ago: was it held?",
                plural="Its day was {n} days ago: was it held?",
                n=days,
            )
        case Overdue.REPORT:
            return Message(
                "The report is {n} day late.", plural="The report is {n} days late.", n=days
            )
    return None
