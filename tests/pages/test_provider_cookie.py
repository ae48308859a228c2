"""Files are given to whoever the provider has signed in today, and to nobody else."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from streamlit.web.server.server_util import AUTH_COOKIE_NAME
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from pages.ui import entrance, provider_cookie
from pages.ui.provider_cookie import is_signed_in
from pages.ui.sessions import LONGEST

NOW = datetime(2026, 11, 25, 12, tzinfo=UTC)
SIGNING = "a long and random text of this test"
CLAIMS = {"is_logged_in": True, "iat": NOW.timestamp() - 60, "groups": ["centre"]}


@pytest.fixture(autouse=True)
def provider(monkeypatch):
    monkeypatch.setattr(provider_cookie, "get_cookie_secret", lambda: SIGNING)
    monkeypatch.setattr(entrance, "_roles", lambda: {"coordinator": ["centre"]})


def cookies(signing=SIGNING, **changed):
    said = json.dumps({**CLAIMS, **changed})
    signed = create_signed_value(signing, AUTH_COOKIE_NAME, said)
    return {AUTH_COOKIE_NAME: signed.decode("latin-1") if isinstance(signed, bytes) else signed}


def test_somebody_with_a_role_is_let_through():
    assert is_signed_in(cookies(), now=NOW)


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {AUTH_COOKIE_NAME: ""},
        {AUTH_COOKIE_NAME: json.dumps(CLAIMS)},
        cookies(signing="another secret"),
        cookies(is_logged_in=False),
        cookies(groups=["others"]),
        cookies(groups=None),
        cookies(iat="long ago"),
        cookies(iat=(NOW - LONGEST - timedelta(seconds=1)).timestamp()),
    ],
)
def test_nobody_else_is(sent):
    assert not is_signed_in(sent, now=NOW)
