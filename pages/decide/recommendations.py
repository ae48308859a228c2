"""What is recommended, what does it rest on, how far has it come? For the coordinator."""

import streamlit as st

from pages.ui import frame, records
from pages.ui.downloads import download_table
from pages.ui.guard import guard
from pages.ui.language import _
from pages.ui.strategy.acting import draw_new, draw_next, draw_rules, say_done
from pages.ui.strategy.detail import draw_detail
from pages.ui.strategy.listing import as_frame, choose, draw_counts, draw_list, text_of
from pages.ui.strategy.loading import batch, carried


def draw() -> None:
    """Draw the page."""
    page = guard(__file__)
    frame.title(page, _("What do we recommend, what does it rest on, and how far has it come?"))
    today = records.today()
    say_done()
    judged = batch()
    if judged is None:
        frame.say_empty(
            _(
                "Nothing was released yet. Recommendations rest on released figures alone; publish "
                "a release first."
            )
        )
    else:
        draw_rules(judged, today)
    everything = carried(today)
    draw_new(today)
    if not everything:
        frame.say_empty(_("There is no recommendation yet."))
        return
    draw_counts(everything)
    chosen = choose(everything)
    if not chosen:
        frame.say_empty(_("No recommendation fits what was chosen."))
        return
    by_number = {one.recommendation.recommendation_id: one for one in chosen}
    st.subheader(_("One recommendation"), anchor=False)
    number = st.selectbox(
        _("Recommendation"),
        list(by_number),
        format_func=lambda number: _(
            "{number}. {text}", number=number, text=text_of(by_number[number])
        ),
        key="strategy_one",
        persist_state="session",
        label_visibility="collapsed",
    )
    left, right = st.columns([13, 7], gap="large")
    with left:
        draw_detail(by_number[number])
    with right:
        draw_next(by_number[number], judged)
    st.subheader(_("All"), anchor=False)
    draw_list(chosen)
    st.caption(
        _(
            "Each figure was frozen with its release, interval and hash when the draft was made. "
            "Drafts stay here; documents show what was proposed or further."
        )
    )
    download_table(as_frame(chosen), "recommendations")


draw()
