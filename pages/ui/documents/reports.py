"""The documents themselves: district report, sheet of a municipality, maps, form of measures."""

from collections.abc import Sequence
from datetime import date

from data.store import Store
from data.strategy.register import documents
from geo.errors import PriemnaError
from geo.places import district, municipality
from pages.ui.documents.blocks import Block, Break, Document, Heading, Items, Text
from pages.ui.documents.closing import evidence_section, method_box
from pages.ui.documents.knowledge import (
    LEAST,
    knowledge_bars,
    knowledge_map,
    knowledge_section,
    numbers,
    waves,
)
from pages.ui.documents.recommending import (
    OUTSIDE,
    grounds,
    measures_table,
    recommendations_section,
    windows_section,
)
from pages.ui.documents.women import (
    TWELVE,
    last_twelve,
    twelve_words,
    women_map,
    women_section,
    women_table,
)
from pages.ui.documents.work import last_quarters, visits_map, visits_of, work_section, work_table
from pages.ui.documents.writer import Writer
from pages.ui.load import load_shapes
from pages.ui.strategy.carried import Carried, load_carried
from pages.ui.strategy.chain import documents_of, windows_in
from pages.ui.strategy.latest import ADMINISTRATION, latest_release
from pages.ui.strategy.register_words import titles_of
from pages.ui.strategy.rules import judge, load_rules
from pages.ui.strategy.saying import period_words
from pages.ui.texts import Share

MOST_TITLES = 3
"""Documents named under the title of a form; more are counted."""


class NothingToWrite(PriemnaError, LookupError):
    """A document for which there is nothing that may leave the centre."""


def writer_of(store: Store, language: str, today: date, *, role: str = ADMINISTRATION) -> Writer:
    """Load what documents are written from.

    Parameters
    ----------
    role
        Whose release is read.

    Raises
    ------
    NoRelease
        Where nothing was released yet.
    """
    release = latest_release(store, role)
    batch = judge(release, load_rules())
    return Writer(
        language,
        release,
        load_shapes(store),
        load_carried(store, batch, today),
        windows_in(store),
        titles_of(documents(store), language),
        today,
    )


def district_report(w: Writer) -> Document:
    """Report on the whole district for the regional administration."""
    _ = w._
    blocks = (
        Heading(_("In brief")),
        Items(brief(w)),
        method_box(w),
        *women_section(w),
        *knowledge_section(w),
        *work_section(w),
        *recommendations_section(w, w.carried),
        *windows_section(w),
    )
    return _document(
        w,
        _(
            "Mobile offices, knowledge and recommendations: {district} district",
            district=district(),
        ),
        _("Report on records until {day}", day=w.last_day),
        (*blocks, *evidence_section(w)),
    )


def municipality_sheet(w: Writer, code: str, store: Store) -> Document:
    """Two pages on one municipality.

    Raises
    ------
    UnknownPlace
        Where the code names none.
    """
    _ = w._
    place = w.place(municipality(code).code)
    own = [one for one in w.carried if one.recommendation.municipality_code == code]
    documents = [
        one.strategy_document_id for one in documents_of(store) if one.municipality_code == code
    ]
    blocks: tuple[Block, ...] = (
        Items(brief_of_municipality(w, code)),
        Heading(_("Women who came for the first time")),
        women_table(w, [code]),
        Heading(_("Mobile offices and events")),
        work_table(w, [code]),
        Heading(_("What women know of protection")),
        knowledge_bars(w, code),
        Text(
            _(
                "Contacts are what was reported to the centre; they do not show how widespread "
                "violence is. Numbers of women are rounded, and “too few” is no zero."
            ),
            quiet=True,
        ),
        *recommendations_section(w, own),
        *windows_section(w, documents),
    )
    return _document(
        w,
        _("Municipality of {place}", place=place),
        _("What is known until {day}, and what is recommended", day=w.last_day),
        (*blocks, *evidence_section(w)),
    )


def map_pack(w: Writer) -> Document:
    """A map per page for a meeting, A4 across."""
    _ = w._
    maps = [
        (_("Women who came for the first time, {period}", period=twelve_words(w)), women_map),
        (
            _(
                "Mobile offices held, {period}",
                period=period_words(w.language, "quarter", last_quarters(w)),
            ),
            visits_map,
        ),
    ]
    pictures = [(title, draw(w, large=True)) for title, draw in maps]
    for item, title in (
        ("where_to_apply", _("Women asked who know where to apply for protection")),
        ("mobile_office", _("Women asked who know of the mobile offices")),
    ):
        titled = _(
            "{title}, {period}", title=title, period=period_words(w.language, "wave", waves(w))
        )
        pictures.append((titled, knowledge_map(w, item, large=True)))
    blocks: list[Block] = []
    for title, picture in pictures:
        if blocks:
            blocks.append(Break())
        blocks += [Heading(title), picture]
    blocks += [
        Break(),
        method_box(w),
        *evidence_section(w),
    ]
    return _document(
        w,
        _("Maps for a meeting: {district} district", district=district()),
        _("Records until {day}", day=w.last_day),
        tuple(blocks),
        landscape=True,
    )


def measure_form(w: Writer, numbers_of: Sequence[str] = ()) -> Document:
    """Recommendations in the columns of municipal programmes, to be handed over.

    Parameters
    ----------
    numbers_of
        Numbers of the recommendations; all that were proposed or further where none is given.

    Raises
    ------
    NothingToWrite
        Where none of them may leave the centre yet.
    """
    _ = w._
    told = [
        one
        for one in w.carried
        if one.recommendation.status in OUTSIDE
        and (not numbers_of or one.recommendation.recommendation_id in numbers_of)
    ]
    if not told:
        raise NothingToWrite(
            "No recommendation was proposed yet, and drafts do not leave the centre. Propose one "
            "first."
        )
    blocks: tuple[Block, ...] = (
        measures_table(w, told),
        Heading(_("What each one rests on")),
        Items(tuple(grounds(w, one) for one in told)),
        *evidence_section(w),
    )
    return _document(
        w,
        _("Proposals for measures"),
        _destination(w, told),
        blocks,
        landscape=True,
    )


def brief(w: Writer) -> tuple[str, ...]:
    """The district in a few sentences."""
    _ = w._
    table, last = w.release.tables[TWELVE], last_twelve(w)
    total = table.cell(twelve_months=last)
    quarters = last_quarters(w)
    visits = sum(visits_of(w, m.code, quarters) for m in w.places)
    without = [w.place(m.code) for m in w.places if not visits_of(w, m.code, quarters)]
    known = waves(w)
    right, asked = numbers(w, "where_to_apply", None, known[-1:])
    sentences = [
        _(
            "In the last four quarters ({period}) about {n} woman came for the first time, in the "
            "whole district and from outside it [{id}].",
            plural="In the last four quarters ({period}) about {n} women came for the first time, "
            "in the whole district and from outside it [{id}].",
            n=total.value,
            period=twelve_words(w),
            id=w.cite(TWELVE),
        )
        if total.value
        else _(
            "In the last four quarters ({period}) too few women came for the first time for a "
            "number to be said; that is not none [{id}].",
            period=twelve_words(w),
            id=w.cite(TWELVE),
        ),
        _(
            "In the same time {n} mobile office was held [{id}].",
            plural="In the same time {n} mobile offices were held [{id}].",
            n=visits,
            id=w.cite("visits_by_municipality_quarter"),
        ),
    ]
    if without:
        sentences.append(
            _(
                "No mobile office was held in the municipality of {places}: no contacts there does "
                "not mean no violence.",
                plural="No mobile office was held in the municipalities of {places}: no contacts "
                "there does not mean no violence.",
                n=len(without),
                places=without,
            )
        )
    if right is not None and asked and asked >= LEAST:
        sentences.append(
            _(
                "{share} of the women asked know where to apply for protection ({wave}; about {n} "
                "asked) [{id}].",
                share=Share(min(right / asked, 1.0)),
                wave=period_words(w.language, "wave", known[-1:]),
                n=asked,
                id=w.cite("survey_right"),
            )
        )
    told = [one for one in w.carried if one.recommendation.status in OUTSIDE]
    sentences.append(
        _(
            "{n} recommendation has been proposed or further.",
            plural="{n} recommendations have been proposed or further.",
            n=len(told),
        )
    )
    return tuple(sentences)


def brief_of_municipality(w: Writer, code: str) -> tuple[str, ...]:
    """One municipality in a few sentences, also where nothing may be said."""
    _ = w._
    cell = w.release.tables[TWELVE].cell(home=code, twelve_months=last_twelve(w))
    quarters = last_quarters(w)
    visits = visits_of(w, code, quarters)
    right, asked = numbers(w, "where_to_apply", code, waves(w))
    women = (
        _(
            "In the last four quarters ({period}) about {n} woman from the municipality came for "
            "the first time [{id}].",
            plural="In the last four quarters ({period}) about {n} women from the municipality "
            "came for the first time [{id}].",
            n=cell.value,
            period=twelve_words(w),
            id=w.cite(TWELVE),
        )
        if cell.value
        else _(
            "In the last four quarters ({period}) too few women from the municipality came for the "
            "first time for a number to be said; that is not none [{id}].",
            period=twelve_words(w),
            id=w.cite(TWELVE),
        )
    )
    held = (
        _(
            "In the same time {n} mobile office was held there [{id}].",
            plural="In the same time {n} mobile offices were held there [{id}].",
            n=visits,
            id=w.cite("visits_by_municipality_quarter"),
        )
        if visits
        else _(
            "In the same time no mobile office was held there: no contacts does not mean no "
            "violence [{id}].",
            id=w.cite("visits_by_municipality_quarter"),
        )
    )
    knows = (
        _(
            "{share} of the women asked there know where to apply for protection (about {n} asked) "
            "[{id}].",
            share=Share(min(right / asked, 1.0)),
            n=asked,
            id=w.cite("survey_right"),
        )
        if right is not None and asked and asked >= LEAST
        else _(
            "Too few women were asked there, or none, for a share to be said [{id}].",
            id=w.cite("survey_right"),
        )
    )
    return women, held, knows


def _destination(w: Writer, told: Sequence[Carried]) -> str:
    numbers_of = dict.fromkeys(
        one.recommendation.strategy_document_id
        for one in told
        if one.recommendation.strategy_document_id
    )
    titles = [w.titles.get(number, number) for number in numbers_of]
    if not titles:
        return w._("The document they are for is not decided yet")
    if len(titles) > MOST_TITLES:
        return w._(
            "For {n} document; each row says its institution",
            plural="For {n} documents; each row says its institution",
            n=len(titles),
        )
    return w._("For: {titles}", titles=titles)


def _document(
    w: Writer, title: str, subtitle: str, blocks: tuple[Block, ...], *, landscape: bool = False
) -> Document:
    return Document(title, subtitle, w.language, blocks, w.footer, w.today, landscape)
