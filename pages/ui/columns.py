"""How each column of a file was understood, and the boxes in which a person says it better."""

from collections.abc import Sequence
from html import escape

import streamlit as st

from data.fields import fields
from data.matching import ColumnMatch
from pages.ui.inputs import label_of
from pages.ui.language import _, say_reason
from pages.ui.texts import N_

HOW = {
    "exact": N_("as in the template"),
    "known": N_("usual name"),
    "similar": N_("similar spelling"),
    "saved": N_("chosen earlier"),
    "unknown": N_("not known"),
}
UNSURE = ("similar", "unknown")


def draw_columns(kind: str, matches: Sequence[ColumnMatch], chosen_key: str) -> None:
    """Show what each column was taken for and let it be corrected.

    Parameters
    ----------
    kind
        What the file holds.
    matches
        The columns, in the order of the file.
    chosen_key
        Where in the session the choices are kept: header → field, ``""`` for left out.
    """
    named = [match for match in matches if match.header.strip()]
    unsure = [match for match in named if match.how in UNSURE]
    taken = sum(match.field is not None for match in named)
    title = _(
        "Columns: {taken} of {n} understood",
        plural="Columns: {taken} of {n} understood",
        n=len(named),
        taken=taken,
    )
    with st.expander(title, expanded=bool(unsure)):
        every = len(unsure) < len(named) and st.toggle(
            _("Correct the other columns too"), key=f"{chosen_key}_every"
        )
        open_ones = named if every else unsure
        if open_ones:
            with st.container(key="fields_columns"):
                for match in open_ones:
                    _box(kind, match, chosen_key)
        settled = [match for match in named if match not in open_ones]
        if settled:
            st.html(_table(kind, settled))
        if st.session_state.get(chosen_key):
            st.caption(
                _("Your choices are kept with the file; the next one like it needs no clicks.")
            )


def _box(kind: str, match: ColumnMatch, chosen_key: str) -> None:
    labels = {"": _("leave the column out")} | {
        field.name: label_of(field) for field in fields(kind)
    }
    key = f"{chosen_key}_{match.header}"
    st.selectbox(
        match.header,
        list(labels),
        index=list(labels).index(match.field or ""),
        format_func=labels.__getitem__,
        key=key,
        help=say_reason(match.reason),
        on_change=_choose,
        args=(match.header, key, chosen_key),
    )


def _choose(header: str, key: str, chosen_key: str) -> None:
    st.session_state.setdefault(chosen_key, {})[header] = st.session_state[key]


def _table(kind: str, matches: Sequence[ColumnMatch]) -> str:
    labels = {field.name: label_of(field) for field in fields(kind)}
    heads = (_("Column of the file"), _("Taken for"), _("How"))
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(
        f'<tr><th scope="row">{escape(match.header)}</th>'
        f"<td>{escape(labels[match.field] if match.field else _('left out'))}</td>"
        f"<td>{escape(_(HOW[match.how]))}</td></tr>"
        for match in matches
    )
    return f'<table class="plain"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'
