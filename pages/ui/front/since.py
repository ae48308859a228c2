"""What changed since the reader was here last, told from the imports and the log of the store."""

from datetime import UTC, datetime, timedelta

import pandas as pd
import streamlit as st

from data.codebook import label
from pages.ui import cached
from pages.ui.language import _, language
from pages.ui.load import load_answer
from pages.ui.records import who

_SINCE = "front_since"
FIRST_DAYS = 7
"""Who is here for the first time is told of the last week."""


def here_last(page: str) -> tuple[datetime, bool]:
    """When this reader was at the page last before this session (UTC), and whether ever.

    Call it before the look of this session is noted.
    """
    if _SINCE not in st.session_state:
        now = datetime.now(UTC).replace(tzinfo=None)
        # Asked of the store and not of what is kept between clicks: looks change no figure.
        found = load_answer(
            cached.store(), "last_look", who=who(), subject=f"page {page}", until=now
        )
        looked = found["looked_at"].iloc[0]
        was_here = pd.notna(looked)
        since = looked.to_pydatetime() if was_here else now - timedelta(days=FIRST_DAYS)
        st.session_state[_SINCE] = (since, was_here)
    return st.session_state[_SINCE]


def draw_changes(since: datetime, *, was_here: bool) -> None:
    """Say what came and what was done since then."""
    local = since.replace(tzinfo=UTC).astimezone().replace(tzinfo=None)
    st.caption(
        _("Since you were here last, {time}.", time=local)
        if was_here
        else _("You are here for the first time: the last {n} days.", n=FIRST_DAYS)
    )
    came = cached.answer("came_since", since=since)
    done = load_answer(cached.store(), "done_since", since=since)
    lines = [
        _(
            "{kind}, {way}: {new} new, {changed} changed.",
            kind=label("kind", row.kind, language()),
            way=label("batch_origin", row.origin, language()).lower(),
            new=int(row.rows_new),
            changed=int(row.rows_changed),
        )
        for row in came.itertuples()
    ]
    lines += [
        _("{what}: {n}.", what=label("audit_action", row.action, language()), n=int(row.times))
        for row in done.itertuples()
    ]
    st.markdown("\n".join(f"- {line}" for line in lines or [_("Nothing has changed.")]))
