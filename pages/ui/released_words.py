"""Words for what a release holds: cells, codes, tables; a shown 0 of people is never "nobody"."""

from datetime import date

from data.codebook import label
from geo.places import municipalities, municipality, settlement
from pages.ui.district import place_name
from pages.ui.language import _, language
from pages.ui.marks import NAMES, Mark
from pages.ui.texts import N_, Quarter
from priemna.sharing.reading import most_of_zero
from priemna.sharing.released import TOTAL, Release, ReleasedCell, ReleasedTable, State

CADENCE_WORDS = {
    "quarterly": N_("every quarter"),
    "half_yearly": N_("every half-year"),
    "yearly": N_("every year"),
}
ROLE_WORDS = {
    "coordinator": N_("coordinator"),
    "regional_administration": N_("regional administration"),
    "partner": N_("partner"),
    "administrator": N_("administrator"),
}
OF_WORDS = {
    "women": N_("women who came for the first time"),
    "survey_asked": N_("women asked in the survey"),
    "survey_right": N_("right answers in the survey"),
    "visits": N_("mobile offices held"),
    "events": N_("events"),
    "participants": N_("participants of events"),
}
DIMENSION_WORDS = {
    "home": N_("home municipality"),
    "municipality": N_("municipality"),
    "settlement": N_("settlement"),
    "quarter": N_("quarter"),
    "year": N_("year"),
    "twelve_months": N_("twelve months to each quarter"),
    "kind": N_("kind of violence"),
    "age": N_("age"),
    "wave": N_("wave of the survey"),
    "item": N_("item of the survey"),
    "event_type": N_("kind of event"),
}
MARKS = {
    State.VALUE: Mark.VALUE,
    State.ZERO: Mark.ZERO,
    State.HIDDEN: Mark.HIDDEN,
    State.NO_DATA: Mark.NO_DATA,
    State.NOT_APPLICABLE: Mark.NOT_APPLICABLE,
}
_LISTS = {
    "kind": "release_kind",
    "age": "release_age",
    "item": "knowledge",
    "event_type": "event_type",
}


def expect_released(table: object) -> None:
    """Refuse to draw or give away anything that does not come from a release.

    Raises
    ------
    TypeError
        What outside roles see is a `ReleasedTable` and nothing else.
    """
    if not isinstance(table, ReleasedTable):
        raise TypeError(f"outside roles are shown released tables only, not {type(table).__name__}")


def cell_words(release: Release, table: ReleasedTable, cell: ReleasedCell) -> str:
    """Say a cell: "about 15", "0–9", a plain number of the team's work, or what it is instead."""
    expect_released(table)
    if cell.value is None:
        return _(NAMES[MARKS[cell.state]])
    if not table.about_people:
        return _("{value}", value=cell.value)
    if cell.value == 0:
        return zero_words(release, table, cell)
    return _("about {value}", value=cell.value)


def zero_words(release: Release, table: ReleasedTable, cell: ReleasedCell | None = None) -> str:
    """Say what a shown 0 of people may stand for; None: a single rounded number."""
    return _("0–{high}", high=most_of_zero(release, table, cell))


def table_words(table: ReleasedTable) -> str:
    """Say what a table holds."""
    return _(
        "{of} by {dimensions}",
        of=_(OF_WORDS[table.of]),
        dimensions=[_(DIMENSION_WORDS[name]) for name in table.dimensions],
    )


def capital(words: str) -> str:
    """Words as the head of a column or section."""
    return words[:1].upper() + words[1:]


def code_words(dimension: str, code: str) -> str:
    """Say a code of a dimension."""
    if code == TOTAL:
        return _("total")
    if dimension in _LISTS:
        return label(_LISTS[dimension], code, language())
    if dimension in ("home", "municipality"):
        if code in {place.code for place in municipalities()}:
            return place_name(municipality(code))
        return _("without a settlement") if code == "no_place" else label("home", code, language())
    if dimension == "settlement":
        return place_name(settlement(code))
    if dimension == "quarter":
        return _("{quarter}", quarter=Quarter(quarter_day(code)))
    if dimension == "twelve_months":
        return _("12 months to {quarter}", quarter=Quarter(quarter_day(code)))
    return code.replace("-", "\N{EN DASH}") if dimension == "wave" else code


def quarter_day(code: str) -> date:
    """First day of a quarter, given its code."""
    year, number = code.split("-Q")
    return date(int(year), 3 * int(number) - 2, 1)
