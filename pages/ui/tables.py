"""Tables as people read them, and the same rows as a file their Excel opens without questions."""

import csv
import io
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from pages.ui.language import _, language
from pages.ui.texts import write


def show_table(frame: pd.DataFrame, headings: Mapping[str, str]) -> None:
    """Draw the named columns in that order, every value as the language writes it.

    Parameters
    ----------
    frame
        Rows in the order to be read.
    headings
        Column to heading, in the reader's language; other columns are left out.
    """
    right = [
        heading
        for column, heading in headings.items()
        if pd.api.types.is_numeric_dtype(frame[column])
    ]
    st.dataframe(
        _written(frame, headings),
        hide_index=True,
        column_config={name: st.column_config.TextColumn(alignment="right") for name in right},
    )


def offer_download(frame: pd.DataFrame, headings: Mapping[str, str], *, name: str) -> None:
    """Draw the button that hands out exactly the rows and columns that are shown.

    Parameters
    ----------
    frame, headings
        As in :func:`show_table`.
    name
        File name without ending; the measure and the period, no spaces.
    """
    written = _written(frame, headings)
    st.download_button(
        _("Download the table (CSV)"),
        data=lambda: as_csv(written),
        file_name=f"{name}.csv",
        mime="text/csv",
        key=f"download_{name}",
        on_click="ignore",
    )


def as_csv(frame: pd.DataFrame) -> bytes:
    """Write CSV with semicolons and a byte order mark, which Excel opens with Cyrillic and columns.

    A cell that a spreadsheet would run as a formula is kept text by an apostrophe before it.
    """
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(frame.columns)
    for row in frame.itertuples(index=False):
        writer.writerow(
            f"'{cell}" if str(cell).startswith(tuple("=+-@\t")) else cell for cell in row
        )
    return file.getvalue().encode("utf-8-sig")


def _written(frame: pd.DataFrame, headings: Mapping[str, str]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            heading: [write(language(), value) for value in frame[column]]
            for column, heading in headings.items()
        },
        dtype=object,
    )
