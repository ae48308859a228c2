"""The ranked list of needs: dots, intervals, the chance of the first ten and a letter each."""

from geo.messages import Message
from geo.places import CENTRE_EKATTE, municipality
from pages.ui.district import place_name
from pages.ui.language import _, say_reason
from pages.ui.lists import IntervalRow
from pages.ui.load import NeedAnswer
from pages.ui.texts import Share
from priemna.evidence.quality import Confidence, Quality, confidence_of_estimate
from priemna.need.rows import SettlementNeed

SHOWN = 12


def full_name(row: SettlementNeed) -> str:
    """Settlement with its municipality."""
    return _(
        "{place}, municipality {municipality}",
        place=row.settlement,
        municipality=municipality(row.settlement.municipality_code),
    )


def heads() -> tuple[str, ...]:
    """Headings of the ranked list."""
    return (
        _("Rank"),
        _("Settlement"),
        _("Women expected"),
        _("Value and 90 % interval"),
        _("In the top ten"),
        _("Confidence"),
    )


def list_rows(need: NeedAnswer, chosen: str | None, records: Quality) -> list[IntervalRow]:
    """The places with the largest need, and the chosen one; the city of the centre in words."""
    shown = need.rows[:SHOWN] + tuple(r for r in need.rows[SHOWN:] if r.settlement.ekatte == chosen)
    return [list_row(row, records, is_chosen=row.settlement.ekatte == chosen) for row in shown]


def list_row(row: SettlementNeed, records: Quality, *, is_chosen: bool) -> IntervalRow:
    """One settlement; the city of the centre without a value, which would dwarf all others."""
    is_centre = row.settlement.ekatte == CENTRE_EKATTE
    letter, reason = letter_of(row, records)
    return IntervalRow(
        rank=_("{n}.", n=row.rank),
        label=place_name(row.settlement),
        value=None if is_centre else row.need,
        low=row.low,
        high=row.high,
        written=_("fixed centre")
        if is_centre
        else _("{need} ({low}–{high})", need=row.need, low=row.low, high=row.high),
        more=("", "") if is_centre else (_("{share}", share=Share(row.p_top10)), letter.value),
        why="" if is_centre else say_reason(reason),
        is_hollow=not row.visited,
        is_chosen=is_chosen,
    )


def letter_of(row: SettlementNeed, records: Quality) -> tuple[Confidence, Message]:
    """Confidence in one estimate."""
    return confidence_of_estimate(row.low, row.high, visited=row.visited, records=records)
