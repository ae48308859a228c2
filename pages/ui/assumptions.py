"""The assumptions behind the need: shown, changed for a try, and what that changes."""

from dataclasses import asdict

import streamlit as st

from geo.places import district
from pages.ui.district import place_name
from pages.ui.language import _
from pages.ui.tables import table_html
from pages.ui.texts import N_, Number, Share
from priemna.need.effect import Effect
from priemna.need.settings import NeedSettings

USUAL = NeedSettings()

CHOICES: dict[str, tuple[str, tuple[float, ...], type]] = {
    "level_per_1000": (
        N_("Women per 1,000 and year who would come if help were next door"),
        (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 15.0, 20.0),
        Number,
    ),
    "visit_reach": (
        N_("Of the women waiting in a place, so many come to a mobile office there"),
        (0.1, 0.2, 0.3, 0.35, 0.4, 0.5, 0.6, 0.7, 0.8),
        Share,
    ),
    "visit_decay_minutes": (
        N_("Minutes to a mobile office after which about a third still come"),
        (5.0, 8.0, 10.0, 12.0, 15.0, 20.0, 30.0, 45.0),
        Number,
    ),
    "centre_reach": (
        N_("Of the women waiting beside the fixed centre, so many come in a month"),
        (0.05, 0.1, 0.15, 0.2, 0.3, 0.4),
        Share,
    ),
    "centre_decay_minutes": (
        N_("Minutes to the fixed centre after which about a third still come"),
        (10.0, 15.0, 20.0, 30.0, 45.0, 60.0),
        Number,
    ),
    "monthly_loss": (
        N_("Of the women waiting, so many a month stop waiting (moved, helped, gave up)"),
        (0.01, 0.02, 0.03, 0.05, 0.1),
        Share,
    ),
}


def assumed() -> NeedSettings:
    """The assumptions of this visit to the page: the usual ones, or those submitted last."""
    chosen = {name: st.session_state.get(_key(name)) for name in CHOICES}
    return NeedSettings(**{name: value for name, value in chosen.items() if value is not None})


def draw_assumptions(fitted: NeedSettings, effect: Effect | None) -> None:
    """Draw the boxes in which the assumptions are changed, and what the change did.

    Parameters
    ----------
    fitted
        What the contacts made of the assumptions.
    effect
        Against the usual assumptions; None while these hold.
    """
    if effect:
        draw_effect(effect)
    with st.expander(
        _("Change the assumptions and see what changes"), key="assumptions", expanded=bool(effect)
    ):
        st.write(
            _(
                "The estimate starts from these values and lets the contacts correct them. Other "
                "values are tried on this page only, until you leave it: the plan and the "
                "command keep the usual ones."
            )
        )
        with st.form("assumptions_form", border=False):
            columns = st.columns(2, gap="medium")
            for place, (name, (label, options, written)) in enumerate(CHOICES.items()):
                st.session_state.setdefault(_key(name), getattr(USUAL, name))
                columns[place % 2].select_slider(
                    _(label),
                    options,
                    format_func=lambda value, written=written: _("{value}", value=written(value)),
                    key=_key(name),
                    help=_learnt(name, fitted, written),
                )
            with st.container(horizontal=True):
                st.form_submit_button(_("Show what changes"), type="primary")
                st.form_submit_button(_("Back to the usual values"), on_click=_reset)


def draw_effect(effect: Effect) -> None:
    """Draw who enters the first ten, who leaves, and how ranks and shares move."""
    with st.container(border=True):
        st.markdown(f"**{_('Other assumptions are being tried: not the usual estimate')}**")
        st.markdown(_sentence(effect))
        st.html(
            table_html(
                (
                    _("Settlement"),
                    _("Rank: usual → tried"),
                    _("Share of all expected women"),
                    _("Chance of the top ten"),
                ),
                [
                    (
                        place_name(move.settlement),
                        _("{before} → {after}", before=move.rank_before, after=move.rank_after),
                        _(
                            "{before} → {after}",
                            before=Share(move.share_before, 1),
                            after=Share(move.share_after, 1),
                        ),
                        _(
                            "{before} → {after}",
                            before=Share(move.p_top10_before),
                            after=Share(move.p_top10_after),
                        ),
                    )
                    for move in effect.moves
                ],
                name=_("What the tried assumptions change"),
            )
        )
        st.button(_("Back to the usual values"), on_click=_reset, key="assumptions_reset")


def _sentence(effect: Effect) -> str:
    women = _(
        "Expected outside {district}: {after} women instead of {before}.",
        district=district(),
        after=Number(effect.women_after),
        before=Number(effect.women_before),
    )
    if not effect.entered:
        return _("The same places are among the first ten.") + " " + women
    moved = _(
        "Into the first ten come {entered}; out of them fall {left}.",
        entered=[place_name(place) for place in effect.entered],
        left=[place_name(place) for place in effect.left],
    )
    return f"{moved} {women}"


def _learnt(name: str, fitted: NeedSettings, written: type) -> str | None:
    """What the contacts made of an assumption, where they say anything about it."""
    if name == "level_per_1000":
        return None
    return _(
        "Usual: {usual}. With the contacts recorded so far the estimate arrives at {fitted}.",
        usual=written(getattr(USUAL, name)),
        fitted=written(asdict(fitted)[name]),
    )


def _reset() -> None:
    for name in CHOICES:
        st.session_state[_key(name)] = getattr(USUAL, name)


def _key(name: str) -> str:
    return f"assumed_{name}"
