"""Did the event matter? What the records tell, and where they cannot tell."""

import pandas as pd
import streamlit as st

from data.codebook import label
from geo.places import municipality
from pages.ui import cached
from pages.ui.district import place_name
from pages.ui.downloads import download_table
from pages.ui.facts.trends import EventEffect, load_event_effects
from pages.ui.language import _, language, say_reason
from pages.ui.large_tables import show_frame
from pages.ui.texts import N_
from priemna.evidence.before_after import DAYS, Answer

ANSWERS = {
    Answer.MORE: N_("more came"),
    Answer.FEWER: N_("fewer came"),
    Answer.CANNOT_TELL: N_("cannot tell"),
}


def draw_events() -> None:
    """Whether contacts moved after events for the public."""
    effects = cached.fact(load_event_effects)
    if not effects:
        return
    st.subheader(_("Did the event matter?"), anchor=False)
    told = [one for one in effects if one.effect.answer is not Answer.CANNOT_TELL]
    st.write(
        _(
            "For {untold} of {n} event it cannot be told whether more women came in the {days} "
            "days after it than before.",
            plural="For {untold} of {n} events it cannot be told whether more women came in the "
            "{days} days after them than before.",
            n=len(effects),
            untold=len(effects) - len(told),
            days=DAYS,
        )
    )
    if told:
        show_frame(
            pd.DataFrame(effect_row(one) for one in told),
            name=_("Events of which it can be told"),
            key="event_effects",
        )
    with st.expander(_("Events of which it cannot be told, and why")):
        rest = pd.DataFrame(
            effect_row(one) for one in effects if one.effect.answer is Answer.CANNOT_TELL
        )
        show_frame(
            rest,
            name=_("Events of which it cannot be told, and why"),
            key="event_effects_untold",
        )
    st.caption(
        _(
            "Contacts of the municipality before and after, against municipalities without an "
            "event of the same kind, visits taken into account. It shows whether contacts moved, "
            "not why."
        )
    )
    download_table(pd.DataFrame(effect_row(one) for one in effects), "event_effects")


def effect_row(one: EventEffect) -> dict[str, object]:
    """One event in the table."""
    return {
        _("Date"): _("{date}", date=one.on),
        _("Event"): label("event_type", one.event_type, language()),
        _("Municipality"): place_name(municipality(one.municipality_code)),
        _("Answer"): _(ANSWERS[one.effect.answer]),
        _("Reason"): say_reason(one.effect.reason) if one.effect.reason else "",
    }
