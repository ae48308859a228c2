"""Small maps side by side as plain SVG: one per year on one scale, without a map engine."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from shapely.geometry.base import BaseGeometry

from pages.ui import colours
from pages.ui.marks import LOOKS, Mark
from pages.ui.svg import svg_image

_WIDTH = 300
_TILES = {
    "rising": '<path d="M0 6 6 0" stroke="{ink}" stroke-width="1"/>',
    "falling": '<path d="M0 0 6 6" stroke="{ink}" stroke-width="1"/>',
    "dots": '<circle cx="3" cy="3" r="1" fill="{ink}"/>',
}


@dataclass(frozen=True)
class SmallArea:
    """Fill and mark of one shape on a small map, and its words for those who cannot see it."""

    fill: str
    mark: Mark
    words: str


def small_map_html(
    title: str,
    shapes: Mapping[str, BaseGeometry],
    areas: Mapping[str, SmallArea],
    names: Mapping[str, str] | None = None,
    ring: tuple[float, float] | None = None,
) -> str:
    """One small map with its title.

    Parameters
    ----------
    title
        What sets it apart from the others, the year as a rule.
    shapes
        Id → shape in degrees.
    areas
        Id → how it is drawn; a shape without an entry has no data.
    names
        Id → name to be written into the shape; none where they are not given.
    ring
        Degrees east and north of a place that what is told does not apply to.
    """
    west, south, east, north = _bounds(shapes.values())
    # Degrees are narrower than they are high: at 43.7° by the cosine of the latitude.
    squeeze = math.cos(math.radians((south + north) / 2))
    scale = _WIDTH / ((east - west) * squeeze)
    height = (north - south) * scale
    missing = SmallArea(colours.PAPER, Mark.NO_DATA, "")
    paths = "".join(
        _path(shape, areas.get(code, missing), west, north, squeeze, scale)
        for code, shape in shapes.items()
    )
    if ring:
        x, y = (ring[0] - west) * squeeze * scale, (north - ring[1]) * scale
        paths += (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="8" fill="{colours.PAPER}" '
            f'stroke="{colours.INK}" stroke-width="1.5" stroke-dasharray="3 3"/>'
        )
    paths += "".join(
        _name(name, shapes[code], west, north, squeeze, scale)
        for code, name in (names or {}).items()
    )
    alt = "; ".join((title, *(area.words for area in areas.values() if area.words)))
    return (
        f'<figure class="small-map"><figcaption>{escape(title)}</figcaption>'
        f"{svg_image(_patterns() + paths, _WIDTH + 4, height + 4, alt=alt, left=2)}</figure>"
    )


def row_html(maps: Sequence[str]) -> str:
    """Put small maps in a row that wraps on narrow screens."""
    return f'<div class="small-maps">{"".join(maps)}</div>'


def _bounds(shapes: object) -> tuple[float, float, float, float]:
    west, south, east, north = zip(*(shape.bounds for shape in shapes), strict=True)
    return min(west), min(south), max(east), max(north)


def _patterns() -> str:
    tiles = "".join(
        f'<pattern id="small-{name}" width="6" height="6" patternUnits="userSpaceOnUse">'
        f"{tile.format(ink=colours.HATCH)}</pattern>"
        for name, tile in _TILES.items()
    )
    return f"<defs>{tiles}</defs>"


def _name(
    name: str, shape: BaseGeometry, west: float, north: float, squeeze: float, scale: float
) -> str:
    at = shape.representative_point()
    x, y = (at.x - west) * squeeze * scale, (north - at.y) * scale
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" font-family="sans-serif" '
        f'font-size="10.5" fill="{colours.INK}" stroke="{colours.PAPER}" stroke-width="2.5" '
        f'paint-order="stroke" stroke-linejoin="round">{escape(name)}</text>'
    )


def _path(
    shape: BaseGeometry, area: SmallArea, west: float, north: float, squeeze: float, scale: float
) -> str:
    look = LOOKS[area.mark]
    parts = getattr(shape, "geoms", [shape])
    rings = [ring for part in parts for ring in (part.exterior, *part.interiors)]
    line = "".join(
        "M"
        + "L".join(
            f"{(x - west) * squeeze * scale:.1f} {(north - y) * scale:.1f}"
            for x, y in ring.simplify(0.0008).coords
        )
        + "Z"
        for ring in rings
    )
    outline = f'stroke="{colours.BORDER}" stroke-width="1" fill-rule="evenodd"'
    drawn = f'<path d="{line}" fill="{look.fill or area.fill}" {outline}/>'
    if look.hatch:
        drawn += f'<path d="{line}" fill="url(#small-{look.hatch})"/>'
    return drawn
