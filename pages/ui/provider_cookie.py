"""Whether a request comes from somebody the provider has signed in: Streamlit's cookie, read."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import AUTH_COOKIE_NAME, get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value

from pages.ui.entrance import NotSignedIn, role_of_groups, roles_of
from pages.ui.sessions import LONGEST


def is_signed_in(cookies: Mapping[str, str], *, now: datetime) -> bool:
    """Whether the cookie is ours, of today, and of somebody who has a role here.

    Streamlit asks nobody who fetches a file by its address; pages ask, but they are not files.

    Parameters
    ----------
    cookies
        Of the request.
    now
        With its time zone.
    """
    said = get_cookie_with_chunks(lambda name: _unsigned(name, cookies), AUTH_COOKIE_NAME)
    try:
        claims = json.loads(said or b"{}")
        signed_at = datetime.fromtimestamp(float(claims.get("iat") or 0), UTC)
        role_of_groups(roles_of(claims))
    except (ValueError, TypeError, AttributeError, OverflowError, NotSignedIn):
        return False
    return bool(claims.get("is_logged_in")) and now - signed_at <= LONGEST


def _unsigned(name: str, cookies: Mapping[str, str]) -> bytes | None:
    value = cookies.get(name)
    if value is None:
        return None
    return decode_signed_value(get_cookie_secret(), name, value.encode("latin-1"))
