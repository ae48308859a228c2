"""Section on women who came for the first time: by municipality, over time, on the map."""

from collections.abc import Sequence

from pages.ui.documents.blocks import Block, Grid, Heading, Picture, Text
from pages.ui.documents.drawing import draw_columns
from pages.ui.documents.mapping import Valued, map_picture
from pages.ui.documents.writer import TOO_FEW, Writer
from pages.ui.strategy.saying import period_word
from priemna.sharing.released import ReleasedTable, State

YEARS = "women_by_municipality_year"
QUARTERS = "women_by_quarter"
TWELVE = "women_by_municipality_twelve_months"


def women_section(w: Writer) -> tuple[Block, ...]:
    """Women of the whole district: sentence, map, table, columns."""
    _ = w._
    return (
        Heading(_("Women who came for the first time")),
        Text(
            _(
                "These are contacts reported to the centre. They do not show how widespread "
                "violence is: where no mobile office was held, few could come."
            )
        ),
        women_map(w),
        women_table(w, [m.code for m in w.places]),
        women_over_time(w),
    )


def last_twelve(w: Writer) -> str:
    """Code of the last four quarters."""
    return max(w.release.tables[TWELVE].codes("twelve_months"))


def twelve_words(w: Writer) -> str:
    """The last four quarters in words."""
    quarters = w.release.tables[QUARTERS].codes("quarter")
    last = last_twelve(w)
    known = sorted(quarter for quarter in quarters if quarter <= last)
    return w._(
        "{since} – {until}",
        since=period_word(w.language, "quarter", known[-4:][0]),
        until=period_word(w.language, "quarter", last),
    )


def women_map(w: Writer, *, highlight: str | None = None, large: bool = False) -> Picture:
    """Map of the last four quarters."""
    _ = w._
    table, last = w.release.tables[TWELVE], last_twelve(w)
    valued = {}
    for m in w.places:
        cell = table.cell(home=m.code, twelve_months=last)
        state = State.HIDDEN if not cell.value and cell.state is not State.NO_DATA else cell.state
        valued[m.code] = Valued(cell.value or None, state, w.people(cell))
    return map_picture(
        w,
        valued,
        title=_(
            "Women who came for the first time, by municipality of residence, {period}",
            period=twelve_words(w),
        ),
        unit=_("women, rounded"),
        ids=[w.cite(TWELVE)],
        empty_words={State.HIDDEN: _(TOO_FEW)},
        highlight=highlight,
        large=large,
    )


def women_table(w: Writer, codes: Sequence[str]) -> Grid:
    """Table by municipality and year, the last four quarters beside."""
    _ = w._
    table, twelve = w.release.tables[YEARS], w.release.tables[TWELVE]
    years = table.codes("year")
    last = last_twelve(w)
    rows = [
        (
            w.place(code),
            *(w.people(table.cell(home=code, year=year)) for year in years),
            w.people(twelve.cell(home=code, twelve_months=last)),
        )
        for code in codes
    ]
    return Grid(
        _("Women who came for the first time, by municipality of residence")
        + ". "
        + w.source([w.cite(YEARS), w.cite(TWELVE)]),
        (_("Municipality"), *(year_word(w, year) for year in years), twelve_words(w)),
        tuple(rows),
        (2.2, *(1.2 for _year in years), 1.6),
        numeric=True,
    )


def year_word(w: Writer, year: str) -> str:
    """A year, said to be a part where the release ends or begins within it."""
    if int(year) == w.release.until.year or (
        int(year) == w.release.since.year and w.release.since.timetuple().tm_yday > 1
    ):
        return w._("{year} (part)", year=year)
    return year


def women_over_time(w: Writer) -> Picture:
    """Columns of the quarters of the whole district."""
    _ = w._
    table: ReleasedTable = w.release.tables[QUARTERS]
    quarters = sorted(table.codes("quarter"))
    cells = [table.cell(quarter=quarter) for quarter in quarters]
    labels = [period_word(w.language, "quarter", quarter) for quarter in quarters]
    title = _("Women who came for the first time, by quarter, all homes together")
    alt = "; ".join(f"{label}: {w.people(cell)}" for label, cell in zip(labels, cells, strict=True))
    drawn = draw_columns(
        ["\n".join(label.rsplit(" ", 1)) for label in labels],
        [cell.value or 0 for cell in cells],
        [str(cell.value) if cell.value else w.people(cell) for cell in cells],
        unit=_("women, rounded"),
    )
    return Picture(drawn, f"{title}: {alt}", f"{title}. {w.source([w.cite(QUARTERS)])}")
