"""What the planner says, with teams called by their codes instead of their numbers."""

from dataclasses import replace

from geo.messages import Message
from pages.ui.language import say_reason
from pages.ui.planning.case import Known


def say_plan(reason: Message, known: Known) -> str:
    """Say a sentence about a plan in the reader's language."""
    team = (reason.values or {}).get("team")
    if isinstance(team, int):
        reason = replace(reason, values={**reason.values, "team": known.code(team)})
    return say_reason(reason)
