"""A row of small bars in the line of a text: where a figure went, without axes."""

from collections.abc import Sequence

from pages.ui import colours
from pages.ui.svg import svg_image

_BAR, _GAP, _HEIGHT = 22, 6, 44


def spark_html(values: Sequence[float | None], *, alt: str) -> str:
    """Bars from zero, oldest first.

    Parameters
    ----------
    values
        In any unit; None (hidden or not collected) is an open bar of a third of the height,
        below zero is drawn as zero.
    alt
        The values in words.
    """
    top = max((value for value in values if value is not None), default=0.0) or 1.0
    bars = []
    for index, value in enumerate(values):
        left = index * (_BAR + _GAP)
        tall = _HEIGHT / 3 if value is None else max(value, 0.0) / top * (_HEIGHT - 4)
        look = (
            f'fill="none" stroke="{colours.BORDER}" stroke-dasharray="3 3"'
            if value is None
            else f'fill="{colours.PRIMARY}"'
        )
        bars.append(
            f'<rect x="{left + 1}" y="{_HEIGHT - tall:.1f}" width="{_BAR - 2}"'
            f' height="{tall:.1f}" {look}/>'
        )
    width = max(len(values) * (_BAR + _GAP), 1)
    floor = f'<line x1="0" x2="{width}" y1="{_HEIGHT}" y2="{_HEIGHT}" stroke="{colours.BORDER}"/>'
    return (
        f'<div class="spark">{svg_image("".join(bars) + floor, width, _HEIGHT + 1, alt=alt)}</div>'
    )
