"""Which releases are there, what do they hold and how are they read? For outside roles."""

from datetime import timedelta

import pandas as pd
import streamlit as st

from pages.ui import frame, released
from pages.ui.guard import guard
from pages.ui.language import _
from pages.ui.large_tables import show_frame
from pages.ui.released_parts import (
    download_release,
    download_released,
    say_nothing_published,
    say_source,
    table_frame,
)
from pages.ui.released_words import capital, table_words
from pages.ui.tables import frame_html
from pages.ui.who import role
from priemna.sharing.released import Release

HASH_SHOWN = 12


def draw() -> None:
    """Draw the page."""
    page = guard(__file__)
    frame.title(page, _("Which figures were published, and how are they to be read?"))
    found = released.releases(role())
    if not found:
        say_nothing_published()
        return
    st.html(frame_html(list_of(found), name=_("Releases")))
    st.subheader(_("How the figures are to be read"), anchor=False)
    how_to_read(found[-1])
    st.subheader(_("Tables of a release"), anchor=False)
    numbers = {release.number: release for release in reversed(found)}
    number = st.selectbox(
        _("Release"), list(numbers), format_func=lambda n: _("Release {number}", number=n)
    )
    release = numbers[number]
    download_release(release)
    name = st.selectbox(
        _("Table"),
        list(release.tables),
        format_func=lambda n: capital(table_words(release.tables[n])),
    )
    table = release.tables[name]
    show_frame(
        table_frame(release, table),
        name=capital(table_words(table)),
        key=f"shown_{number}_{name}",
    )
    download_released(release, table)
    say_source(release, about_people=table.about_people)


def list_of(releases: tuple[Release, ...]) -> pd.DataFrame:
    """The releases, newest first."""
    return pd.DataFrame(
        {
            _("Release"): _("Release {number}", number=release.number),
            _("Published"): _("{date}", date=release.published_on),
            _("Records until"): _("{date}", date=release.until - timedelta(days=1)),
            _("Tables"): len(release.tables),
            _("Fingerprint (SHA-256)"): release.sha256[:HASH_SHOWN] + "…",
        }
        for release in reversed(releases)
    )


def how_to_read(release: Release) -> None:
    """The rules in plain words."""
    st.markdown(
        "\n".join(
            "- " + line
            for line in (
                _(
                    "Numbers of women are approximate. A group of 1 to {last} is never told: it "
                    "is rounded to 0 or {base}, so that nobody is recognised.",
                    last=release.threshold - 1,
                    base=release.manifest["base"],
                ),
                _(
                    "A range from 0 means nobody or a few; it never means that there is no "
                    "violence.",
                ),
                _(
                    "All tables are sums of the same rounded numbers, so they agree with one "
                    "another and may be added up and subtracted."
                ),
                _(
                    "What was published stays: records that came late and withdrawn consent "
                    "appear only when enough of them have gathered."
                ),
                _(
                    "Mobile offices and events are work of the team and are counted exactly; "
                    "participants and women asked are rounded to multiples of {base}.",
                    base=release.manifest["base"],
                ),
            )
        )
    )


draw()
