"""Maps and charts of documents: drawn by matplotlib, readable in black and white."""

import io
import math
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import matplotlib
from matplotlib.figure import Figure
from matplotlib.patches import Patch, PathPatch
from matplotlib.path import Path as Line
from shapely.geometry.base import BaseGeometry

from pages.ui import colours

PNG_DPI = 150
HATCHES = ("", "....", "////", "xxxx", "++++", "||||", "****")
"""Hatching of the classes from low to high: the order survives a copy without colours."""

EMPTY_LOOKS = {
    "zero": ("#ffffff", ""),
    "hidden": ("#ddd7cb", "\\\\\\\\"),
    "no_data": ("#ffffff", "oo"),
    "not_applicable": ("#ffffff", "--"),
}
_LABEL, _ROW_NAME = 9, 34
_KM_PER_DEGREE = 111.32
_BAR_KM = 20


@dataclass(frozen=True)
class Painted:
    """How one area is drawn: class of its value (from 0), or the code of what it has instead."""

    words: str
    level: int | None = None
    empty: str = ""


@dataclass(frozen=True, eq=False)
class Drawn:
    """A picture that is written in the form a document needs."""

    figure: Figure

    def svg(self) -> bytes:
        """Lines, for PDF and for those who want to enlarge it."""
        # Without a clock or chance in the file the same document is the same bytes.
        return self._written("svg", {"Date": None})

    def png(self) -> bytes:
        """Points, for DOCX and presentations."""
        return self._written("png", {"Software": None})

    def _written(self, kind: str, metadata: dict[str, None]) -> bytes:
        file = io.BytesIO()
        with matplotlib.rc_context({"svg.hashsalt": "priemna", "hatch.linewidth": 0.5}):
            self.figure.savefig(file, format=kind, dpi=PNG_DPI, metadata=metadata)
        return file.getvalue()


def draw_map(
    shapes: Mapping[str, BaseGeometry],
    names: Mapping[str, str],
    painted: Mapping[str, Painted],
    *,
    legend: Sequence[str],
    empties: Mapping[str, str],
    legend_title: str,
    note: str,
    bar: str,
    size_cm: tuple[float, float] = (16.0, 12.0),
    highlight: str | None = None,
) -> Drawn:
    """Draw areas with name and figure in each.

    Parameters
    ----------
    shapes
        Code → shape in degrees.
    legend
        Words of the classes, low to high.
    empties
        Words of the kinds of emptiness that occur, by their code.
    note, bar
        Below the map: what the borders are; words of the bar of 20 km.
    highlight
        Code of an area drawn with a thick outline.
    """
    figure, axes = _figure(size_cm, (0.01, 0.045, 0.77, 0.945))
    west, south, east, north = _bounds(shapes.values())
    squeeze = math.cos(math.radians((south + north) / 2))
    # Not to the dark end: hatching must stay visible on every class.
    fills = colours.ramp(len(legend) + 2)[: len(legend)]
    for code, shape in shapes.items():
        one = painted[code]
        face, hatch = (
            (fills[one.level], HATCHES[one.level])
            if one.level is not None
            else EMPTY_LOOKS[one.empty]
        )
        axes.add_patch(_patch(shape, face, hatch, thick=code == highlight))
        at = shape.representative_point()
        axes.annotate(
            "\n".join([names[code], *_wrapped(one.words, _LABEL)]),
            (at.x, at.y),
            ha="center",
            va="center",
            fontsize=7.8,
            linespacing=1.05,
            color="#000000",
            # On hatching only letters on white are read.
            bbox={"boxstyle": "round,pad=0.12", "facecolor": "#ffffff", "edgecolor": "none"},
        )
    axes.set_xlim(west, east)
    axes.set_ylim(south, north)
    axes.set_aspect(1 / squeeze, anchor="E")
    axes.axis("off")
    _draw_bar(axes, west, south, squeeze, bar)
    handles = [
        Patch(facecolor=fill, hatch=hatch, edgecolor=colours.INK, linewidth=0.6, label=words)
        for fill, hatch, words in zip(fills, HATCHES, legend, strict=False)
    ] + [
        Patch(
            facecolor=EMPTY_LOOKS[code][0],
            hatch=EMPTY_LOOKS[code][1],
            edgecolor=colours.INK,
            linewidth=0.6,
            label=words,
        )
        for code, words in empties.items()
    ]
    figure.legend(
        handles=handles,
        title=legend_title,
        loc="upper right",
        bbox_to_anchor=(1.0, 0.99),
        fontsize=8.5,
        title_fontsize=8.5,
        frameon=False,
        handleheight=1.6,
        handlelength=2.2,
        alignment="left",
    )
    figure.text(0.01, 0.01, note, fontsize=7.5, color=colours.MUTED)
    return Drawn(figure)


def draw_bars(
    labels: Sequence[str],
    values: Sequence[float | None],
    texts: Sequence[str],
    *,
    unit: str,
    compare: Sequence[float | None] | None = None,
    compare_words: tuple[str, str] = ("", ""),
    size_cm: tuple[float, float] = (16.0, 7.0),
    upto: float | None = None,
) -> Drawn:
    """Draw lying bars with their numbers beside them.

    Parameters
    ----------
    values
        None leaves the bar out; its text says why.
    texts
        What stands at the end of each bar.
    compare
        Marks to hold the bars against, such as the period before.
    compare_words
        What the bars and the marks are.
    upto
        End of the axis.
    """
    foot = 2.0 / size_cm[1] if compare is not None else 1.3 / size_cm[1]
    figure, axes = _figure(size_cm, (0.4, foot, 0.55, 0.98 - foot))
    rows = range(len(labels))
    known = [value or 0.0 for value in values]
    axes.barh(
        rows,
        known,
        height=0.62,
        color=colours.SOFT,
        edgecolor=colours.INK,
        linewidth=0.6,
        hatch="//",
        label=compare_words[0],
    )
    end = upto or max([*known, *((v or 0) for v in compare or ())], default=1) * 1.15 or 1
    for row, value, text in zip(rows, known, texts, strict=True):
        axes.annotate(
            text, (value, row), xytext=(4, 0), textcoords="offset points", va="center", fontsize=8.5
        )
    if compare is not None:
        there = [
            (value, row) for row, value in zip(rows, compare, strict=True) if value is not None
        ]
        axes.plot(
            [value for value, _ in there],
            [row + 0.43 for _, row in there],
            "^",
            color=colours.ACCENT,
            markersize=5,
            label=compare_words[1],
            clip_on=False,
        )
        figure.legend(loc="lower left", ncols=2, fontsize=8.5, frameon=False)
    _dress(axes, labels, unit, end)
    return Drawn(figure)


def draw_columns(
    labels: Sequence[str],
    values: Sequence[int],
    above: Sequence[str],
    *,
    unit: str,
    size_cm: tuple[float, float] = (16.0, 6.0),
) -> Drawn:
    """Draw standing columns over time, the words given above each."""
    foot = 1.1 / size_cm[1]
    figure, axes = _figure(size_cm, (0.08, foot, 0.91, 0.95 - foot))
    axes.bar(
        range(len(labels)),
        values,
        width=0.66,
        color=colours.SOFT,
        edgecolor=colours.INK,
        linewidth=0.6,
        hatch="//",
    )
    for place, (value, words) in enumerate(zip(values, above, strict=True)):
        axes.annotate(
            words,
            (place, value),
            xytext=(0, 3),
            textcoords="offset points",
            ha="center",
            fontsize=8.5,
        )
    axes.set_xticks(range(len(labels)), labels, fontsize=8)
    axes.set_ylabel(unit, fontsize=8.5)
    axes.set_ylim(0, max(values, default=1) * 1.18 or 1)
    axes.tick_params(length=0, labelsize=8)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)
    return Drawn(figure)


def _figure(
    size_cm: tuple[float, float], place: tuple[float, float, float, float]
) -> tuple[Figure, Any]:
    figure = Figure(figsize=(size_cm[0] / 2.54, size_cm[1] / 2.54))
    return figure, figure.add_axes(place)


def _dress(axes: Any, labels: Sequence[str], unit: str, end: float) -> None:
    wrapped = ["\n".join(_wrapped(label, _ROW_NAME)) for label in labels]
    axes.set_yticks(range(len(labels)), wrapped, fontsize=8, linespacing=1.0)
    axes.set_ylim(len(labels) - 0.4, -0.6)
    axes.set_xlim(0, end)
    axes.set_xlabel(unit, fontsize=8.5)
    axes.tick_params(length=0, labelsize=8)
    for side in ("top", "right"):
        axes.spines[side].set_visible(False)


def _wrapped(words: str, width: int) -> list[str]:
    """Words in lines of about so many characters; a number stays with its unit."""
    return textwrap.wrap(words, width, break_long_words=False, break_on_hyphens=False)


def _bounds(shapes: Iterable[BaseGeometry]) -> tuple[float, float, float, float]:
    west, south, east, north = zip(*(shape.bounds for shape in shapes), strict=True)
    margin = 0.03
    return min(west) - margin, min(south) - margin, max(east) + margin, max(north) + margin


def _patch(shape: BaseGeometry, face: str, hatch: str, *, thick: bool) -> PathPatch:
    vertices, codes = [], []
    for part in getattr(shape, "geoms", [shape]):
        for ring in (part.exterior, *part.interiors):
            points = list(ring.simplify(0.0008).coords)
            vertices += points
            codes += [Line.MOVETO, *[Line.LINETO] * (len(points) - 2), Line.CLOSEPOLY]
    return PathPatch(
        Line(vertices, codes),
        facecolor=face,
        edgecolor="#000000" if thick else colours.INK,
        linewidth=2.4 if thick else 0.8,
        hatch=hatch,
        zorder=2 if thick else 1,
    )


def _draw_bar(axes: Any, west: float, south: float, squeeze: float, words: str) -> None:
    length = _BAR_KM / (_KM_PER_DEGREE * squeeze)
    left, low = west + 0.02, south + 0.02
    axes.plot([left, left + length], [low, low], color="#000000", linewidth=2)
    axes.annotate(words, (left, low), xytext=(0, 4), textcoords="offset points", fontsize=7.5)
