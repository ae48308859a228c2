"""Is the store safe, in one line each: for whoever looks after it."""

from datetime import UTC, datetime

import streamlit as st

from pages.ui import keeping
from pages.ui.language import _, say_reason
from pages.ui.tables import counts_html

OLD_BACKUP_DAYS = 7


def draw_safety() -> None:
    """Draw encryption, age of the newest backup and the chain of the log."""
    store = keeping.state()
    check = keeping.check_log()
    days = backup_days(store, datetime.now(UTC).replace(tzinfo=None))
    st.html(
        counts_html(
            [
                (
                    _("encryption"),
                    _("yes") if store.encrypted else _("not needed") if store.demo else _("no"),
                    not store.encrypted and not store.demo,
                ),
                (
                    _("newest backup"),
                    _("none") if days is None else _("{n} day ago", plural="{n} days ago", n=days),
                    not store.demo and (days is None or days > OLD_BACKUP_DAYS),
                ),
                (
                    _("lines of the log, none changed") if check.holds else _("lines of the log"),
                    _("{n}", n=check.lines) if check.holds else _("broken"),
                    not check.holds,
                ),
            ]
        )
    )
    if not check.holds:
        st.error(say_reason(check.problem))
    st.page_link("pages/manage/keeping.py", label=_("To safekeeping"), icon=":material/lock:")


def backup_days(store: keeping.StoreState, now: datetime) -> int | None:
    """Whole days since the newest backup; None where there is none."""
    return None if store.last_backup_at is None else (now - store.last_backup_at).days
