"""Why a settlement has the need it has, in sentences a coordinator can repeat."""

import math
from datetime import date

from geo.messages import Message
from geo.places import CENTRE_EKATTE
from geo.travel import TravelTimes
from priemna.need.rows import SettlementNeed

# Contacts below or above what distance explains are named only beyond this factor, and only as
# "more" or "fewer": the count itself may be one woman in a village of 200.
NOTICEABLE = 1.25
ENOUGH_EXPECTED = 1.0


def explain_need(row: SettlementNeed, travel: TravelTimes, on: date) -> tuple[Message, ...]:
    """Say what stands behind one estimate.

    Parameters
    ----------
    row
        The estimate.
    travel
        Travel times, for the way to the centre.
    on
        Day of the estimate.

    Returns
    -------
    tuple of Message
        Women and distance; visits so far; what the need is made of; what contacts say. Never a
        count of contacts.
    """
    settlement = row.settlement
    women = round(settlement.women_14_plus)
    if settlement.ekatte == CENTRE_EKATTE:
        return (
            Message(
                "About {women} women aged 14+ live here; the fixed centre serves the town, so "
                "mobile offices go elsewhere.",
                {"women": women},
            ),
        )
    index = travel.ekattes.index
    minutes = round(travel.minutes[index(settlement.ekatte), index(CENTRE_EKATTE)])
    reasons = [
        Message(
            "About {n} woman aged 14+ lives here, {minutes} min by car from the centre.",
            {"minutes": minutes},
            plural="About {n} women aged 14+ live here, {minutes} min by car from the centre.",
            n=women,
        )
    ]
    if row.last_visit_on is None:
        reasons.append(
            Message(
                "No mobile office has been held here yet, so silence says nothing about the need."
            )
        )
    else:
        days = (on - row.last_visit_on).days
        reasons.append(
            Message(
                "The last mobile office here was on {date}, {n} day ago.",
                {"date": row.last_visit_on},
                plural="The last mobile office here was on {date}, {n} days ago.",
                n=days,
            )
        )
    reasons.append(
        Message(
            "Against the usual settlement of the district: {women_factor} times the women, "
            "{vulnerability_factor} times the need expected from poverty, schooling and knowledge "
            "of rights, {waiting_factor} times the years that need has waited.",
            {
                "women_factor": round(math.exp(row.parts.women), 1),
                "vulnerability_factor": round(math.exp(row.parts.vulnerability), 1),
                "waiting_factor": round(math.exp(row.parts.under_served), 1),
            },
        )
    )
    reasons.append(_what_contacts_say(row))
    return tuple(reasons)


def _what_contacts_say(row: SettlementNeed) -> Message:
    if row.expected < ENOUGH_EXPECTED:
        return Message("Too few could have come so far for contacts to say much.")
    ratio = row.rate / row.prior_rate
    if ratio > NOTICEABLE:
        return Message("More women came from this area than distance and visits explain.")
    if ratio < 1 / NOTICEABLE:
        return Message(
            "Fewer women came from this area than distance and visits explain: go and listen."
        )
    return Message("About as many women came from this area as distance and visits explain.")
