"""The legend of a map as HTML: swatches drawn like the shapes they explain, readable in grey."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from html import escape
from typing import Literal

from pages.ui import colours
from pages.ui.classes import Classes
from pages.ui.language import _
from pages.ui.marks import LOOKS, Mark
from pages.ui.svg import svg_image


@dataclass(frozen=True)
class LegendEntry:
    """One line of a legend.

    Parameters
    ----------
    label
        Words in the reader's language; escaped here.
    fill
        Colour of the shape or line, ``#rrggbb``.
    mark
        What the shape says beside its colour.
    shape
        ``"area"``, ``"circle"`` or ``"line"``.
    dash
        Dash of a line in pixels.
    """

    label: str
    fill: str = ""
    mark: Mark = Mark.VALUE
    shape: Literal["area", "circle", "line"] = "area"
    dash: str = ""


def class_entries(
    classes: Classes,
    written: Callable[[float], object],
    shape: Literal["area", "circle"] = "area",
) -> tuple[LegendEntry, ...]:
    """Legend lines of classes, from light to dark.

    Parameters
    ----------
    classes
        From :func:`pages.ui.classes.split`.
    written
        Limit to what :func:`pages.ui.texts.say` writes: ``lambda v: Share(v)``.
    shape
        What the map draws.
    """
    ranges = classes.ranges
    return tuple(
        LegendEntry(_class_name(low, high, written, index, len(ranges)), fill, shape=shape)
        for index, (low, high, fill) in enumerate(ranges)
    )


def _class_name(
    low: float, high: float, written: Callable[[float], object], index: int, count: int
) -> str:
    from_, to = _("{value}", value=written(low)), _("{value}", value=written(high))
    if low == high or (from_ == to and count == 1):
        return from_
    if from_ != to:
        return _("{low} to {high}", low=written(low), high=written(high))
    # Written as roughly as here, both ends are one number.
    if index == 0:
        return _("under {limit}", limit=written(high))
    return _("{limit} or more", limit=written(low))


def legend_html(
    entries: Iterable[LegendEntry], title: str = "", *, one_per_line: bool = False
) -> str:
    """Legend as one HTML list, or nothing where there are no entries."""
    lines = [f"<li>{swatch(entry)}<span>{escape(entry.label)}</span></li>" for entry in entries]
    if not lines:
        return ""
    heading = f'<p class="legend-title">{escape(title)}</p>' if title else ""
    kind = "legend one-per-line" if one_per_line else "legend"
    return f'<div class="{kind}">{heading}<ul>{"".join(lines)}</ul></div>'


def swatch(entry: LegendEntry) -> str:
    """Small drawing of one entry: the fill, hatch and outline that the map uses."""
    look = LOOKS[entry.mark]
    fill = look.fill or entry.fill or colours.PAPER
    dash = f' stroke-dasharray="{look.dash}"' if look.dash else ""
    if entry.shape == "line":
        body = (
            f'<line x1="1" y1="10" x2="29" y2="10" stroke="{escape(entry.fill)}" stroke-width="3.5"'
            f' stroke-dasharray="{escape(entry.dash)}"/>'
        )
    elif entry.shape == "circle":
        body = _circle(entry, fill, dash)
    else:
        body = (
            f'<rect x="1" y="1" width="28" height="18" fill="{escape(fill)}"/>'
            f"{_hatching(look.hatch)}"
            f'<rect x="1" y="1" width="28" height="18" fill="none" stroke="{colours.BORDER}"'
            f"{dash}/>"
        )
    return svg_image(body, 30, 20)


def _circle(entry: LegendEntry, fill: str, dash: str) -> str:
    outline = f'stroke="{colours.INK}" stroke-width="1"'
    hole = f'<circle cx="15" cy="10" r="3.7" fill="{colours.PAPER}" {outline}/>'
    return (
        f'<circle cx="15" cy="10" r="7.5" fill="{escape(fill)}" {outline}{dash}/>'
        f"{hole if entry.mark is Mark.NEVER_VISITED else ''}"
    )


def _hatching(hatch: str) -> str:
    if hatch == "dots":
        return "".join(
            f'<circle cx="{x}" cy="{y}" r="1.1" fill="{colours.HATCH}"/>'
            for y in (5, 10, 15)
            for x in range(5 if y != 10 else 8, 28, 6)
        )
    if hatch == "rising":
        ends = [(x, 19, x + 9, 1) for x in range(-5, 28, 5)]
    elif hatch == "falling":
        ends = [(x, 1, x + 9, 19) for x in range(-5, 28, 8)]
    else:
        return ""
    return "".join(_line_within(*end) for end in ends)


def _line_within(x1: float, y1: float, x2: float, y2: float) -> str:
    """Draw the part of a slanting line between the left and right edge of the swatch."""
    slope = (y2 - y1) / (x2 - x1)
    left, right = max(x1, 1.0), min(x2, 29.0)
    return (
        f'<line x1="{left:g}" y1="{y1 + slope * (left - x1):g}"'
        f' x2="{right:g}" y2="{y1 + slope * (right - x1):g}"'
        f' stroke="{colours.HATCH}" stroke-width="1.2"/>'
    )
