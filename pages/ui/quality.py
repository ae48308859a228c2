"""How far a figure may be trusted, drawn in one way beside every figure of every page."""

from html import escape

import streamlit as st

from pages.ui.facts.records import Kind
from pages.ui.language import _, say_reason
from pages.ui.texts import N_, Number, Share
from priemna.evidence.quality import (
    CONSENT_FAIR,
    CONSENT_GOOD,
    ENOUGH,
    FEW_UNKNOWN,
    FRESH_DAYS,
    MANY,
    MANY_UNKNOWN,
    OLD_DAYS,
    Basis,
    Confidence,
    Quality,
)

LETTERS = {
    Confidence.A: N_("A: may carry a statement"),
    Confidence.B: N_("B: only together with its caution"),
    Confidence.C: N_("C: a hint to ask further"),
}
REPORTED = N_("reported contacts, not how widespread violence is")
CAUTIONS = {
    Kind.CONSULTATIONS: REPORTED,
    Kind.FIRST_CONTACTS: REPORTED,
    Kind.SURVEY: N_("women who were reached, not drawn by lot"),
    Kind.TRAININGS: N_("people who chose to come"),
    Kind.ADOLESCENTS: N_("adolescents of the schools that were visited"),
}


def draw_quality(quality: Quality, kind: Kind, *, letter: bool = True) -> None:
    """Draw the line under a figure: letter, records, consent, unknown values, last day, caution.

    Parameters
    ----------
    quality
        Of the records under the figure.
    kind
        What records these are; decides which caution belongs beside them.
    letter
        False where each figure has a letter of its own and that of the records would promise more.
    """
    st.html(quality_html(quality, kind, letter=letter))


def quality_html(quality: Quality, kind: Kind, *, letter: bool = True) -> str:
    """The line of :func:`draw_quality` as HTML; read aloud as a list."""
    said = parts(quality.basis)
    if letter and quality.letter is not Confidence.A:
        said.append(say_reason(quality.reason))
    if kind in CAUTIONS:
        said.append(_(CAUTIONS[kind]))
    badge = (
        f'<li class="letter" data-letter="{quality.letter.value}">'
        f"{escape(_(LETTERS[quality.letter]))}</li>"
    )
    return (
        f'<ul class="quality" aria-label="{escape(_("What the figures rest on"), quote=True)}">'
        + (badge if letter else "")
        + "".join(f"<li>{escape(text)}</li>" for text in said)
        + "</ul>"
    )


def letters_explained() -> str:
    """What the three letters mean, for under a list that has them in a column."""
    meanings = "; ".join(_(words) for words in LETTERS.values())
    return _("{meanings}. On a computer, rest on a letter to read its reason.", meanings=meanings)


def parts(basis: Basis) -> list[str]:
    """Records, consent, unknown values and last day in words."""
    if not basis.n or basis.last_on is None:
        return []
    said = [
        _(
            "{n} of {recorded} agreed to be counted ({share})",
            n=basis.n,
            recorded=basis.recorded,
            share=Share(basis.consent_share),
        )
        if basis.recorded
        else _("{n} record", plural="{n} records", n=basis.n)
    ]
    said.append(
        _("value unknown in {share}", share=Share(basis.unknown_share))
        if basis.unknown
        else _("no unknown value")
    )
    said.append(_("last record {date}", date=basis.last_on))
    return said


def consent_and_age(basis: Basis) -> dict[str, object]:
    """The same as columns of a download, one value each."""
    return {
        _("Records"): basis.n,
        _("Consent (%)"): None
        if basis.consent_share is None
        else _("{value}", value=Number(100 * basis.consent_share)),
        _("Unknown (%)"): None
        if basis.unknown_share is None
        else _("{value}", value=Number(100 * basis.unknown_share)),
        _("Last record"): None if basis.last_on is None else basis.last_on.isoformat(),
    }


def limits_of(letter: Confidence) -> list[str]:
    """What a letter asks of records, unknown values, consent and age, in words."""
    if letter is Confidence.C:
        return [_("fewer"), _("more"), _("less"), _("older")]
    good = letter is Confidence.A
    return [
        _("at least {n}", n=MANY if good else ENOUGH),
        _("at most {share}", share=Share(FEW_UNKNOWN if good else MANY_UNKNOWN)),
        _("at least {share}", share=Share(CONSENT_GOOD if good else CONSENT_FAIR)),
        _("at most {n} days old", n=FRESH_DAYS if good else OLD_DAYS),
    ]
