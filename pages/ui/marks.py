"""How a value and the four kinds of emptiness are drawn and named: alike on every map and chart."""

from dataclasses import dataclass
from enum import StrEnum

from pages.ui import colours
from pages.ui.texts import N_


class Mark(StrEnum):
    """What a shape on a map says beside its colour."""

    VALUE = "value"
    NEVER_VISITED = "never_visited"
    ZERO = "zero"
    HIDDEN = "hidden"
    NO_DATA = "no_data"
    NOT_APPLICABLE = "not_applicable"


@dataclass(frozen=True)
class Look:
    """How a mark is drawn.

    Parameters
    ----------
    fill
        Colour that replaces the shape's own; empty text keeps its own, ``"none"`` is see-through.
    hatch
        ``"rising"``, ``"falling"``, ``"dots"`` or nothing.
    dash
        Dash of the outline in pixels; empty text is a full line.
    """

    fill: str = ""
    hatch: str = ""
    dash: str = ""


LOOKS = {
    Mark.VALUE: Look(),
    Mark.NEVER_VISITED: Look(hatch="falling"),
    Mark.ZERO: Look(fill="#ffffff"),
    Mark.HIDDEN: Look(fill="#ddd7cb", hatch="rising"),
    Mark.NO_DATA: Look(fill=colours.PAPER, hatch="dots"),
    Mark.NOT_APPLICABLE: Look(fill="none", dash="4 4"),
}

NAMES = {
    Mark.NEVER_VISITED: N_("never visited"),
    Mark.ZERO: N_("zero"),
    Mark.HIDDEN: N_("hidden: too few"),
    Mark.NO_DATA: N_("no data collected"),
    Mark.NOT_APPLICABLE: N_("not applicable"),
}

EMPTIES = (Mark.ZERO, Mark.HIDDEN, Mark.NO_DATA, Mark.NOT_APPLICABLE)
