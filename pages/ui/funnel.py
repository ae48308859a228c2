"""A funnel: rates over what they rest on, between the lines within which chance moves them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from shapely import Polygon, box

from pages.ui import colours
from pages.ui.charts import dress
from priemna.evidence.limits import ALARM, WARN, rate_funnel

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

_STEPS = 80
# Side of its point → whether the label lies to the right or left of it, below or above.
_SIDES = {
    "top center": (0, -1),
    "middle right": (1, 0),
    "middle left": (-1, 0),
    "bottom center": (0, 1),
}
_ROOMS = (300, 900)
"""Widths of the drawing on a phone and on a desk, in pixels."""
_HEIGHT, _LINE, _LETTER, _DOT = 270, 18, 8, 7
_LINES = {WARN: "dash", ALARM: "solid"}


@dataclass(frozen=True)
class Point:
    """One area.

    Parameters
    ----------
    label
        Its name.
    women_years
        What its rate rests on.
    rate
        Per 1 000 women and year.
    """

    label: str
    women_years: float
    rate: float


def funnel(points: Sequence[Point], common_rate: float, *, unit: str, across: str) -> "Figure":
    """Points with the lines of 95 and 99.8 % around the common rate.

    Parameters
    ----------
    points
        At least one.
    common_rate
        Of all areas together, per 1 000 women and year, above zero.
    unit, across
        What the upright and the lying axis count, in the reader's language.
    """
    import plotly.graph_objects as go

    widest = max(point.women_years for point in points)
    along = np.geomspace(min(point.women_years for point in points) / 2, widest * 1.3, _STEPS)
    figure = go.Figure()
    for level, dash in _LINES.items():
        limits = rate_funnel(common_rate / 1000, along, level=level)
        for ends in (limits.low, limits.high):
            figure.add_trace(
                go.Scatter(
                    x=along,
                    y=1000 * ends,
                    mode="lines",
                    line={"color": colours.BORDER, "width": 1.5, "dash": dash},
                    hoverinfo="skip",
                )
            )
    figure.add_trace(
        go.Scatter(
            x=[along[0], along[-1]],
            y=[common_rate, common_rate],
            mode="lines",
            line={"color": colours.INK, "width": 1},
            hoverinfo="skip",
        )
    )
    top = 1.25 * max([point.rate for point in points] + [3 * common_rate])
    figure.add_trace(
        go.Scatter(
            x=[point.women_years for point in points],
            y=[point.rate for point in points],
            text=[point.label for point in points],
            mode="markers+text",
            textposition=sides(points, (float(along[0]), float(along[-1])), top),
            marker={"size": 11, "color": colours.PRIMARY},
            hovertemplate="%{text}: %{y:,.1f}<extra></extra>",
        )
    )
    dress(figure, unit, height=360)
    figure.update_layout(showlegend=False)
    figure.update_xaxes(type="log", title={"text": across, "font": {"size": 14}}, dtick="D2")
    figure.update_yaxes(range=[0, top])
    return figure


def sides(points: Sequence[Point], reach: tuple[float, float], top: float) -> list[str]:
    """Side of each point where its label covers least of the others, on a phone and on a desk.

    Parameters
    ----------
    points
        Those of the funnel; labels are placed in their order.
    reach
        Women-years at both ends of the lying axis.
    top
        Rate at the upper end of the upright one.
    """
    sheets = [box(0, 0, room, _HEIGHT) for room in _ROOMS]
    taken = [[_box(_at(point, reach, top, room)) for room in _ROOMS] for point in points]
    found = []
    for place, point in enumerate(points):
        others = [boxes for at, boxes in enumerate(taken) if at != place]
        tried = {side: _label(point, side, reach, top) for side in _SIDES}
        covered = {
            side: sum(
                mine.difference(sheet).area + sum(mine.intersection(one).area for one in there)
                for mine, sheet, *there in zip(label, sheets, *others, strict=True)
            )
            for side, label in tried.items()
        }
        best = min(covered, key=lambda side: covered[side])
        taken.append(tried[best])
        found.append(best)
    return found


def _label(point: Point, side: str, reach: tuple[float, float], top: float) -> list[Polygon]:
    right, down = _SIDES[side]
    width = _LETTER * len(point.label)
    found = []
    for room in _ROOMS:
        x, y = _at(point, reach, top, room)
        middle = x + right * (width / 2 + _DOT), y + down * (_LINE / 2 + _DOT)
        found.append(_box(middle, width, _LINE))
    return found


def _at(point: Point, reach: tuple[float, float], top: float, room: int) -> tuple[float, float]:
    along = np.log(point.women_years / reach[0]) / np.log(reach[1] / reach[0])
    return float(room * along), _HEIGHT * (1 - point.rate / top)


def _box(middle: tuple[float, float], width: float = 2 * _DOT, height: float = 2 * _DOT) -> Polygon:
    x, y = middle
    return box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
