"""A funnel: rates over what they rest on, between the lines within which chance moves them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from pages.ui import colours
from pages.ui.charts import dress
from priemna.evidence.limits import ALARM, WARN, rate_funnel

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

_STEPS = 80
_SIDES = ("top center", "middle left", "middle right")
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
    points = sorted(points, key=lambda point: point.women_years)
    figure.add_trace(
        go.Scatter(
            x=[point.women_years for point in points],
            y=[point.rate for point in points],
            text=[point.label for point in points],
            mode="markers+text",
            # By turns, for neighbours on the axis would write over each other.
            textposition=[_SIDES[place % len(_SIDES)] for place in range(len(points))],
            marker={"size": 11, "color": colours.PRIMARY},
            hovertemplate="%{text}: %{y:,.1f}<extra></extra>",
        )
    )
    dress(figure, unit, height=360)
    figure.update_layout(showlegend=False)
    figure.update_xaxes(type="log", title={"text": across, "font": {"size": 14}}, dtick="D2")
    top = max([point.rate for point in points] + [3 * common_rate])
    figure.update_yaxes(range=[0, top * 1.25])
    return figure
