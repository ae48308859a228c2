"""Charts in one quiet style: figures from plain frames, and one way to put them on a page.

Plotly is loaded when the first chart is built, so that pages without charts stay light.
"""

from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st

from pages.ui import colours
from pages.ui.language import _, language
from pages.ui.marks import EMPTIES, NAMES, Mark
from pages.ui.texts import Quarter, write

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

_SEPARATORS = {"bg": ",\u00a0", "en": ".,"}
_ROW_PX = 26
_SYMBOLS = {
    Mark.ZERO: "circle-open",
    Mark.HIDDEN: "hash-open",
    Mark.NO_DATA: "circle-open-dot",
    Mark.NOT_APPLICABLE: "line-ew-open",
}
_FONT = '"Source Sans", "Segoe UI", "Noto Sans", sans-serif'


def dot_and_interval(frame: pd.DataFrame, *, unit: str) -> "Figure":
    """Ranked list of values with the interval each of them may lie in.

    Parameters
    ----------
    frame
        One row per thing, best first: ``label``, ``value``, ``low``, ``high``; ``is_hollow``
        (optional) draws the dot as a ring: never visited.
    unit
        What the axis counts, in the reader's language.
    """
    import plotly.graph_objects as go

    hollow = frame.get("is_hollow", pd.Series(False, index=frame.index)).astype(bool)
    figure = go.Figure(
        go.Scatter(
            x=frame["value"],
            y=frame["label"],
            mode="markers",
            error_x={
                "type": "data",
                "symmetric": False,
                "array": frame["high"] - frame["value"],
                "arrayminus": frame["value"] - frame["low"],
                "color": colours.BORDER,
                "thickness": 2,
                "width": 0,
            },
            marker={
                "size": 11,
                "color": [colours.PAPER if ring else colours.PRIMARY for ring in hollow],
                "line": {"color": colours.PRIMARY, "width": 2},
            },
            customdata=frame[["low", "high"]],
            hovertemplate="<b>%{y}</b><br>%{x:,.1f} (%{customdata[0]:,.1f}–%{customdata[1]:,.1f})"
            "<extra></extra>",
        )
    )
    dress(figure, unit, height=90 + _ROW_PX * len(frame))
    figure.update_xaxes(rangemode="tozero", side="top")
    figure.update_yaxes(autorange="reversed", showgrid=False, ticklabelstandoff=6)
    return figure


def quarterly_series(frame: pd.DataFrame, *, unit: str, kind: str = "bars") -> "Figure":
    """Values by quarter, a quarter without a value left open.

    Parameters
    ----------
    frame
        ``quarter_on`` (date, any day of the quarter), ``value`` (NaN where hidden or not
        collected), ``series`` (optional: name of the line or bar), ``mark`` (optional: a
        :class:`pages.ui.marks.Mark` that says why there is no bar, drawn on the base line);
        ``low`` and ``high`` (optional: limits of what was to be expected, NaN for none); quarters
        that are missing between the first and the last one are put in and left open.
    unit
        What is counted, in the reader's language.
    kind
        ``"bars"`` for counts, ``"line"`` for rates and shares.
    """
    import plotly.graph_objects as go

    names = frame["series"] if "series" in frame else pd.Series("", index=frame.index)
    quarters = _quarters(frame)
    labels = [write(language(), Quarter(start.date())) for start in quarters]
    ticks = [_tick(label, i, len(labels)) for i, label in enumerate(labels)]
    figure = go.Figure()
    for index, name in enumerate(dict.fromkeys(names)):
        rows = frame[names == name]
        starts = pd.PeriodIndex(pd.to_datetime(rows["quarter_on"]), freq="Q").to_timestamp()
        values = pd.Series(rows["value"].to_numpy(), index=starts).reindex(quarters)
        only = colours.SOFT if "low" in frame else colours.PRIMARY
        colour, dash = colours.named(index) if names.nunique() > 1 else (only, "")
        figure.add_trace(_trace(go, kind, labels, values, name, colour, dash))
    if "low" in frame:
        figure.add_traces(list(_limits(go, quarters, labels, frame)))
    marked = set()
    if "mark" in frame:
        days = [write(language(), Quarter(pd.Timestamp(day).date())) for day in frame["quarter_on"]]
        _mark_empties(go, figure, days, frame["mark"], marked)
    dress(figure, unit, height=340)
    figure.update_layout(showlegend=names.nunique() > 1 or bool(marked), bargap=0.35)
    # Labels are kept as categories: a date axis would put its own English months there.
    figure.update_xaxes(
        type="category", showgrid=False, tickangle=0, tickvals=labels, ticktext=ticks
    )
    figure.update_yaxes(rangemode="tozero")
    return figure


def show_chart(figure: "Figure", *, key: str, alt: str) -> None:
    """Put a figure on the page.

    Parameters
    ----------
    figure
        From one of the builders above.
    key
        Name of the chart on its page.
    alt
        What the chart shows, for those who do not see it.
    """
    st.plotly_chart(
        figure,
        theme=None,
        key=key,
        alt=alt,
        config={"displayModeBar": False, "scrollZoom": False, "showTips": False},
    )


def _quarters(frame: pd.DataFrame) -> pd.DatetimeIndex:
    if frame.empty:
        return pd.DatetimeIndex([])
    days = pd.PeriodIndex(pd.to_datetime(frame["quarter_on"]), freq="Q")
    return pd.period_range(days.min(), days.max(), freq="Q").to_timestamp()


def _mark_empties(
    go: Any, figure: "Figure", labels: list[str], marks: pd.Series | None, seen: set[Mark]
) -> None:
    """Draw on the base line why a bar is missing: the four empties never look alike."""
    for mark in EMPTIES if marks is not None else ():
        here = [label for label, m in zip(labels, marks, strict=True) if m == mark]
        if not here:
            continue
        seen.add(mark)
        figure.add_trace(
            go.Scatter(
                x=here,
                y=[0] * len(here),
                mode="markers",
                name=_(NAMES[mark]),
                cliponaxis=False,
                marker={
                    "symbol": _SYMBOLS[mark],
                    "size": 12,
                    "color": colours.INK,
                    "line": {"color": colours.INK, "width": 1.5},
                },
                hovertemplate="%{x}<extra>%{fullData.name}</extra>",
            )
        )


def _tick(label: str, index: int, count: int) -> str:
    """Shorten a quarter's label: the year once a year, below; the word only where there is room."""
    quarter, year = label.rsplit(" ", 1)
    number = quarter.split(" ")[0] if count > 8 else quarter
    is_first = number.removeprefix("Q").split(" ")[0] in ("I", "1")
    return f"{number}<br>{year}" if index == 0 or is_first else number


def _limits(go: Any, quarters: pd.DatetimeIndex, labels: list[str], frame: pd.DataFrame) -> Any:
    """Short lines above and below each quarter, readable without colour."""
    starts = pd.PeriodIndex(pd.to_datetime(frame["quarter_on"]), freq="Q").to_timestamp()
    for column in ("low", "high"):
        values = pd.Series(frame[column].to_numpy(), index=starts).reindex(quarters)
        yield go.Scatter(
            x=labels,
            y=values,
            mode="markers",
            marker={
                "symbol": "line-ew-open",
                "size": 26,
                "line": {"color": colours.INK, "width": 2.5},
                "color": colours.INK,
            },
            hovertemplate="%{y:,.0f}<extra></extra>",
            showlegend=False,
        )


def _trace(
    go: Any, kind: str, labels: list[str], values: pd.Series, name: str, colour: str, dash: str
) -> Any:
    shared = {"x": labels, "y": values.to_list(), "name": name, "showlegend": bool(name)}
    hover = "%{x}: %{y:,.1f}<extra>" + ("%{fullData.name}" if name else "") + "</extra>"
    if kind == "line":
        line = {"color": colour, "width": 2.5, "dash": dash.replace(" ", "px,") + "px"}
        if not dash:
            line["dash"] = "solid"
        return go.Scatter(
            **shared, mode="lines+markers", line=line, connectgaps=False, hovertemplate=hover
        )
    return go.Bar(**shared, marker_color=colour, hovertemplate=hover.replace(",.1f", ",.0f"))


def dress(figure: "Figure", unit: str, *, height: int) -> None:
    """Give a figure the look of all others.

    Parameters
    ----------
    figure
        Changed in place.
    unit
        What is counted, written above.
    height
        Pixels.
    """
    axis = {
        "gridcolor": "#e4ddd0",
        "zerolinecolor": colours.BORDER,
        "linecolor": colours.BORDER,
        "fixedrange": True,
        "automargin": True,
        "tickformat": ",~g",
    }
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 12, "t": 44, "b": 8},
        # The unit as a line above the chart: turned sideways nobody reads it.
        title={
            "text": unit,
            "font": {"size": 14, "color": colours.MUTED},
            "x": 0,
            "xref": "container",
            "y": 1,
            "yref": "container",
            "yanchor": "top",
            "pad": {"t": 6, "l": 4},
        },
        font={"family": _FONT, "size": 14, "color": colours.INK},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        separators=_SEPARATORS[language()],
        hoverlabel={
            "bgcolor": "#fffdf9",
            "bordercolor": colours.BORDER,
            "font": {"color": colours.INK, "family": _FONT},
        },
        legend={"orientation": "h", "yanchor": "top", "y": -0.16, "x": 0},
    )
    figure.update_xaxes(**axis)
    figure.update_yaxes(**axis)
