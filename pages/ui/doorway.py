"""What stands at the door: a calm page for whoever is not let in, and the menu of whoever is."""

from html import escape

import streamlit as st

from geo.errors import PriemnaError
from pages.ui import frame
from pages.ui.entrance import NotSignedIn, Way, enter, look_through, way_in
from pages.ui.language import _, language
from pages.ui.texts import N_, say_error
from pages.ui.who import Visitor, view_as, viewed, visitor
from priemna.roles import Role

ROLE_NAMES = {
    Role.COORDINATOR: N_("Coordinator"),
    Role.ADMINISTRATOR: N_("Administrator"),
    Role.REGIONAL_ADMINISTRATION: N_("Regional administration"),
    Role.PARTNER: N_("Partner"),
}


def enter_or_say_why_not() -> None:
    """Let the visitor in, or draw why not and how, and end the run."""
    try:
        enter()
    except PriemnaError as why:
        _draw_closed(why)


def draw_visitor() -> None:
    """Draw who is here, whose screens they may look at, and the way out."""
    here = visitor()
    if here is None or not (here.may_view or here.name):
        return
    with st.popover(_("View as …"), icon=":material/visibility:", type="tertiary"):
        if here.name:
            st.markdown(_("{name}, {role}", name=f"**{here.name}**", role=_(ROLE_NAMES[here.role])))
        for one in here.may_view:
            st.button(
                _(ROLE_NAMES[one]),
                key=f"view_as_{one}",
                type="tertiary",
                on_click=look_through,
                args=(one,),
                disabled=viewed() is one,
            )
        _draw_way_out(here)


def draw_viewed() -> None:
    """Say over every page whose screen it is, where it is not one's own."""
    seen = viewed()
    if seen is None:
        return
    with st.container(
        key="frame_viewed", horizontal=True, vertical_alignment="center", gap="medium"
    ):
        words = _("You see the screens of: {role}", role=_(ROLE_NAMES[seen]))
        st.html(f'<div class="demo" role="note">{escape(words)}</div>')
        st.button(_("Back to my own"), key="view_as_myself", on_click=view_as, args=(None,))


def _draw_way_out(here: Visitor) -> None:
    if here.leaves_by == "provider":
        st.button(_("Sign out"), key="sign_out", on_click=st.logout)
    elif here.leaves_by:
        words = escape(_("Sign out"))
        st.html(f'<a href="{here.leaves_by}?lang={language()}" target="_self">{words}</a>')


def _draw_closed(why: PriemnaError) -> None:
    """The page of somebody who is not let in: why, and the way in."""
    frame.run_closed(lambda: _say_why_and_how(why))
    st.stop()


def _say_why_and_how(why: PriemnaError) -> None:
    if not isinstance(why, NotSignedIn):
        st.error(say_error(language(), why))
        return
    st.title(_("Sign in"), anchor=False)
    st.info(say_error(language(), why))
    if way_in() is Way.ACCOUNTS:
        words = escape(_("Sign in again"))
        st.html(f'<a href="sign-in?lang={language()}" target="_self">{words}</a>')
    elif st.user.is_logged_in:
        st.button(_("Sign in again"), type="primary", on_click=st.logout)
    else:
        st.button(_("Sign in"), type="primary", on_click=st.login)
