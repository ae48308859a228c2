"""A map of a document: classes, legend, words for who listens, source."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pages.ui.classes import split
from pages.ui.documents.blocks import Picture
from pages.ui.documents.drawing import Painted, draw_map
from pages.ui.documents.writer import EMPTY_WORDS, Writer
from pages.ui.marks import NAMES, Mark
from pages.ui.texts import Number, Share, write
from priemna.sharing.released import State

SMALL_CM, LARGE_CM = (15.0, 10.2), (24.0, 13.4)


@dataclass(frozen=True)
class Valued:
    """Value of one municipality, or the state that leaves none; ``words`` stand on the map."""

    value: float | None
    state: State
    words: str


def map_picture(
    w: Writer,
    valued: Mapping[str, Valued],
    *,
    title: str,
    unit: str,
    ids: Sequence[str],
    empty_words: Mapping[State, str] | None = None,
    as_share: bool = False,
    highlight: str | None = None,
    large: bool = False,
) -> Picture:
    """Map of the municipalities with its title, legend, bar and source.

    Parameters
    ----------
    valued
        By municipality code, all eight.
    title
        With what was chosen and the period in it.
    unit
        Over the legend.
    ids
        Ids of the evidence.
    empty_words
        Words of kinds of emptiness where they differ from the usual ones.
    as_share
        Values are shares, 0–1.
    """
    words = {state: w._(text) for state, text in EMPTY_WORDS.items()}
    words |= {State.ZERO: w._(NAMES[Mark.ZERO])} | dict(empty_words or {})
    scale = 100 if as_share else 1
    known = [scale * one.value for one in valued.values() if one.value is not None]
    classes = split(known, 4)
    legend = [_range(w, low, high, as_share=as_share) for low, high, _c in classes.ranges]
    painted = {
        code: Painted(one.words, bisect_right(classes.limits, scale * one.value))
        if one.value is not None
        else Painted(one.words, None, one.state.name.lower())
        for code, one in valued.items()
    }
    empties = {
        one.empty: words[State[one.empty.upper()]] for one in painted.values() if one.level is None
    }
    size = LARGE_CM if large else SMALL_CM
    drawn = draw_map(
        {row.municipality_code: row.geometry for row in w.shapes.frame.itertuples()},
        {m.code: w.place(m.code) for m in w.places},
        painted,
        legend=legend,
        empties=empties,
        legend_title=unit,
        note=w.borders,
        bar=w._("20 km"),
        size_cm=size,
        highlight=highlight,
    )
    alt = "; ".join(f"{w.place(m.code)}: {valued[m.code].words}" for m in w.places)
    return Picture(drawn, f"{title}. {alt}", f"{title}. {w.source(ids)}", size[0])


def _range(w: Writer, low: float, high: float, *, as_share: bool) -> str:
    def said(value: float) -> str:
        return write(w.language, Share(value / 100) if as_share else Number(value))

    return said(low) if low == high else f"{said(low)} – {said(high)}"
