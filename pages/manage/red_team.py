"""What could somebody work out from all that an outside role has received? For the team."""

import pandas as pd
import streamlit as st

from pages.ui import cached, frame
from pages.ui.address import keep
from pages.ui.facts.red_team import RedTeam, load_red_team
from pages.ui.guard import guard
from pages.ui.language import _, language, say_reason
from pages.ui.large_tables import show_frame
from pages.ui.released_words import capital, code_words, table_words
from pages.ui.releasing import the_protocol
from pages.ui.texts import Number
from priemna.sharing.outsider import Concluded
from priemna.sharing.released import TOTAL, ReleasedTable

SHOWN_FIRST = 200


def draw() -> None:
    """Draw the page."""
    page = guard(__file__)
    frame.title(page, _("What could somebody work out from all that they have received?"))
    protocol, _text = the_protocol(cached.store_path())
    audience = st.segmented_control(
        _("Audience"),
        list(protocol.audiences),
        format_func=lambda code: protocol.audiences[code].names[language()],
        required=True,
        key=keep("audience", next(iter(protocol.audiences)), options=protocol.audiences),
    )
    answer = cached.fact(load_red_team, audience=audience)
    if answer is None:
        frame.say_empty(
            _(
                "Nothing has been published for this audience yet; `priemna release publish` "
                "makes a release and attacks it first."
            )
        )
        return
    verdict(answer)
    what_is_left()
    small(answer)
    errors(answer)


def verdict(answer: RedTeam) -> None:
    """Whether anything can be opened, and by what."""
    if not answer.found and not answer.open:
        st.success(
            _(
                "Nobody gets at a small number: {n} release up to {date} was attacked, with all "
                "other audiences' files beside it.",
                plural="Nobody gets at a small number: {n} releases up to {date} were attacked "
                "together, with all other audiences' files beside them.",
                n=len(answer.releases),
                date=answer.published_on,
            )
        )
        return
    st.error(
        _(
            "{n} cell can be opened. Do not give these files to anybody.",
            plural="{n} cells can be opened. Do not give these files to anybody.",
            n=len(answer.found) + len(answer.open),
        )
    )
    for one in answer.found[:SHOWN_FIRST]:
        st.markdown("- " + say_reason(one.message))
    for one in answer.open[:SHOWN_FIRST]:
        st.markdown("- " + sentence(answer, one))


def what_is_left() -> None:
    """What no interval measures."""
    st.caption(
        _(
            "Tried was what somebody can say who knows more than anybody is given: every rounded "
            "number behind the tables and how numbers are rounded, only not the secret key. Such "
            "a person can still guess: where 0 is shown, that there were a few rather than nobody."
        )
    )


def small(answer: RedTeam) -> None:
    """The cells that are worth protecting, in words."""
    st.subheader(_("Where few people stand"), anchor=False)
    if not answer.small:
        st.write(
            _(
                "No table of the newest release has a cell with 1 to {n} people.",
                n=answer.protocol.threshold - 1,
            )
        )
        return
    narrowest = min(answer.small, key=lambda one: one.high - one.low)
    st.write(
        _(
            "{n} cell of the newest release holds 1 to {last} people.",
            plural="{n} cells of the newest release hold 1 to {last} people.",
            n=len(answer.small),
            last=answer.protocol.threshold - 1,
        )
        + " "
        + _("This one can be told most closely: {sentence}", sentence=sentence(answer, narrowest))
    )
    rows = table(answer)
    show_frame(rows, name=_("Where few people stand"), key="small_cells")
    st.caption(_("“Counted” is for the team alone: this table is not to be passed on."))


def sentence(answer: RedTeam, one: Concluded) -> str:
    """What an outsider can say of one cell."""
    return _(
        "{cell} ({table}): {shown} is shown, and it may be anything from {low} to {high}.",
        table=table_words(answer.releases[-1].tables[one.table]),
        cell=cell_name(answer.releases[-1].tables[one.table], one),
        shown=one.shown,
        low=one.low,
        high=one.high,
    )


def cell_name(released: ReleasedTable, one: Concluded) -> str:
    """Codes of a cell in words, margins left out."""
    told = [
        code_words(name, code)
        for name, code in zip(released.dimensions, one.keys, strict=True)
        if code != TOTAL
    ]
    return ", ".join(told) or _("total")


def table(answer: RedTeam) -> pd.DataFrame:
    """All small cells."""
    tables = answer.releases[-1].tables
    return pd.DataFrame(
        {
            _("Cell"): cell_name(tables[one.table], one),
            _("Counted"): one.counted,
            _("Shown"): one.shown,
            _("An outsider can say"): _("{low} to {high}", low=one.low, high=one.high),
            _("Table"): capital(table_words(tables[one.table])),
        }
        for one in answer.small
    )


def errors(answer: RedTeam) -> None:
    """What the protection costs in accuracy."""
    st.subheader(_("How far the figures are from what was counted"), anchor=False)
    tables = answer.releases[-1].tables
    rows = pd.DataFrame(
        {
            _("Table"): capital(table_words(tables[one.table])),
            _("Cells"): one.cells,
            _("Mean error, people"): _("{value}", value=Number(one.mean_error, 1)),
            _("Largest error, people"): one.largest_error,
        }
        for one in answer.errors
    )
    name = _("How far the figures are from what was counted")
    show_frame(rows, name=name, key="errors")
    st.caption(
        _(
            "For the team alone as well: an exact error, laid beside a shown figure, gives the "
            "figure that was counted."
        )
    )


draw()
