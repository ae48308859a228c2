"""Who is here: the one place where a page or the frame learns the role of the visitor."""

from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.ui.installation import named_role
from priemna.roles import Role

_HERE = "visitor_let_in"
_VIEWED = "role_viewed_as"


@dataclass(frozen=True)
class Visitor:
    """Somebody who was let in.

    Parameters
    ----------
    role
        What they are.
    name
        For the audit log; empty where nobody signed in.
    may_view
        Roles whose screens they may look at, their own not among them.
    leaves_by
        Address that signs them out; empty where there is nothing to leave.
    """

    role: Role
    name: str = ""
    may_view: tuple[Role, ...] = ()
    leaves_by: str = ""


def role() -> Role:
    """Role whose screen is drawn: the visitor's own, or the one they look at.

    Outside a page, in a command, it is the role of the installation. On a page that was run without
    the door it is the one that sees least.
    """
    if get_script_run_ctx() is None:
        return named_role()
    here = visitor()
    return (viewed() or here.role) if here else Role.PARTNER


def visitor() -> Visitor | None:
    """Who was let in; None where nobody was."""
    return st.session_state.get(_HERE)


def let_in(who: Visitor) -> None:
    """Keep who is here for this run of the page; for `pages.ui.entrance` alone."""
    st.session_state[_HERE] = who
    if viewed() not in who.may_view:
        view_as(None)


def viewed() -> Role | None:
    """Role the visitor looks at; None where it is their own."""
    return st.session_state.get(_VIEWED)


def view_as(role: Role | None) -> None:
    """Look at the screens of another role, None for one's own again."""
    st.session_state[_VIEWED] = role
