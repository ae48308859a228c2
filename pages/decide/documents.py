"""Which strategies can be changed, and when? For the coordinator: register and radar of windows."""

import streamlit as st

from data.codebook import label
from data.strategy.register import documents
from pages.ui import cached, frame, records
from pages.ui.downloads import download_table
from pages.ui.guard import guard
from pages.ui.language import _, language
from pages.ui.strategy.acting import say_done
from pages.ui.strategy.chain import documents_of, windows_in
from pages.ui.strategy.loading import carried
from pages.ui.strategy.radar import lines_of, radar_html
from pages.ui.strategy.register_forms import as_frame, draw_forms, draw_register
from pages.ui.strategy.register_words import titles_of
from pages.ui.tables import table_html
from pages.ui.texts import Number, write
from priemna.strategy.windows import Fit, Window, fits

DAYS = (30, 90, 180, 365)


def draw() -> None:
    """Draw the page."""
    page = guard(__file__)
    frame.title(page, _("Which strategies can be changed, and when?"))
    today = records.today()
    say_done()
    store = cached.store()
    register = documents(store)
    titles = titles_of(register, language())
    windows = windows_in(store)
    st.subheader(_("Radar"), anchor=False)
    lines = lines_of(windows, titles, {w: in_words(w) for w in windows}, today)
    st.html(radar_html(lines, today, language(), name=_("Windows of strategy documents")))
    st.caption(
        _(
            "The line is today. Filled: announced. Dashed: assumed, because a document is taken to "
            "be prepared anew in its last year. A thick stroke: its term ends. Documents without "
            "dates are not on the radar; the register says what is missing."
        )
    )
    within = st.segmented_control(
        _("Windows that close within"),
        DAYS,
        format_func=lambda n: _("{n} day", plural="{n} days", n=n),
        default=180,
        required=True,
        key="radar_days",
        persist_state="session",
    )
    draw_fits(
        fits(
            [vars(one.recommendation) for one in carried(today)],
            documents_of(store),
            windows,
            today,
            within_days=within,
        ),
        titles,
    )
    st.subheader(_("Register of documents"), anchor=False)
    draw_register(register)
    draw_forms(register)
    download_table(as_frame(register), "register")


def in_words(window: Window) -> str:
    """One window in words."""
    kind = label("window_kind", window.kind, language())
    days = window.days_left(records.today())
    if window.assumed:
        return _(
            "{kind}, until {day} (assumed; {n} day left)",
            plural="{kind}, until {day} (assumed; {n} days left)",
            n=days,
            kind=kind,
            day=window.closes_on,
        )
    return _(
        "{kind}, until {day} ({n} day left)",
        plural="{kind}, until {day} ({n} days left)",
        n=days,
        kind=kind,
        day=window.closes_on,
    )


def draw_fits(found: tuple[Fit, ...], titles: dict[str, str]) -> None:
    """Recommendations that were not handed over and could go through a window now."""
    if not found:
        frame.say_empty(_("No open recommendation fits a window that closes in this time."))
        return
    st.html(
        table_html(
            [_("Recommendation"), _("Document"), _("Window"), _("Days left")],
            [
                (
                    one.recommendation_id,
                    titles[one.window.strategy_document_id],
                    in_words(one.window),
                    write(language(), Number(one.window.days_left(records.today()))),
                )
                for one in found
            ],
            name=_("Recommendations that fit a window"),
        )
    )


draw()
