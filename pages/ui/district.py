"""The district as a background of maps, and names of places in the reader's language."""

from shapely.geometry import mapping

from geo.places import Municipality, Settlement
from geo.shapes import MunicipalityShapes
from pages.ui import colours
from pages.ui.language import language
from pages.ui.maps import Area, Bounds


def place_name(place: Settlement | Municipality) -> str:
    """Name of a place in the reader's language."""
    return place.name_bg if language() == "bg" else place.name_en


def bounds_of(shapes: MunicipalityShapes) -> Bounds:
    """((south, west), (north, east)) of all shapes, degrees."""
    west, south, east, north = shapes.frame.total_bounds
    return (float(south), float(west)), (float(north), float(east))


def quiet_areas(shapes: MunicipalityShapes) -> tuple[Area, ...]:
    """The municipalities as a background under circles and lines."""
    name = "name_bg" if language() == "bg" else "name_en"
    return tuple(
        Area(
            id=row.municipality_code,
            label=getattr(row, name),
            geometry=mapping(row.geometry),
            fill=colours.GROUND,
            selectable=False,
        )
        for row in shapes.frame.itertuples()
    )
