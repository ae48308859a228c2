"""Parts of the pages of outside roles; each takes released tables and nothing else."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import pandas as pd
import streamlit as st

from data.releases.bundle import MANIFEST
from geo.places import district, municipalities
from pages.ui import frame, released
from pages.ui.charts import quarterly_series, show_chart
from pages.ui.classes import split
from pages.ui.downloads import download_table
from pages.ui.language import _
from pages.ui.legend import LegendEntry, class_entries
from pages.ui.maps import MapSpec
from pages.ui.marks import Mark
from pages.ui.municipality_map import Painted, municipality_map
from pages.ui.released_figures import ShownFigure
from pages.ui.released_words import (
    DIMENSION_WORDS,
    OF_WORDS,
    capital,
    cell_words,
    code_words,
    expect_released,
    quarter_day,
)
from pages.ui.texts import Share
from priemna.sharing.released import Release, ReleasedTable, table_text


def say_nothing_published() -> None:
    """Draw the calm box for a role that has received nothing yet."""
    frame.say_empty(
        _(
            "Nothing has been published for you yet. Figures appear here with the first release; "
            "the consultation centre publishes them by quarters."
        )
    )


def say_source(release: Release, *, about_people: bool) -> None:
    """Say below figures which release they are of, how far it goes and how it is to be read."""
    st.caption(
        _(
            "Release {number} of {date}, records of {since} to {until}. Source: consultation "
            "centre for Roma women, {district}.",
            district=district(),
            number=release.number,
            date=release.published_on,
            since=release.since,
            until=release.until - timedelta(days=1),
        )
    )
    percent = release.manifest["consent_percent"]
    if about_people and percent is not None:
        st.caption(_("About {share} of consultations may be counted.", share=Share(percent / 100)))
    if about_people:
        st.caption(
            _(
                "Approximate numbers: counts of 1 to {last} people are never told; they are "
                "rounded to 0 or {base}, and larger figures are sums of such numbers. Where a "
                "range from 0 is shown there may be nobody or a few.",
                last=release.threshold - 1,
                base=release.manifest["base"],
            )
        )
        frame.say_reported_only()


def draw_quarters(release: Release, table: ReleasedTable, *, unit: str, key: str) -> None:
    """Draw the district by quarter; the heading above says what is counted, the unit how."""
    expect_released(table)
    rows = pd.DataFrame(
        {
            "quarter_on": pd.Timestamp(quarter_day(code)),
            "value": float("nan") if cell.value is None else float(cell.value),
        }
        for code in table.codes("quarter")
        if (cell := table.cell(quarter=code))
    )
    spoken = "; ".join(
        _(
            "{quarter}: {value}",
            quarter=code_words("quarter", code),
            value=cell_words(release, table, table.cell(quarter=code)),
        )
        for code in table.codes("quarter")
    )
    show_chart(quarterly_series(rows, unit=unit), key=key, alt=spoken)


def released_map(
    title: str,
    figures: Mapping[str, ShownFigure],
    *,
    ramp: str,
    unit: str,
    write: Callable[[float], object],
    zero: str,
) -> MapSpec:
    """Describe the map of the eight municipalities.

    Parameters
    ----------
    figures
        By municipality code, from `pages.ui.released_figures`.
    zero
        What a shown 0 means, for the legend.
    """
    for figure in figures.values():
        expect_released(figure.table)
    values = [figure.value for figure in figures.values() if figure.mark is Mark.VALUE]
    classes = split(values, name=ramp)
    painted = {
        code: Painted(
            figure.words,
            classes.colour(figure.value) if figure.mark is Mark.VALUE else classes.colours[0],
            figure.mark,
        )
        for code, figure in figures.items()
    }
    legend: Sequence[LegendEntry] = class_entries(classes, write)
    if any(figure.mark is Mark.ZERO for figure in figures.values()):
        legend = (LegendEntry(zero, mark=Mark.ZERO), *legend)
    return municipality_map(
        title, painted, released.shapes(), legend=tuple(legend), legend_title=unit
    )


def table_frame(release: Release, table: ReleasedTable) -> pd.DataFrame:
    """A released table in the reader's words, margins included."""
    expect_released(table)
    heads = [capital(_(DIMENSION_WORDS[name])) for name in table.dimensions]
    return pd.DataFrame(
        {
            **{
                head: code_words(name, code)
                for head, name, code in zip(heads, table.dimensions, cell.keys, strict=True)
            },
            capital(_(OF_WORDS[table.of])): cell_words(release, table, cell),
        }
        for cell in table.cells
    )


def download_released(release: Release, table: ReleasedTable) -> None:
    """Draw the button that gives a released table away."""
    expect_released(table)
    name = f"release_{release.number}_{table.name}"
    download_table(table_frame(release, table), name, may_leave=True)


def download_release(release: Release) -> None:
    """Draw the button that gives a whole release away: its files as they were published."""
    number = release.number
    st.download_button(
        _("Download the whole release (ZIP)"),
        data=lambda: as_zip(release),
        file_name=f"release_{number}_{release.audience}.zip",
        mime="application/zip",
        on_click="ignore",
        key=f"download_release_{number}",
        help=_("All tables as CSV, and the manifest with their fingerprints."),
    )


def as_zip(release: Release) -> bytes:
    """CSV files and manifest of a release; the same release always gives the same bytes."""
    manifest = json.dumps(release.manifest, ensure_ascii=False, indent=1) + "\n"
    files = {
        release.manifest["tables"][name]["file"]: table_text(table)
        for name, table in release.tables.items()
    }
    day = release.published_on
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        for name, text in {MANIFEST: manifest, **files}.items():
            info = ZipInfo(name, (max(day.year, 1980), day.month, day.day, 0, 0, 0))
            archive.writestr(info, text, ZIP_DEFLATED)
    return written.getvalue()


def municipalities_of(table: ReleasedTable, dimension: str) -> tuple[str, ...]:
    """Codes of a table that are municipalities of the district."""
    ours = {place.code for place in municipalities()}
    return tuple(code for code in table.codes(dimension) if code in ours)
