"""Section on the work done: mobile offices and events by municipality."""

from collections.abc import Sequence

from data.codebook import label
from pages.ui.documents.blocks import Block, Grid, Heading, Picture
from pages.ui.documents.mapping import Valued, map_picture
from pages.ui.documents.writer import Writer
from pages.ui.strategy.saying import period_words
from priemna.sharing.released import State

VISITS = "visits_by_municipality_quarter"
EVENTS = "events_by_municipality_year"
KINDS = ("training", "school_session", "community_meeting")
YEAR = 4


def work_section(w: Writer) -> tuple[Block, ...]:
    """Mobile offices and events of the whole district."""
    return (
        Heading(w._("Mobile offices and events")),
        visits_map(w),
        work_table(w, [m.code for m in w.places]),
    )


def last_quarters(w: Writer) -> tuple[str, ...]:
    """Codes of the last four quarters."""
    return tuple(sorted(w.release.tables[VISITS].codes("quarter"))[-YEAR:])


def visits_of(w: Writer, code: str, quarters: Sequence[str]) -> int:
    """Mobile offices of a municipality in these quarters."""
    table = w.release.tables[VISITS]
    return sum(table.cell(municipality=code, quarter=q).value or 0 for q in quarters)


def last_year(w: Writer) -> str | None:
    """Last year that the release covers wholly; None where there is none."""
    years = [y for y in w.release.tables[EVENTS].codes("year") if int(y) < w.release.until.year]
    return max(years, default=None)


def visits_map(w: Writer, *, highlight: str | None = None, large: bool = False) -> Picture:
    """Map of mobile offices of the last four quarters."""
    _ = w._
    quarters = last_quarters(w)
    counts = {m.code: visits_of(w, m.code, quarters) for m in w.places}
    return map_picture(
        w,
        {
            code: Valued(n or None, State.VALUE if n else State.ZERO, str(n))
            for code, n in counts.items()
        },
        title=_(
            "Mobile offices held, by municipality, {period}",
            period=period_words(w.language, "quarter", quarters),
        ),
        unit=_("mobile offices"),
        ids=[w.cite(VISITS)],
        highlight=highlight,
        large=large,
    )


def work_table(w: Writer, codes: Sequence[str]) -> Grid:
    """Mobile offices of the last four quarters and since the start, events of the last year."""
    _ = w._
    visits, events = w.release.tables[VISITS], w.release.tables[EVENTS]
    quarters, year = last_quarters(w), last_year(w)
    kinds = [kind for kind in KINDS if kind in events.codes("event_type")] if year else []
    rows = [
        (
            w.place(code),
            str(visits_of(w, code, quarters)),
            w.things(visits.cell(municipality=code)),
            *(
                w.things(events.cell(municipality=code, year=year or "", event_type=kind))
                for kind in kinds
            ),
        )
        for code in codes
    ]
    return Grid(
        _("Mobile offices and events, by municipality where they were held")
        + ". "
        + w.source([w.cite(VISITS), w.cite(EVENTS)]),
        (
            _("Municipality"),
            _("Mobile offices, {period}", period=period_words(w.language, "quarter", quarters)),
            _("Mobile offices since the start"),
            *(
                _("{kind}, {year}", kind=label("event_type", kind, w.language), year=year)
                for kind in kinds
            ),
        ),
        tuple(rows),
        (2.0, 1.5, 1.3, *(1.3 for _kind in kinds)),
        numeric=True,
    )
