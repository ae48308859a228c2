"""The map of access: each settlement in the colour of its band, those with own visits white."""

from geo.places import CENTRE_EKATTE, settlement
from pages.ui import cached, colours
from pages.ui.classes import split
from pages.ui.district import bounds_of, place_name, quiet_areas
from pages.ui.language import _
from pages.ui.legend import LegendEntry, class_entries
from pages.ui.maps import Circle, MapSpec
from pages.ui.marks import Mark
from pages.ui.texts import Number
from priemna.access.overview import AccessOverview, SettlementAccess

MEASURES = ("minutes", "hours")


def access_map(found: AccessOverview, title: str, measure: str) -> MapSpec:
    """Settlements as circles whose area follows the women who live there.

    Parameters
    ----------
    found
        Access of the district.
    title
        With the period in it.
    measure
        ``"minutes"`` to the nearest help, or ``"hours"`` of help in reach.
    """
    shapes = cached.shapes()
    paint, legend, legend_title = _minutes(found) if measure == "minutes" else _hours(found)
    rows = sorted(found.rows, key=lambda row: -row.settlement.women_14_plus)
    centre = LegendEntry(_("fixed centre"), mark=Mark.NOT_APPLICABLE, shape="circle")
    return MapSpec(
        title=title,
        bounds=bounds_of(shapes),
        areas=quiet_areas(shapes),
        circles=tuple(_circle(row, *paint(row)) for row in rows),
        legend=(*legend, centre),
        legend_title=legend_title,
        is_schematic=shapes.is_schematic,
    )


def band_name(found: AccessOverview, band: int) -> str:
    """Name of a band: within the first limit, between two, beyond the last."""
    limits = found.limits
    if band == len(limits):
        return _("more than {minutes} min", minutes=limits[-1])
    if band == 0:
        return _("up to {minutes} min", minutes=limits[0])
    return _("{low}–{high} min", low=limits[band - 1] + 1, high=limits[band])


def minutes_in_words(row: SettlementAccess) -> str:
    """How far the nearest help is and where."""
    if row.nearest_ekatte == row.settlement.ekatte:
        return _("help in the settlement itself")
    return _("{n} min to {place}", n=row.minutes, place=settlement(row.nearest_ekatte))


def _minutes(found: AccessOverview):
    ramp = colours.ramp(len(found.limits) + 3)[2:]
    legend = tuple(
        LegendEntry(band_name(found, number), ramp[number], shape="circle")
        for number in range(len(found.limits) + 1)
    )
    own = LegendEntry(_("mobile office in the settlement itself"), mark=Mark.ZERO, shape="circle")
    paint = lambda row: (ramp[row.band], Mark.ZERO if row.visits else Mark.VALUE)  # noqa: E731
    return paint, (own, *legend), _("Minutes by car to the nearest help")


def _hours(found: AccessOverview):
    classes = split([row.hours_per_1000 for row in found.rows], name="ochre")
    return (
        lambda row: (classes.colour(row.hours_per_1000), Mark.VALUE),
        class_entries(classes, lambda limit: Number(limit), "circle"),
        _("Hours of help in reach per 1,000 women aged 14+ and year"),
    )


def _circle(row: SettlementAccess, fill: str, mark: Mark) -> Circle:
    place = row.settlement
    is_centre = place.ekatte == CENTRE_EKATTE
    return Circle(
        id=place.ekatte,
        label=place_name(place),
        lat=place.lat,
        lon=place.lon,
        radius=14.0 if is_centre else 4.0 + 0.22 * place.women_14_plus**0.5,
        fill=fill,
        mark=Mark.NOT_APPLICABLE if is_centre else mark,
        detail=(
            minutes_in_words(row),
            _(
                "{n} woman aged 14+",
                plural="{n} women aged 14+",
                n=round(place.women_14_plus),
            ),
            _("{n} h per 1,000 women and year", n=Number(row.hours_per_1000)),
        ),
    )
