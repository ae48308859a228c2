"""Figures of the municipalities out of a release: women (approximate), visits, shares."""

from dataclasses import dataclass

from geo.places import municipalities
from pages.ui.language import _
from pages.ui.marks import Mark
from pages.ui.released_words import MARKS, cell_words
from pages.ui.texts import Number, Share
from priemna.sharing.released import Release, ReleasedTable

ENOUGH_ASKED = 20
"""Women asked (as shown) below whom a share says nothing: each is rounded by up to four."""

ITEM = "where_to_apply"


@dataclass(frozen=True)
class ShownFigure:
    """A figure as a map shows it; ``value`` decides the colour, ``words`` is what is said."""

    table: ReleasedTable
    value: float
    words: str
    mark: Mark


def women(release: Release, table: ReleasedTable, period: str) -> dict[str, ShownFigure]:
    """Women who came for the first time in twelve months, per 1,000 women aged 14 and over."""
    found = {}
    for place in municipalities():
        cell = table.cell(home=place.code, twelve_months=period)
        rate = 1000 * (cell.value or 0) / place.women_14_plus
        words = cell_words(release, table, cell)
        if cell.value:
            words = _("{women} women, {rate} per 1,000", women=words, rate=Number(rate, 1))
        found[place.code] = ShownFigure(table, rate, words, MARKS[cell.state])
    return found


def visits(table: ReleasedTable, year: str) -> dict[str, ShownFigure]:
    """Mobile offices held in a year; the work of the team, counted exactly."""
    found = {}
    for place in municipalities():
        cells = [
            cell
            for cell in table.slice(municipality=place.code)
            if cell.keys[table.dimensions.index("quarter")].startswith(year)
        ]
        count = sum(cell.value or 0 for cell in cells)
        mark = Mark.VALUE if count else Mark.ZERO
        found[place.code] = ShownFigure(table, count, _("{value}", value=count), mark)
    return found


def knowledge(asked: ReleasedTable, right: ReleasedTable, wave: str) -> dict[str, ShownFigure]:
    """Share of the women asked who know where to apply for protection."""
    return {
        place.code: _share(asked, right, {"municipality": place.code, "wave": wave})
        for place in municipalities()
    }


def _share(asked: ReleasedTable, right: ReleasedTable, where: dict[str, str]) -> ShownFigure:
    n = asked.cell(**where, item=ITEM).value or 0
    answered = right.cell(**where, item=ITEM)
    if not n or answered.value is None:
        return ShownFigure(right, 0, _("nobody or too few asked"), Mark.NO_DATA)
    if n < ENOUGH_ASKED:
        few = _("fewer than {n} women asked", n=ENOUGH_ASKED)
        return ShownFigure(right, 0, few, Mark.HIDDEN)
    share = answered.value / n
    words = _("about {share} of about {n} women asked", share=Share(share), n=n)
    return ShownFigure(right, share, words, Mark.VALUE)
