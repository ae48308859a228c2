"""Tables of travel times: a file in either form, read into one row per ordered pair."""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geo.ekatte import read_ekatte
from geo.errors import PriemnaError

Matrix = NDArray[np.float64]

LONG_COLUMNS = ("from_ekatte", "to_ekatte", "minutes")


class TravelTimesRefused(PriemnaError, ValueError):
    """A file of travel times that cannot be used as it is."""


def read_pairs(path: Path, ekattes: tuple[str, ...]) -> pd.DataFrame:
    """Rows ``from_ekatte``, ``to_ekatte``, ``minutes``, perhaps ``km``, for the places asked for.

    Raises
    ------
    TravelTimesRefused
        Where the file cannot be read, has neither form, a wrong code, or a pair twice.
    """
    table = _read_table(path)
    if set(LONG_COLUMNS) <= set(table.columns):
        pairs = table
    elif len(table.columns) > 2 and all(read_ekatte(name) for name in table.columns[1:]):
        pairs = table.set_axis(["from_ekatte", *table.columns[1:]], axis=1).melt(
            id_vars="from_ekatte", var_name="to_ekatte", value_name="minutes"
        )
    else:
        raise TravelTimesRefused(
            "{file} is neither a list with columns from_ekatte, to_ekatte, minutes nor a square "
            "table with EKATTE codes as first column and headers. It has the columns {columns}.",
            file=path.name,
            columns=", ".join(str(name) for name in table.columns[:8]),
        )
    return _wanted_pairs(pairs, ekattes, path.name)


def matrix_of(pairs: pd.DataFrame, column: str, ekattes: tuple[str, ...], file: str) -> Matrix:
    """Square matrix of a column, NaN where no figure is given."""
    matrix = np.full((len(ekattes), len(ekattes)), np.nan)
    if column not in pairs:
        return matrix
    cells = pairs[column]
    text = cells.astype("string").fillna("").str.strip().str.replace(",", ".", regex=False)
    figures = pd.to_numeric(text, errors="coerce").to_numpy(dtype=float, na_value=np.nan)
    wrong = (text != "").to_numpy() & ~(np.isfinite(figures) & (figures >= 0))
    if wrong.any():
        row = pairs[wrong].iloc[0]
        raise TravelTimesRefused(
            "{file}, from {start} to {end}: {column} is “{value}”, not a figure of 0 or more.",
            file=file,
            start=row["from_ekatte"],
            end=row["to_ekatte"],
            column=column,
            value=row[column],
        )
    place = {ekatte: i for i, ekatte in enumerate(ekattes)}
    matrix[pairs["from_ekatte"].map(place), pairs["to_ekatte"].map(place)] = figures
    return matrix


def _read_table(path: Path) -> pd.DataFrame:
    """Table of the file, text from CSV and as typed from Parquet, headers in small letters."""
    try:
        if path.suffix.lower() == ".parquet":
            table = pd.read_parquet(path)
        else:
            with path.open(encoding="utf-8-sig", newline="") as file:
                first = file.readline()
            separator = max(",;\t", key=first.count)
            table = pd.read_csv(
                path, sep=separator, dtype=str, keep_default_na=False, encoding="utf-8-sig",
                quoting=csv.QUOTE_MINIMAL,
            )  # fmt: skip
    except (OSError, ValueError) as error:
        raise TravelTimesRefused(
            "{file} cannot be read as CSV or Parquet: {reason}. Check that the file is there and "
            "opens elsewhere, and that it is saved as UTF-8.",
            file=path.name,
            reason=str(error).strip().rstrip("."),
        ) from error
    return table.set_axis([str(name).strip().lower() for name in table.columns], axis=1)


def _wanted_pairs(pairs: pd.DataFrame, ekattes: tuple[str, ...], file: str) -> pd.DataFrame:
    """Rows between the settlements asked for, their codes read; none is given twice."""
    pairs = pairs.copy()
    for end in ("from_ekatte", "to_ekatte"):
        codes = {cell: read_ekatte(cell) for cell in pairs[end].unique()}
        wrong = next((cell for cell, code in codes.items() if code is None), None)
        if wrong is not None:
            raise TravelTimesRefused(
                "{file}, column {column}: “{value}” is not an EKATTE code. Correct it or leave "
                "its rows out.",
                file=file,
                column=end,
                value=wrong,
            )
        pairs[end] = pairs[end].map(codes)
    pairs = pairs[pairs["from_ekatte"].isin(ekattes) & pairs["to_ekatte"].isin(ekattes)]
    twice = pairs[pairs.duplicated(["from_ekatte", "to_ekatte"])]
    if len(twice):
        raise TravelTimesRefused(
            "{file} gives the way from {start} to {end} more than once. Keep one row.",
            file=file,
            start=twice["from_ekatte"].iloc[0],
            end=twice["to_ekatte"].iloc[0],
        )
    return pairs
