"""The entrance: how visitors come in here, and who this one is."""

import logging
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from threading import Thread

import streamlit as st
from streamlit.auth_util import get_secrets_auth_section

from data.accounts import accounts
from data.audit import record
from data.locations import store_path
from data.store import Store, utc_now
from geo.errors import PriemnaError
from pages.ui.installation import RoleUnknown, named_role, role_called
from pages.ui.sessions import COOKIE, IDLE, LONGEST, SESSIONS
from pages.ui.texts import DEFAULT_LANGUAGE, say_error
from pages.ui.who import Visitor, let_in, view_as
from priemna.roles import OUTSIDE, TEAM, Role

_SEEN = "provider_seen_at"
_PATIENCE_SECONDS = 0.5


class Way(StrEnum):
    """How visitors come in."""

    OPEN = "open"
    """Invented data, or an installation that has nothing but releases: nobody signs in."""
    ACCOUNTS = "accounts"
    PROVIDER = "provider"


class SignInMissing(PriemnaError, PermissionError):
    """A real store, and no way to tell who comes: nothing is shown."""


class NotSignedIn(PriemnaError, PermissionError):
    """Nobody is signed in, or not any longer."""


def way_in(path: Path | None = None) -> Way:
    """How visitors come in to the store at `path`, the one of the installation if None.

    Raises
    ------
    SignInMissing
        Where the store is real and neither a provider nor an account is there, or where the
        installation names a role of the team, which would be a way around signing in.
    """
    path = path or store_path()
    if named_role().is_outside or _is_harmless(path):
        return Way.OPEN
    if get_secrets_auth_section():
        return Way.PROVIDER
    if accounts():
        return Way.ACCOUNTS
    raise SignInMissing(
        "The store {store} holds real records, and nobody signs in here yet. Make an account: "
        "priemna account add NAME --role coordinator; or name an identity provider in "
        ".streamlit/secrets.toml. To look around, take the demo: priemna demo.",
        store=str(path),
    )


def expect_a_way_in() -> None:
    """End the server before it answers anybody, where a real store has no way to sign in.

    A store that cannot be opened does not end it: its pages say why, and show nothing else.
    """
    try:
        way_in()
    except (SignInMissing, RoleUnknown) as missing:
        raise SystemExit(say_error(DEFAULT_LANGUAGE, missing)) from missing
    except PriemnaError:
        return


def enter() -> Visitor:
    """Let this visitor in; called by the door in each run, before anything is drawn.

    Raises
    ------
    SignInMissing, NotSignedIn, RoleUnknown
        Where they cannot come in.
    """
    way = way_in()
    if way is Way.OPEN:
        who = _open_visitor()
    elif way is Way.ACCOUNTS:
        who = _account_visitor()
    else:
        who = _provider_visitor()
    let_in(who)
    return who


def note(who: str, action: str, subject: str, detail: str = "") -> None:
    """Put a line of signing in into the audit log; nobody waits longer than half a second for it.

    Where the store is busy, the line is written when it is free again.
    """

    def write() -> None:
        try:
            with Store.open(store_path()).transaction(changes_data=False) as cursor:
                record(cursor, who=who, action=action, subject=subject, detail=detail)
        except Exception:
            logging.getLogger(__name__).exception("%s is not in the audit log", action)

    writer = Thread(target=write)
    writer.start()
    writer.join(_PATIENCE_SECONDS)


def look_through(role: Role | None) -> None:
    """Show the screens of another role from now on; a signed-in look is noted."""
    here = st.session_state.get("visitor_let_in")
    view_as(role)
    if role is not None and here is not None and here.name:
        note(here.name, "viewed_as", f"role {role}")


def _open_visitor() -> Visitor:
    mine = named_role()
    if mine.is_outside:
        return Visitor(mine)
    return Visitor(mine, may_view=tuple(one for one in Role if one is not mine))


def _account_visitor() -> Visitor:
    session = SESSIONS.of(st.context.cookies.get(COOKIE), accounts(), now=utc_now())
    if session is None:
        raise NotSignedIn(
            "You are signed out: {idle} minutes passed without a click, or the day is over.",
            idle=int(IDLE.total_seconds() // 60),
        )
    mine = role_called(session.account.role)
    return Visitor(mine, session.account.name, _below(mine), leaves_by="sign-out")


def _provider_visitor() -> Visitor:
    if not st.user.is_logged_in:
        raise NotSignedIn("Sign in with the account of your organisation.")
    now = datetime.now(UTC)
    signed_at = datetime.fromtimestamp(float(st.user.get("iat") or 0), UTC)
    seen = st.session_state.get(_SEEN, now)
    if now - signed_at > LONGEST or now - seen > IDLE:
        raise NotSignedIn(
            "You are signed out: {idle} minutes passed without a click, or the day is over.",
            idle=int(IDLE.total_seconds() // 60),
        )
    name = str(st.user.get("preferred_username") or st.user.get("email") or st.user.get("sub"))
    mine = role_of_groups(roles_of(st.user))
    if _SEEN not in st.session_state:
        note(name, "signed_in", f"role {mine}", "provider")
    st.session_state[_SEEN] = now
    return Visitor(mine, name, _below(mine), leaves_by="provider")


def roles_of(claims: Mapping[str, object]) -> object:
    """What the provider says of somebody's groups, under the name that the installation gives."""
    return claims.get(str(_roles().get("claim", "groups")))


def role_of_groups(groups: object) -> Role:
    """Role of somebody in these groups of the provider, the one that sees most where several fit.

    Raises
    ------
    NotSignedIn
        Where none of the groups has a role here.
    """
    held = {groups} if isinstance(groups, str) else {str(one) for one in groups or ()}
    for one in (Role.ADMINISTRATOR, Role.COORDINATOR, Role.REGIONAL_ADMINISTRATION, Role.PARTNER):
        named = _roles().get(one.value, ())
        if held & ({named} if isinstance(named, str) else set(named)):
            return one
    raise NotSignedIn(
        "Your account has no role here. Ask whoever looks after the installation to put one of its "
        "groups under [roles] in .streamlit/secrets.toml."
    )


def _roles() -> dict[str, object]:
    return dict(st.secrets.get("roles", {}))


def _below(mine: Role) -> tuple[Role, ...]:
    if mine is Role.ADMINISTRATOR:
        return tuple(one for one in Role if one is not mine)
    return tuple(one for one in Role if one in OUTSIDE) if mine in TEAM else ()


def _is_harmless(path: Path) -> bool:
    """Whether the store is missing or invented; what was answered holds for ten seconds at most.

    The file of a store on a server stays as it is whatever becomes of the server.
    """
    try:
        there = path.stat()
    except OSError:
        return True
    return _is_demo(path, there.st_ino, there.st_mtime_ns, int(time.monotonic() // 10))


@lru_cache(maxsize=8)
def _is_demo(path: Path, _inode: int, _changed: int, _now: int) -> bool:
    return Store.open(path).is_demo()
