"""What sections of a document share: language, release, words of numbers, evidence ids, sources."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from geo.messages import Message
from geo.places import Municipality, municipalities
from geo.shapes import MunicipalityShapes
from pages.ui.strategy.carried import Carried
from pages.ui.strategy.saying import place_name
from pages.ui.texts import N_, Number, Share, say, write
from priemna.sharing.released import Release, ReleasedCell, State
from priemna.strategy.windows import Window

TOO_FEW = N_("too few")
EMPTY_WORDS = {
    State.HIDDEN: N_("hidden: too few"),
    State.NO_DATA: N_("no data collected"),
    State.NOT_APPLICABLE: N_("not applicable"),
}

TABLE_WORDS = {
    "women_by_quarter": N_("Women who came for the first time, by quarter"),
    "women_by_municipality_year": N_("Women who came for the first time, by home and year"),
    "women_by_municipality_quarter": N_("Women who came for the first time, by home and quarter"),
    "women_by_municipality_twelve_months": N_(
        "Women who came for the first time, by home, four quarters together"
    ),
    "women_by_kind_year": N_("Women who came for the first time, by kind of violence and year"),
    "women_by_kind_age": N_("Women who came for the first time, by kind of violence and age"),
    "women_by_age_year": N_("Women who came for the first time, by age and year"),
    "survey_asked": N_("Women asked in the survey, by municipality, wave and item"),
    "survey_right": N_("Right answers in the survey, by municipality, wave and item"),
    "visits_by_municipality_quarter": N_("Mobile offices held, by municipality and quarter"),
    "visits_by_settlement_year": N_("Mobile offices held, by settlement and year"),
    "events_by_municipality_year": N_("Events, by municipality, year and kind"),
    "participants_by_municipality_year": N_("Participants of events, by municipality and year"),
}
"""What each released table holds."""


@dataclass(frozen=True)
class Cited:
    """A source of the appendix: its id, what it is, and its SHA-256."""

    number: str
    what: str
    sha256: str


@dataclass
class Writer:
    """Writes in one language from one release.

    Attributes
    ----------
    carried
        Recommendations with all that belongs to them.
    windows
        Windows of all documents.
    titles
        Titles of documents in the language, by number.
    today
        Day of the document.
    """

    language: str
    release: Release
    shapes: MunicipalityShapes
    carried: tuple[Carried, ...]
    windows: tuple[Window, ...]
    titles: dict[str, str]
    today: date
    cited: list[Cited] = field(default_factory=list)

    def _(
        self, message: str, /, plural: str | None = None, n: int | None = None, **values: object
    ) -> str:
        """Say a sentence in the language of the document."""
        return say(self.language, message, plural, n, **values)

    def said(self, message: Message) -> str:
        """Say a sentence of a lower layer."""
        return self._(message.message, message.plural, message.n, **message.values)

    def place(self, code: str | None) -> str:
        """Name of a municipality, or of the district."""
        return place_name(self.language, code)

    def cite(self, table: str) -> str:
        """Id of a released table, under which the appendix has its hash."""
        return self._cite(
            self._(TABLE_WORDS[table]), str(self.release.manifest["tables"][table]["sha256"]), "T"
        )

    def cite_evidence(self, carried: Carried) -> str:
        """Id of the frozen figure of a recommendation."""
        evidence = carried.latest_evidence
        if evidence is None:
            return ""
        what = self._("Frozen figure of recommendation {number}", number=evidence.recommendation_id)
        if all(one.number != evidence.evidence_id for one in self.cited):
            self.cited.append(Cited(evidence.evidence_id, what, evidence.sha256))
        return evidence.evidence_id

    def people(self, cell: ReleasedCell) -> str:
        """Number of people as it may be read: rounded, and a shown zero is no zero."""
        if cell.state in EMPTY_WORDS:
            return self._(EMPTY_WORDS[cell.state])
        if not cell.value:
            return self._(TOO_FEW)
        return self._("about {n}", n=cell.value)

    def things(self, cell: ReleasedCell) -> str:
        """Number of things, exact."""
        if cell.state in EMPTY_WORDS:
            return self._(EMPTY_WORDS[cell.state])
        return write(self.language, Number(cell.value or 0))

    def share(self, part: int | None, whole: int | None, *, least: int) -> str:
        """Share of two released numbers, or why there is none; None for a hidden number."""
        if part is None or whole is None:
            return self._(EMPTY_WORDS[State.HIDDEN])
        if not whole:
            return self._(EMPTY_WORDS[State.NO_DATA])
        if whole < least:
            return self._(TOO_FEW)
        if not part:
            # A bound would have to be that of every zero added up, and mostly says nothing.
            return self._(TOO_FEW)
        return write(self.language, Share(min(part / whole, 1.0)))

    def source(self, ids: Sequence[str]) -> str:
        """Line below a table or picture: release, day, ids of the evidence."""
        return self._(
            "Source: release {number} of {published}; evidence {ids}.",
            number=self.release.number,
            published=self.release.published_on,
            ids=", ".join(dict.fromkeys(ids)),
        )

    @property
    def borders(self) -> str:
        """What the borders of the maps are."""
        if self.shapes.is_schematic:
            return self._("Schematic borders, not surveyed.")
        return self._("Borders: {source}.", source=self.shapes.source)

    @property
    def footer(self) -> str:
        """Line at the foot of each page."""
        if self.release.is_demo:
            return self._(
                "Invented data. Priemna, release {number}, data until {day}",
                number=self.release.number,
                day=self.last_day,
            )
        return self._(
            "Priemna, release {number}, data until {day}",
            number=self.release.number,
            day=self.last_day,
        )

    @property
    def last_day(self) -> date:
        """Last day of the records in the release."""
        return date.fromordinal(self.release.until.toordinal() - 1)

    @property
    def places(self) -> tuple[Municipality, ...]:
        """The eight municipalities in the order of their names."""
        return tuple(sorted(municipalities(), key=lambda m: self.place(m.code)))

    def _cite(self, what: str, digest: str, letter: str) -> str:
        for one in self.cited:
            if one.sha256 == digest:
                return one.number
        taken = sum(one.number.startswith(letter) for one in self.cited)
        self.cited.append(Cited(f"{letter}{taken + 1}", what, digest))
        return self.cited[-1].number
