"""Section on recommendations in the columns of municipal programmes, each with its figure."""

from collections.abc import Sequence

from data.codebook import label
from pages.ui.documents.blocks import Block, Grid, Heading, Items, Text
from pages.ui.documents.measures import measure_cells, measures_grid
from pages.ui.documents.writer import Writer
from pages.ui.strategy.carried import Carried
from pages.ui.texts import Number, write
from priemna.strategy.windows import Kind, Standing
from priemna.strategy.workflow import Status

OUTSIDE = (
    Status.PROPOSED,
    Status.SUBMITTED,
    Status.ACCEPTED,
    Status.PARTLY,
    Status.IMPLEMENTED,
    Status.VERIFIED,
)
"""What leaves the centre: no drafts, nothing rejected."""

AHEAD_DAYS = 400


def recommendations_section(w: Writer, chosen: Sequence[Carried]) -> tuple[Block, ...]:
    """Recommendations that were proposed or further, with figures and course."""
    _ = w._
    told = [one for one in chosen if one.recommendation.status in OUTSIDE]
    head = Heading(_("Recommendations"))
    if not told:
        return (
            head,
            Text(_("No recommendation has been proposed yet; drafts stay with the coordinator.")),
        )
    return (
        head,
        measures_table(w, told),
        Heading(_("What each one rests on"), 2),
        Items(tuple(grounds(w, one) for one in told)),
    )


def measures_table(w: Writer, told: Sequence[Carried]) -> Grid:
    """The columns of municipal programmes, one row per recommendation."""
    return measures_grid(
        w.language,
        [
            measure_cells(
                w.language,
                vars(one.recommendation),
                number=one.recommendation.recommendation_id,
                evidence=f"[{w.cite_evidence(one)}]" if one.evidence else "",
            )
            for one in told
        ],
    )


def grounds(w: Writer, carried: Carried) -> str:
    """What a recommendation rests on, how sure that is, and how far it has come."""
    _ = w._
    one, evidence = carried.recommendation, carried.latest_evidence
    status = label("recommendation_status", one.status, w.language)
    if evidence is None:
        return _(
            "{number}: judgement of an expert, no figure. Status: {status}.",
            number=one.recommendation_id,
            status=status,
        )
    told = _(
        "{number}: {sentence} Evidence {evidence}; strength {strength}. Status: {status}.",
        number=one.recommendation_id,
        sentence=evidence.content[f"sentence_{w.language}"],
        evidence=w.cite_evidence(carried),
        strength=one.strength,
        status=status,
    )
    parts = [told]
    if carried.movement is not None:
        parts.append(w.said(carried.movement))
    if carried.course is not None:
        parts.append(w.said(carried.course.why))
    if carried.days_overdue:
        parts.append(
            _(
                "Overdue by {n} day.",
                plural="Overdue by {n} days.",
                n=carried.days_overdue,
            )
        )
    return " ".join(parts)


def windows_section(w: Writer, levels_of: Sequence[str] | None = None) -> tuple[Block, ...]:
    """When strategies can be changed next.

    Parameters
    ----------
    levels_of
        Numbers of the documents told; None tells all.
    """
    _ = w._
    ahead = [
        one
        for one in w.windows
        if one.standing(w.today) is not Standing.PAST
        and one.days_left(w.today) <= AHEAD_DAYS
        and one.kind is not Kind.EXPIRY
        and (levels_of is None or one.strategy_document_id in levels_of)
    ]
    head = Heading(_("When strategies can be changed"))
    if not ahead:
        return (
            head,
            Text(
                _(
                    "No time for proposals is known within the next {n} day. Dates that are "
                    "missing in the register stand on page “Documents”.",
                    plural="No time for proposals is known within the next {n} days. Dates that "
                    "are missing in the register stand on page “Documents”.",
                    n=AHEAD_DAYS,
                )
            ),
        )
    rows = [
        (
            w.titles.get(one.strategy_document_id, one.strategy_document_id),
            label("window_kind", one.kind, w.language),
            write(w.language, one.closes_on),
            write(w.language, Number(one.days_left(w.today))),
            _("assumed from its term") if one.assumed else _("announced"),
        )
        for one in ahead
    ]
    return (
        head,
        Grid(
            _("Windows of strategy documents that are open or ahead"),
            (_("Document"), _("What"), _("Until"), _("Days left"), _("How known")),
            tuple(rows),
            (3.4, 1.7, 1.3, 0.8, 1.2),
        ),
    )
