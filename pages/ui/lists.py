"""A ranked list with dots and intervals as plain HTML: light, printable, read aloud as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from pages.ui import colours
from pages.ui.svg import svg_image

_WIDTH, _HEIGHT = 200, 18


@dataclass(frozen=True)
class IntervalRow:
    """One line of the list.

    Parameters
    ----------
    rank, label
        Number and name, already in words.
    value, low, high
        The dot and the ends of its interval, in the unit of the list; None for a line of words
        alone.
    written
        Value and interval in words, for those who read instead of look.
    more
        Further cells in words, one for each heading after the fourth.
    why
        Reason of the last of them, read by resting on it; a phone writes it out.
    is_hollow
        A ring instead of a dot: never visited.
    is_chosen
        The line of the place chosen on the map.
    """

    rank: str
    label: str
    value: float | None
    low: float | None
    high: float | None
    written: str
    more: tuple[str, ...] = ()
    why: str = ""
    is_hollow: bool = False
    is_chosen: bool = False


def interval_list_html(
    rows: Sequence[IntervalRow], heads: tuple[str, ...], *, counted: bool = False
) -> str:
    """Table of the rows on one scale, zero within it.

    Parameters
    ----------
    rows
        In the order to be shown.
    heads
        Headings of rank, label, picture and words, and of what each row says more.
    counted
        The rank is a number that means nothing without its heading: it stands last, and a phone
        repeats its heading.
    """
    drawn = [row for row in rows if row.value is not None]
    ends = min((r.low for r in drawn), default=0.0), max((r.high for r in drawn), default=1.0)
    scale = (min(ends[0], 0.0), max(ends[1], 0.0) if ends[0] < 0 else ends[1] or 1.0)
    rank, *others = heads
    shown = (*others, rank) if counted else heads
    head = "".join(f'<th scope="col">{escape(text)}</th>' for text in shown)
    body = "".join(
        f"<tr{' class=chosen' if row.is_chosen else ''}>"
        + ("" if counted else f"<td>{escape(row.rank)}</td>")
        + f'<th scope="row">{escape(row.label)}</th>'
        f"<td>{_picture(row, scale) if row.value is not None else ''}</td>"
        f"<td>{escape(row.written)}</td>"
        + "".join(
            f'<td class="more" data-head="{escape(name, quote=True)}">{text}</td>'
            for name, text in zip(
                shown[3 if counted else 4 :],
                (*_more(row), escape(row.rank)) if counted else _more(row),
                strict=True,
            )
        )
        + "</tr>"
        for row in rows
    )
    kind = "intervals counted" if counted else "intervals"
    return f'<table class="{kind}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _more(row: IntervalRow) -> list[str]:
    cells = [escape(text) for text in row.more]
    if cells and row.why:
        cells[-1] = f'<abbr title="{escape(row.why, quote=True)}">{cells[-1]}</abbr>'
    return cells


def _picture(row: IntervalRow, scale: tuple[float, float]) -> str:
    start, end = scale
    zero, low, value, high = (
        6 + (_WIDTH - 12) * (number - start) / ((end - start) or 1.0)
        for number in (0.0, row.low, row.value, row.high)
    )
    fill = colours.PAPER if row.is_hollow else colours.PRIMARY
    axis = (
        f'<line x1="{zero:.1f}" x2="{zero:.1f}" y1="0" y2="{_HEIGHT}" stroke="{colours.MUTED}"'
        ' stroke-width="1"/>'
        if start < 0
        else ""
    )
    return svg_image(
        f'{axis}<line x1="{low:.1f}" x2="{high:.1f}" y1="9" y2="9" stroke="{colours.BORDER}"'
        ' stroke-width="2"/>'
        f'<circle cx="{value:.1f}" cy="9" r="5" fill="{fill}" stroke="{colours.PRIMARY}"'
        ' stroke-width="2"/>',
        _WIDTH,
        _HEIGHT,
    )
