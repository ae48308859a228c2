"""Indicators by municipality and year: a value, or the reason why there is none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from geo.places import Municipality

THRESHOLD = 5
"""Counts of people from 1 to one below it are hidden; the sharing protocol will set it."""

ENOUGH_ASKED = 10
"""A share of fewer answers says nothing about a municipality."""


class Empty(StrEnum):
    """The four reasons for which a figure has no number to show; they never look alike."""

    ZERO = "zero"
    HIDDEN = "hidden"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Figure:
    """One indicator of one municipality in one year.

    Parameters
    ----------
    municipality_code, year
        Where and when.
    value
        In the unit of the indicator; 0 for ``Empty.ZERO`` and None for the other empties.
    empty
        Why there is nothing to show, or None.
    n
        What the value rests on (people, answers, visits); None where that is hidden.
    """

    municipality_code: str
    year: int
    value: float | None
    empty: Empty | None = None
    n: int | None = None


def counts(rows: Sequence[tuple[str, int, int]]) -> tuple[Figure, ...]:
    """Figures of things that are no people (visits, participants of public events), never hidden.

    Parameters
    ----------
    rows
        Municipality code, year and number.
    """
    return tuple(
        Figure(code, year, float(number), None if number else Empty.ZERO, number)
        for code, year, number in rows
    )


def rates_per_1000_women(
    rows: Sequence[tuple[str, int, int | None]], municipalities: Sequence[Municipality]
) -> tuple[Figure, ...]:
    """Contacts per 1 000 women aged 14 and over, small counts hidden.

    Parameters
    ----------
    rows
        Municipality code, year and number of contacts; None where the number is not told apart.
    municipalities
        For the number of women.
    """
    women: Mapping[str, float] = {m.code: m.women_14_plus for m in municipalities}
    figures = []
    for code, year, number in rows:
        if number == 0:
            figures.append(Figure(code, year, 0.0, Empty.ZERO, 0))
        elif number is None or number < THRESHOLD:
            figures.append(Figure(code, year, None, Empty.HIDDEN))
        else:
            figures.append(Figure(code, year, 1000 * number / women[code], None, number))
    return tuple(figures)


def shares(
    rows: Sequence[tuple[str, int, int | None, int | None]],
    municipalities: Sequence[Municipality],
    years: Sequence[int],
) -> tuple[Figure, ...]:
    """Shares of answers, 0–1; nobody asked is no data, few asked is hidden.

    Parameters
    ----------
    rows
        Municipality code, year, answers, and those of them that count; None where they are not
        told apart.
    municipalities, years
        The full grid: what has no row was not asked.
    """
    answers = {(code, year): (asked, right) for code, year, asked, right in rows}
    figures = []
    for municipality in municipalities:
        for year in years:
            asked, right = answers.get((municipality.code, year), (0, 0))
            if asked == 0:
                figures.append(Figure(municipality.code, year, None, Empty.NO_DATA, 0))
            elif asked is None or right is None or asked < ENOUGH_ASKED:
                figures.append(Figure(municipality.code, year, None, Empty.HIDDEN))
            else:
                figures.append(Figure(municipality.code, year, right / asked, None, asked))
    return tuple(figures)


def hide_small(count: int) -> int | None:
    """Return the count of people, or None where it is from 1 to one below the threshold."""
    return None if 0 < count < THRESHOLD else count
