"""The map of need: each settlement a circle whose area and colour follow what is expected there."""

from dataclasses import replace

from geo.places import CENTRE_EKATTE
from pages.ui import cached, colours
from pages.ui.classes import Classes, split
from pages.ui.district import bounds_of, place_name, quiet_areas
from pages.ui.language import _
from pages.ui.legend import LegendEntry, class_entries
from pages.ui.load import NeedAnswer
from pages.ui.maps import Circle, MapSpec
from pages.ui.marks import Mark
from pages.ui.texts import Number
from priemna.need.rows import SettlementNeed


def need_map(need: NeedAnswer) -> MapSpec:
    """Settlements of the district; the largest need lies on top."""
    outside = [row.need for row in need.rows if row.settlement.ekatte != CENTRE_EKATTE]
    classes = _darker(split(outside))
    shapes = cached.shapes()
    return MapSpec(
        title=_("Women expected to come if reached, {date}", date=need.on),
        bounds=bounds_of(shapes),
        areas=quiet_areas(shapes),
        circles=tuple(_circle(row, classes) for row in reversed(need.rows)),
        legend=(
            *class_entries(classes, lambda limit: Number(limit, 1), "circle"),
            LegendEntry(_("never visited"), colours.PRIMARY, Mark.NEVER_VISITED, "circle"),
            LegendEntry(_("fixed centre"), mark=Mark.NOT_APPLICABLE, shape="circle"),
        ),
        legend_title=_("Women expected to come to a mobile office"),
        is_schematic=shapes.is_schematic,
    )


def figures(row: SettlementNeed) -> str:
    """The estimate in words."""
    return _("{need} women (between {low} and {high})", need=row.need, low=row.low, high=row.high)


def _darker(classes: Classes) -> Classes:
    """The same classes without the palest colours, which are lost on small circles."""
    count = len(classes.colours)
    return replace(classes, colours=colours.ramp(count + 2)[2:])


def _circle(row: SettlementNeed, classes: Classes) -> Circle:
    place = row.settlement
    is_centre = place.ekatte == CENTRE_EKATTE
    mark = Mark.VALUE if row.visited else Mark.NEVER_VISITED
    return Circle(
        id=place.ekatte,
        label=place_name(place),
        lat=place.lat,
        lon=place.lon,
        radius=14.0 if is_centre else 3.5 + 3.2 * row.need**0.5,
        fill=colours.GROUND if is_centre else classes.colour(row.need),
        mark=Mark.NOT_APPLICABLE if is_centre else mark,
        detail=(figures(row),),
    )
