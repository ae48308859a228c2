"""The way of a day as a drawing: borders, places, numbered stops; for screens and for paper."""

import math
from collections.abc import Sequence
from html import escape

from shapely import box
from shapely.geometry.base import BaseGeometry

from geo.places import Settlement, settlements
from geo.shapes import MunicipalityShapes
from pages.ui import colours
from pages.ui.texts import Number, say, write

WIDTH, HEIGHT = 480, 400
_MARGIN, _LEAST_KM, _LINE = 56, 16.0, 20
_KM_PER_DEGREE = 111.32
_BARS_KM = (1, 2, 5, 10, 20)
_FONT = "'DejaVu Sans', sans-serif"
# The name of the drawing language, which a browser compares and never fetches.
_NAMESPACE = "http://www.w3.org/2000/svg"


class View:
    """Degrees → pixels, with all points inside and true shape in the middle."""

    def __init__(self, places: Sequence[Settlement]) -> None:
        lats, lons = [p.lat for p in places], [p.lon for p in places]
        self.lat, self.lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
        self.squeeze = math.cos(math.radians(self.lat))
        wide = max((max(lons) - min(lons)) * self.squeeze * _KM_PER_DEGREE, _LEAST_KM)
        high = max((max(lats) - min(lats)) * _KM_PER_DEGREE, _LEAST_KM * HEIGHT / WIDTH)
        self.pixels_per_km = min((WIDTH - 2 * _MARGIN) / wide, (HEIGHT - 2 * _MARGIN) / high)

    def at(self, lon: float, lat: float) -> tuple[float, float]:
        """Pixels from the left and from the top."""
        x = (lon - self.lon) * self.squeeze * _KM_PER_DEGREE * self.pixels_per_km
        y = (self.lat - lat) * _KM_PER_DEGREE * self.pixels_per_km
        return WIDTH / 2 + x, HEIGHT / 2 + y

    def shown(self) -> BaseGeometry:
        """What the drawing shows, in degrees, and a little beyond."""
        east = WIDTH / 1.8 / self.pixels_per_km / _KM_PER_DEGREE / self.squeeze
        north = HEIGHT / 1.8 / self.pixels_per_km / _KM_PER_DEGREE
        return box(self.lon - east, self.lat - north, self.lon + east, self.lat + north)


def route_svg(way: Sequence[Settlement], shapes: MunicipalityShapes, language: str) -> str:
    """Draw the way from the base over the stops and back, nothing of it fetched from anywhere.

    Parameters
    ----------
    way
        The base, then the stops in their order.
    language
        ``"bg"`` or ``"en"``.
    """
    view = View(way)
    points = [view.at(place.lon, place.lat) for place in way]
    parts = [
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="{colours.PAPER}"/>',
        *(_area(shape, view) for shape in shapes.frame.geometry),
        *_other_places(way, view),
        _line(points, ""),
        _line([points[-1], points[0]], ' stroke-dasharray="7 5"'),
        *_stops(way, points, language),
        _scale(view, language),
        _text(WIDTH - 14, 26, say(language, "N ↑"), 17, "end"),
    ]
    alt = escape(route_words(way, language), quote=True)
    return (
        f'<svg xmlns="{_NAMESPACE}" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" '
        f'height="{HEIGHT}" role="img" aria-label="{alt}" font-family="{_FONT}">'
        f"{''.join(parts)}</svg>"
    )


def route_words(way: Sequence[Settlement], language: str) -> str:
    """What the drawing shows, for those who do not see it."""
    stops = [f"{number}. {write(language, place)}" for number, place in enumerate(way[1:], 1)]
    return say(
        language, "Map of the way: from {base} to {stops} and back.", base=way[0], stops=stops
    )


def route_note(shapes: MunicipalityShapes, language: str) -> str:
    """How the drawing is to be read."""
    if shapes.is_schematic:
        return say(language, "Lines are straight, not roads; the borders are schematic.")
    return say(language, "Lines are straight, not roads.")


def _area(shape: BaseGeometry, view: View) -> str:
    seen = shape.intersection(view.shown())
    parts = [part for part in getattr(seen, "geoms", [seen]) if part.geom_type == "Polygon"]
    line = "".join(
        "M"
        + "L".join("{:.1f} {:.1f}".format(*view.at(x, y)) for x, y in part.exterior.coords)
        + "Z"
        for part in parts
    )
    return (
        f'<path d="{line}" fill="{colours.GROUND}" stroke="{colours.BORDER}" stroke-width="1.2"/>'
    )


def _other_places(way: Sequence[Settlement], view: View) -> list[str]:
    on_the_way = {place.ekatte for place in way}
    dots = [view.at(p.lon, p.lat) for p in settlements() if p.ekatte not in on_the_way]
    return [
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.5" fill="{colours.MUTED}"/>'
        for x, y in dots
        if 0 < x < WIDTH and 0 < y < HEIGHT
    ]


def _line(points: Sequence[tuple[float, float]], dash: str) -> str:
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f'<path d="M{path}" fill="none" stroke="{colours.PRIMARY}" stroke-width="3"{dash}/>'


def _stops(
    way: Sequence[Settlement], points: Sequence[tuple[float, float]], language: str
) -> list[str]:
    parts, taken = [], []
    for number, (place, (x, y)) in enumerate(zip(way, points, strict=True)):
        if number == 0:
            parts.append(
                f'<rect x="{x - 9:.1f}" y="{y - 9:.1f}" width="18" height="18" '
                f'fill="{colours.INK}"/>'
            )
        else:
            parts.append(
                f'<circle cx="{x:.1f}" cy="{y:.1f}" r="13" fill="{colours.PRIMARY}" '
                f'stroke="{colours.PAPER}" stroke-width="2"/>'
                f'<text x="{x:.1f}" y="{y + 6:.1f}" text-anchor="middle" font-size="16" '
                f'font-weight="bold" fill="{colours.PAPER}">{number}</text>'
            )
        to_the_left = x > WIDTH * 0.6
        height = y + 6
        while any(abs(height - other) < _LINE and abs(x - there) < 160 for there, other in taken):
            height += _LINE
        taken.append((x, height))
        name = write(language, place)
        parts.append(
            _text(x - 20 if to_the_left else x + 20, height, name, 19, "end" if to_the_left else "")
        )
    return parts


def _text(x: float, y: float, words: str, size: int, anchor: str = "") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor or "start"}" '
        f'fill="{colours.INK}" stroke="{colours.PAPER}" stroke-width="4" paint-order="stroke" '
        f'stroke-linejoin="round">{escape(words)}</text>'
    )


def _scale(view: View, language: str) -> str:
    km = max(bar for bar in _BARS_KM if bar * view.pixels_per_km < WIDTH / 4)
    length, y = km * view.pixels_per_km, HEIGHT - 16
    return (
        f'<path d="M14 {y - 6}V{y}H{14 + length:.1f}V{y - 6}" fill="none" '
        f'stroke="{colours.INK}" stroke-width="1.5"/>'
        + _text(22 + length, y, say(language, "{n} km", n=Number(km)), 16)
    )
