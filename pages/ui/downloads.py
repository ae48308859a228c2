"""Downloads of exactly what is shown."""

import pandas as pd
import streamlit as st

from pages.ui.language import _, language

# The signs with which a spreadsheet would take a cell for a formula.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def download_table(frame: pd.DataFrame, name: str, *, may_leave: bool = False) -> None:
    """Draw a button that downloads the table as CSV that a Bulgarian Excel opens at a click.

    Parameters
    ----------
    frame
        What is shown, columns named in the reader's language.
    name
        File name without its ending.
    may_leave
        Whether all of it was released or is public; the name of every other file says that it is
        for the team, for files are passed on without the page they come from.
    """
    if not may_leave:
        name = f"{name}_{_('for_the_team')}"
    st.download_button(
        _("Download this table (CSV)"),
        data=lambda: as_csv(frame, language()),
        file_name=f"{name}.csv",
        mime="text/csv",
        on_click="ignore",
        key=f"download_{name}",
    )


def as_csv(frame: pd.DataFrame, language: str) -> bytes:
    """Write the table as the language's spreadsheets read it: UTF-8 with mark, ``;`` and ``,``.

    Text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    safe = frame.map(
        lambda cell: (
            f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA_SIGNS) else cell
        )
    )
    separator, decimal = (";", ",") if language == "bg" else (",", ".")
    return safe.to_csv(index=False, sep=separator, decimal=decimal).encode("utf-8-sig")
