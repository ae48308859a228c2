"""Small bars side by side, one drawing per place, all on one scale: light, printable, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from pages.ui import colours
from pages.ui.svg import svg_image

_STEP, _BAR, _TALL, _TOP = 62, 40, 70, 18


@dataclass(frozen=True)
class Bar:
    """One bar.

    Parameters
    ----------
    label
        What stands below it; a line break parts its lines.
    value
        None or zero draws no bar.
    written
        What stands above it.
    spoken
        The same for those who listen, where it differs.
    """

    label: str
    value: float | None
    written: str
    spoken: str = ""


def small_bars_html(panels: Mapping[str, Sequence[Bar]], *, unit: str) -> str:
    """Draw the bars of each panel, as many panels in a row as the screen holds.

    Parameters
    ----------
    panels
        Bars by the name of the panel, in the order to be shown.
    unit
        What is counted, in the reader's language.
    """
    every = [bar.value or 0.0 for bars in panels.values() for bar in bars]
    top = max(every, default=0.0) or 1.0
    figures = "".join(
        f'<figure class="small-map"><figcaption>{escape(name)}</figcaption>'
        f"{_drawn(bars, top, name)}</figure>"
        for name, bars in panels.items()
    )
    return f'<p class="map-title">{escape(unit)}</p><div class="small-maps bars">{figures}</div>'


def _drawn(bars: Sequence[Bar], top: float, name: str) -> str:
    floor = _TOP + _TALL
    lines = max((bar.label.count("\n") for bar in bars), default=0) + 1
    parts = []
    for index, bar in enumerate(bars):
        middle = _STEP * (index + 0.5)
        tall = (bar.value or 0.0) / top * _TALL
        parts.append(
            f'<rect x="{middle - _BAR / 2:g}" y="{floor - tall:.1f}" width="{_BAR}"'
            f' height="{tall:.1f}" fill="{colours.PRIMARY}"/>'
        )
        parts.append(_text(bar.written, middle, floor - tall - 5, colours.INK))
        parts += [
            _text(line, middle, floor + 16 * (row + 1), colours.MUTED)
            for row, line in enumerate(bar.label.split("\n"))
        ]
    width = max(_STEP * len(bars), 1)
    parts.append(f'<path d="M0 {floor}H{width}" stroke="{colours.BORDER}"/>')
    spoken = "; ".join(f"{bar.label}: {bar.spoken or bar.written}" for bar in bars)
    drawing = f'<g font-family="sans-serif" font-size="13">{"".join(parts)}</g>'
    return svg_image(
        drawing, width, floor + 16 * lines + 6, alt=f"{name}. {spoken}".replace("\n", " ")
    )


def _text(words: str, x: float, y: float, colour: str) -> str:
    return (
        f'<text x="{x:g}" y="{y:.1f}" text-anchor="middle" fill="{colour}">{escape(words)}</text>'
    )
