"""Tables of words as plain HTML: they wrap, print, read aloud, and stand as cards on a phone."""

from collections.abc import Sequence
from html import escape

import pandas as pd


def table_html(heads: Sequence[str], rows: Sequence[Sequence[str]], *, name: str) -> str:
    """Table of text; the first cell of each row names the row.

    Parameters
    ----------
    heads
        Heading of each column; said again before each cell where the table stands as cards.
    rows
        Cells, already in the reader's words.
    name
        What the table shows, for those who listen.
    """
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in heads)
    body = "".join(
        "<tr>"
        + "".join(
            _cell(place, title, text)
            for place, (title, text) in enumerate(zip(heads, row, strict=True))
        )
        + "</tr>"
        for row in rows
    )
    return (
        f'<table class="words" aria-label="{escape(name, quote=True)}">'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    )


def frame_html(frame: pd.DataFrame, *, name: str) -> str:
    """A frame whose cells are already in the reader's words, as :func:`table_html` draws it."""
    return table_html(tuple(frame.columns), frame.astype(str).to_numpy().tolist(), name=name)


def counts_html(counts: Sequence[tuple[str, str, bool]]) -> str:
    """A few counts side by side: what is counted, how many, and whether it asks for attention."""
    return (
        '<dl class="counts">'
        + "".join(
            f"<div{' class=wanting' if wanting else ''}>"
            f"<dt>{escape(name)}</dt><dd>{escape(number)}</dd></div>"
            for name, number, wanting in counts
        )
        + "</dl>"
    )


def _cell(place: int, title: str, text: str) -> str:
    tag, scope = ("th", ' scope="row"') if place == 0 else ("td", "")
    return f'<{tag}{scope} data-head="{escape(title, quote=True)}">{escape(_kept(text))}</{tag}>'


def _kept(text: str) -> str:
    """The year of a Bulgarian date keeps its „г.“ on its line."""
    return text.replace(" г.", "\N{NO-BREAK SPACE}г.")
