"""What one mobile office would bring: the best places for the next ones, and one place in words."""

from collections.abc import Mapping, Sequence

import streamlit as st

from geo.places import district, settlement
from pages.ui.district import place_name
from pages.ui.language import _
from pages.ui.tables import table_html
from pages.ui.texts import Number, Share
from priemna.need.rows import SettlementNeed
from priemna.need.value import VisitWorth
from priemna.planning.choose import Candidate


def draw_proposals(
    proposals: Sequence[Candidate],
    worths: Mapping[str, VisitWorth],
    needs: Sequence[SettlementNeed],
) -> None:
    """Draw the proposals in their order, each with what it adds, whom it reaches and why.

    Parameters
    ----------
    proposals
        From `priemna.planning.choose.candidates`.
    worths
        Of each settlement, by EKATTE.
    needs
        Estimates, for the day of the last mobile office.
    """
    last_visits = {row.settlement.ekatte: row.last_visit_on for row in needs}
    st.html(
        table_html(
            (
                _("Settlement"),
                _("Adds women"),
                _("On its own"),
                _("They come mostly from"),
                _("Last mobile office"),
                _("Chosen for"),
            ),
            [
                (
                    place_name(settlement(one.ekatte)),
                    _("{value}", value=Number(one.gain, 1)),
                    _("{value}", value=Number(worths[one.ekatte].women, 1)),
                    _("{places}", places=_homes(worths[one.ekatte])),
                    _("{date}", date=last_visits[one.ekatte])
                    if last_visits[one.ekatte]
                    else _("never"),
                    _("what would be learnt") if one.to_learn else _("the women it reaches"),
                )
                for one in proposals
            ],
            name=_("What one mobile office would bring"),
        )
    )
    st.caption(
        _(
            "“Adds” counts only women whom the places above leave; “on its own” is the same visit "
            "without the others. Every fifth place is the one unvisited for twelve months of which "
            "least is known for so large a need. Days, roads and halls are not in it: those are in "
            "“Plan”."
        )
    )


def worth_in_words(worth: VisitWorth, places: int) -> str:
    """What a visit at one place would reach and teach, in sentences."""
    reached = _(
        "One mobile office here would reach about {women} women, {share} of all expected outside "
        "{district}, {at_home} of them from the place itself: rank {rank} of {places}.",
        district=district(),
        women=Number(worth.women, 1),
        share=Share(worth.share, 1),
        at_home=Number(worth.at_home, 1),
        rank=worth.rank,
        places=places,
    )
    if worth.lesson_rank is None:
        return reached
    return f"{reached} " + _(
        "For what a visit would teach it is number {rank} of the places unvisited for a year.",
        rank=worth.lesson_rank,
    )


def _homes(worth: VisitWorth) -> list[str]:
    return [place_name(settlement(ekatte)) for ekatte in worth.homes]
