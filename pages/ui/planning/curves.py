"""The chart of need and cost: what more and more work brings, and scenarios named on it."""

from typing import TYPE_CHECKING

import pandas as pd

from pages.ui import colours
from pages.ui.charts import dress

if TYPE_CHECKING:
    from plotly.graph_objects import Figure


def need_and_cost(frame: pd.DataFrame, *, x: str, unit: str) -> "Figure":
    """What more and more work brings: points on a curve, and scenarios named beside it.

    Parameters
    ----------
    frame
        ``label``, ``x`` (work), ``women`` (what it brings), ``is_curve`` (small dots; the others
        are large and carry their label).
    x, unit
        What the axes count, in the reader's language.
    """
    import plotly.graph_objects as go

    curve, named = frame[frame["is_curve"]], frame[~frame["is_curve"]]
    hover = "%{text}<br>%{x:,.0f}: %{y:,.1f}<extra></extra>"
    figure = go.Figure(
        [
            go.Scatter(
                x=curve["x"],
                y=curve["women"],
                text=curve["label"],
                mode="markers",
                marker={
                    "size": 9,
                    "color": colours.SOFT,
                    "line": {"color": colours.INK, "width": 1},
                },
                hovertemplate=hover,
            ),
            go.Scatter(
                x=named["x"],
                y=named["women"],
                text=named["label"],
                mode="markers+text",
                textposition="top center",
                marker={"size": 15, "symbol": "diamond", "color": colours.ACCENT},
                hovertemplate=hover,
            ),
        ]
    )
    dress(figure, unit, height=380)
    figure.update_layout(showlegend=False)
    figure.update_xaxes(title={"text": x, "font": {"size": 14}}, rangemode="tozero")
    figure.update_yaxes(rangemode="tozero")
    return figure
