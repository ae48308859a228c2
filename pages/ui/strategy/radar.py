"""Radar of policy windows: a timeline of documents, and what could go through the next window."""

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from pages.ui import colours
from pages.ui.svg import svg_image
from pages.ui.texts import Quarter, write
from priemna.strategy.windows import Kind, Standing, Window

_LEFT, _ROW, _WIDTH, _TOP = 300, 38, 960, 34
_LINE = 37
AHEAD_MONTHS = 24


@dataclass(frozen=True)
class Line:
    """A document on the timeline with its windows and the words of each."""

    title: str
    windows: tuple[tuple[Window, str], ...]


def radar_html(lines: Sequence[Line], today: date, language: str, *, name: str) -> str:
    """Timeline from a month ago to two years ahead.

    Parameters
    ----------
    lines
        Documents with a window in that time.
    name
        What it shows, for who listens; the words of all windows follow.
    """
    start, end = _month(today, -1), _month(today, AHEAD_MONTHS)
    scale = (_WIDTH - _LEFT - 20) / (end - start).days

    def x(day: date) -> float:
        return _LEFT + scale * (min(max(day, start), end) - start).days

    height = _TOP + _ROW * len(lines) + 6
    parts = [_months(start, end, x, height, language)]
    for row, line in enumerate(lines):
        y = _TOP + _ROW * row + _ROW / 2
        parts += [
            f'<text x="{_LEFT - 10}" y="{y + at}" text-anchor="end" font-size="12" '
            f'fill="{colours.INK}">{escape(words)}</text>'
            for words, at in _title(line.title)
        ]
        parts.append(f'<line x1="{_LEFT}" x2="{_WIDTH - 20}" y1="{y}" y2="{y}" stroke="#e4ddd0"/>')
        parts += [_window(window, x, y) for window, _words in line.windows]
    now = x(today)
    parts.append(
        f'<line x1="{now}" x2="{now}" y1="{_TOP - 8}" y2="{height}" stroke="{colours.ACCENT}" '
        'stroke-width="2"/>'
    )
    alt = "; ".join(
        (name, *(f"{line.title}: {words}" for line in lines for _window, words in line.windows))
    )
    drawing = f'<g font-family="sans-serif">{"".join(parts)}</g>'
    # On a phone the drawing is too wide to be read: the same windows stand there in words.
    told = "".join(
        f"<li><b>{escape(line.title)}</b>: {escape(words)}</li>"
        for line in lines
        for _window, words in line.windows
    )
    return (
        f'<div class="radar">{svg_image(drawing, _WIDTH, height, alt=alt)}</div>'
        f'<ul class="radar-words">{told}</ul>'
    )


def lines_of(
    windows: Sequence[Window], titles: Mapping[str, str], words: Mapping[Window, str], today: date
) -> tuple[Line, ...]:
    """Documents with a window that is open or opens within two years, soonest first."""
    end = _month(today, AHEAD_MONTHS)
    found: dict[str, list[Window]] = {}
    for window in windows:
        begins = window.opens_on or today
        if window.standing(today) is not Standing.PAST and begins <= end:
            found.setdefault(window.strategy_document_id, []).append(window)
    return tuple(
        Line(titles.get(number, number), tuple((w, words[w]) for w in own))
        for number, own in found.items()
    )


def _window(window: Window, x: Callable[[date], float], y: float) -> str:
    left = x(window.opens_on) if window.opens_on else x(window.closes_on) - 6
    right = x(window.closes_on)
    if window.kind is Kind.EXPIRY:
        return f'<path d="M{right} {y - 9}V{y + 9}" stroke="{colours.INK}" stroke-width="3"/>'
    fill = colours.PAPER if window.assumed else colours.PRIMARY
    dash = ' stroke-dasharray="5 3"' if window.assumed else ""
    return (
        f'<rect x="{left:.1f}" y="{y - 7}" width="{max(right - left, 8):.1f}" height="14" rx="3" '
        f'fill="{fill}" stroke="{colours.PRIMARY}" stroke-width="1.5"{dash}/>'
    )


def _months(
    start: date, end: date, x: Callable[[date], float], height: float, language: str
) -> str:
    parts, day = [], start.replace(day=1)
    while day <= end:
        if day >= start and (day.month - 1) % 3 == 0:
            at, words = x(day), write(language, Quarter(day))
            if day.month > 1 and parts:
                # The year once is enough; all of them do not fit.
                words = words.rsplit(" ", 1)[0]
            parts.append(
                f'<line x1="{at:.1f}" x2="{at:.1f}" y1="{_TOP - 8}" y2="{height}" '
                f'stroke="#d8d1c3"/><text x="{at + 3:.1f}" y="16" font-size="12" '
                f'fill="{colours.MUTED}">{escape(words)}</text>'
            )
        day = _month(day, 1)
    return "".join(parts)


def _month(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _title(text: str) -> list[tuple[str, float]]:
    """Title in one or two lines, with the place of each below the middle of its row."""
    lines = textwrap.wrap(text, _LINE, max_lines=2, placeholder=" …")
    return [(lines[0], 4)] if len(lines) == 1 else [(lines[0], -3), (lines[1], 11)]
