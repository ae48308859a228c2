"""What a map shows, in a paragraph for those who listen to the page instead of looking at it."""

from typing import TYPE_CHECKING

from pages.ui.language import _
from pages.ui.legend import LegendEntry
from pages.ui.marks import LOOKS, Mark

if TYPE_CHECKING:
    from pages.ui.maps import Area, Circle, Line, MapSpec


def map_in_words(spec: "MapSpec") -> str:
    """Title, how many places there are, and how many of them each line of the legend explains."""
    areas = [area for area in spec.areas if area.selectable]
    said = [_("Map: {title}.", title=spec.title)] if spec.title else []
    for found, sentence in (
        (areas, _municipalities(len(areas))),
        (spec.circles, _settlements(len(spec.circles))),
        (spec.lines, _tours(len(spec.lines))),
    ):
        if found:
            said.append(sentence)
    counted = [
        _("{label}: {n}", label=entry.label, n=count)
        for entry in spec.legend
        if (count := sum(_explains(entry, shape) for shape in (*areas, *spec.circles)))
    ]
    if counted:
        said.append(_("{counts}.", counts="; ".join(counted)))
    said.append(_("The list beside the map chooses the same places."))
    return " ".join(said)


def _municipalities(n: int) -> str:
    return _("It shows {n} municipality.", plural="It shows {n} municipalities.", n=n)


def _settlements(n: int) -> str:
    return _("It shows {n} settlement.", plural="It shows {n} settlements.", n=n)


def _tours(n: int) -> str:
    return _("It shows {n} tour.", plural="It shows {n} tours.", n=n)


def _explains(entry: LegendEntry, shape: "Area | Circle | Line") -> bool:
    if entry.mark is not Mark.VALUE:
        return shape.mark is entry.mark
    # A mark without a colour of its own leaves the class to be seen.
    return shape.fill == entry.fill and not LOOKS[shape.mark].fill
