"""What is new for outside roles, from their file of releases and the public register alone."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime

import streamlit as st

from data.codebook import label
from data.strategy.seeds import seed_documents
from pages.ui import frame
from pages.ui.language import _, language
from pages.ui.released_words import OF_WORDS, capital, cell_words, code_words, expect_released
from pages.ui.strategy.register_words import document_of, titles_of
from pages.ui.strategy.rules import judge, load_rules
from pages.ui.strategy.saying import say_figure
from pages.ui.tables import table_html
from priemna.sharing.changes import changes
from priemna.sharing.released import Release
from priemna.strategy.evidence import evidence_of
from priemna.strategy.firing import Assessment, Outcome
from priemna.strategy.windows import Kind, Standing, windows_of

SOON_DAYS = 180


def draw_changes(releases: Sequence[Release]) -> None:
    """Say what the newest release brings that the one before it did not have."""
    after = releases[-1]
    if len(releases) < 2:
        st.write(_("This is the first release: there is none to compare with."))
        return
    before = releases[-2]
    added = [code for code in after.quarters if code not in before.quarters]
    if added:
        quarters = [code_words("quarter", code) for code in added]
        st.write(_("New in it: {quarters}.", quarters=quarters))
    found = list(changes(before, after))
    if not found:
        st.write(_("No figure that was published before has changed."))
        return
    counted = Counter(after.tables[one.table].of for one in found)
    st.html(
        table_html(
            [_("What is counted"), _("In all before"), _("In all now"), _("Figures changed")],
            [_row(of, n, before, after) for of, n in counted.items()],
            name=_("Figures that have changed"),
        )
    )


def draw_windows(today: date) -> None:
    """Say which strategy documents take proposals now or soon."""
    titles = titles_of(seed_documents(), language())
    rows = [
        (
            titles[window.strategy_document_id],
            _("{kind} (assumed)", kind=label("window_kind", window.kind, language()))
            if window.assumed
            else label("window_kind", window.kind, language()),
            _("{date}", date=window.closes_on),
            _("{n}", n=window.days_left(today)),
        )
        for one in seed_documents()
        for window in windows_of(document_of(one))
        if window.kind is not Kind.EXPIRY
        and window.standing(today) is Standing.OPEN
        and window.days_left(today) <= SOON_DAYS
    ]
    if not rows:
        frame.say_empty(_("No document is known to take proposals that end within half a year."))
        return
    heads = [_("Document"), _("Window"), _("Until"), _("Days left")]
    st.html(table_html(heads, rows, name=_("Documents that take proposals")))


def draw_recommended(release: Release) -> None:
    """Say what the rules would recommend on this release: what waits to be carried on."""
    fired = [
        one for one in judge(release, load_rules()).assessments if one.outcome is Outcome.FIRES
    ]
    if not fired:
        frame.say_empty(_("On these figures no rule recommends anything."))
        return
    spoken = language()
    for code in dict.fromkeys(one.rule.code for one in fired):
        of_rule = [one for one in fired if one.rule.code == code]
        words = of_rule[0].rule.words[spoken]
        with st.expander(_("{rule} ({n})", rule=words.name, n=len(of_rule))):
            st.markdown(
                "\n".join(
                    f"- {say_figure(spoken, words.figure, evidence_of(one, release))} "
                    f"({label('strength', one.strength, spoken)})"
                    for one in of_rule
                )
            )
    st.download_button(
        _("Download as a draft to write on (DOCX)"),
        data=lambda: _draft(release, fired, spoken),
        file_name=f"release_{release.number}_{_('proposals')}.docx",
        mime="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        icon=":material/description:",
        on_click="ignore",
        key="download_advice",
    )
    st.caption(
        _(
            "What the rules find in this release, in the columns of municipal programmes. What the "
            "consultation centre itself proposes comes from it as a document."
        )
    )


def _draft(release: Release, fired: Sequence[Assessment], spoken: str) -> bytes:
    # What writes documents is loaded at the press: the page itself opens at once.
    from pages.ui.documents.advice import advice_docx

    return advice_docx(release, fired, spoken, today=datetime.now().astimezone().date())


def _row(of: str, changed: int, before: Release, after: Release) -> tuple[str, str, str, str]:
    return (
        capital(_(OF_WORDS[of])),
        _in_all(before, of),
        _in_all(after, of),
        _("{n}", n=changed),
    )


def _in_all(release: Release, of: str) -> str:
    """The figure of all together; answers to different questions, as an example, have none."""
    for table in release.tables.values():
        expect_released(table)
        if table.of == of and all(table.has_margin(name) for name in table.dimensions):
            return cell_words(release, table, table.cell())
    return _("only separately")
