"""Draw a map from a plain description of it, and tell which place the reader chose.

The one door to folium and streamlit-folium: pages describe areas, circles and lines in frozen
values, and may draw the same description elsewhere (a printed sheet) later.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import Any

import streamlit as st
import streamlit.components.v1 as components

from pages.ui import colours
from pages.ui.address import keep
from pages.ui.language import _
from pages.ui.leaflet import LEAFLET, Drawing, QuietMap
from pages.ui.legend import LegendEntry, legend_html
from pages.ui.map_words import map_in_words
from pages.ui.marks import LOOKS, Mark

Bounds = tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True)
class Area:
    """A filled shape, a municipality as a rule.

    Parameters
    ----------
    id
        What :func:`render_map` returns when the area is chosen: the public code.
    label
        Name in the reader's language.
    geometry
        GeoJSON geometry in degrees (``shapely.geometry.mapping``).
    fill
        ``#rrggbb``; marks that have their own colour replace it.
    mark
        What the area says beside its colour.
    detail
        Further lines of the tooltip, whole sentences.
    name_at
        (lat, lon) where the label stands on the map; None draws no label.
    selectable
        Whether the area can be reached and chosen; False for a background under circles.
    """

    id: str
    label: str
    geometry: Mapping[str, Any]
    fill: str = colours.PAPER
    mark: Mark = Mark.VALUE
    detail: tuple[str, ...] = ()
    name_at: tuple[float, float] | None = None
    selectable: bool = True


@dataclass(frozen=True)
class Circle:
    """A settlement. Never a consultation: those have no place on any map.

    Parameters
    ----------
    id, label, fill, mark, detail
        As in :class:`Area`.
    lat, lon
        Degrees.
    radius
        Pixels; the area of the circle, not its radius, should follow the value.
    """

    id: str
    label: str
    lat: float
    lon: float
    radius: float = 6.0
    fill: str = colours.PRIMARY
    mark: Mark = Mark.VALUE
    detail: tuple[str, ...] = ()


@dataclass(frozen=True)
class Line:
    """A tour from stop to stop.

    Parameters
    ----------
    id, label, detail
        As in :class:`Area`.
    points
        (lat, lon) in degrees, in the order of travel.
    colour, dash
        As :func:`pages.ui.colours.named` gives them.
    """

    id: str
    label: str
    points: tuple[tuple[float, float], ...]
    colour: str = colours.PRIMARY
    dash: str = ""
    detail: tuple[str, ...] = ()


@dataclass(frozen=True)
class MapSpec:
    """Everything a map shows.

    Parameters
    ----------
    title
        What, where and when, with the filters that are on: a map is carried away without its page.
    bounds
        ((south, west), (north, east)) in degrees that must stay in view.
    areas, lines, circles
        Drawn in this order, later ones on top.
    legend
        Entries in reading order; ``legend_title`` names the measure and its unit.
    is_schematic
        Whether the borders are computed rather than official; the map says so.
    """

    title: str
    bounds: Bounds
    areas: tuple[Area, ...] = ()
    lines: tuple[Line, ...] = ()
    circles: tuple[Circle, ...] = ()
    legend: tuple[LegendEntry, ...] = ()
    legend_title: str = ""
    is_schematic: bool = True


def render_map(spec: MapSpec, key: str) -> str | None:
    """Draw the map with its title and legend, and return the id of the chosen place.

    Call it inside an ``@st.fragment`` function: a click then runs that function again, not the
    whole page. Panning and zooming run nothing.

    Parameters
    ----------
    spec
        What to draw; a changed one repaints the shapes without loading the map again.
    key
        Name of the map on its page; :func:`choose_place` with the same key shares its choice.

    Returns
    -------
    str or None
        ``id`` of the area, circle or line chosen last; None before the first choice, and where
        the chosen place is not on this map.
    """
    # Imported here because it declares a component, which only works while a page runs.
    import folium
    from streamlit_folium import st_folium

    shapes = (*spec.areas, *spec.lines, *spec.circles)
    known = {shape.id for shape in shapes if getattr(shape, "selectable", True)}
    chosen = st.session_state[_keep_choice(key, known)]
    group = folium.FeatureGroup()
    group.add_child(Drawing(_drawing(spec, chosen) | {"title": spec.title}))
    title = f'<p class="map-title">{escape(spec.title)}</p>' if spec.title else ""
    st.html(f'{title}<p class="unseen">{escape(map_in_words(spec))}</p>')
    st_folium(
        QuietMap(_leaflet_address(), _view(spec)),
        key=key,
        height=480,
        use_container_width=True,
        returned_objects=["last_active_drawing"],
        feature_group_to_add=group,
        on_change=partial(_keep_click, key),
    )
    legend = legend_html(spec.legend, spec.legend_title)
    if legend:
        st.html(legend)
    return chosen


def choose_place(label: str, options: Mapping[str, str], key: str) -> str | None:
    """Draw a select box that shares its choice with the map of the same key.

    A map alone shuts out those who cannot see or point at it, so one stands beside every map.

    Parameters
    ----------
    label
        What is chosen, in the reader's language.
    options
        Id to name, in the order to be offered.
    key
        The key given to :func:`render_map`.

    Returns
    -------
    str or None
        Id of the chosen place, None before the first choice.
    """
    box = f"{key}_box"
    st.session_state[box] = st.session_state[_keep_choice(key, options)]
    st.selectbox(
        label,
        list(options),
        format_func=lambda place: options[place],
        index=None,
        key=box,
        placeholder=_("Choose from the list or on the map"),
        on_change=lambda: st.session_state.__setitem__(_chosen(key), st.session_state[box]),
    )
    return st.session_state[box]


def name_point(geometry: Any) -> tuple[float, float]:
    """Return (lat, lon) for a name: the middle of the widest stretch inside a shapely geometry.

    The centroid may lie outside a bent shape; this point never does.
    """
    point = geometry.representative_point()
    return point.y, point.x


def _chosen(key: str) -> str:
    return f"{key}_chosen"


def _keep_choice(key: str, known: Collection[str]) -> str:
    # One name on all pages: who looks at a place finds it chosen on the next map as well.
    return keep(_chosen(key), read=lambda place: place if place in known else None, name="place")


def _keep_click(key: str) -> None:
    drawing = (st.session_state.get(key) or {}).get("last_active_drawing")
    if drawing and drawing.get("id"):
        st.session_state[_chosen(key)] = str(drawing["id"])


def _leaflet_address() -> str:
    # Streamlit serves the folder of a declared component; the map's page is a component as well,
    # so their addresses are siblings whatever the base path of the server is.
    return f"../{components.declare_component('leaflet', path=str(LEAFLET)).name}"


def _view(spec: MapSpec) -> dict[str, Any]:
    return {
        "bounds": spec.bounds,
        "metres": _("m"),
        "kilometres": _("km"),
        "north": _("N ↑"),
        "zoom_in": _("Zoom in"),
        "zoom_out": _("Zoom out"),
        "note": _("schematic borders") if spec.is_schematic else "",
    }


def _drawing(spec: MapSpec, chosen: str | None) -> dict[str, Any]:
    return {
        "areas": [
            _shape(area, area.id == chosen, area.fill, 1.2)
            | {"geometry": dict(area.geometry), "name_at": area.name_at}
            | {"selectable": area.selectable, "name_class": _name_class(area)}
            for area in spec.areas
        ],
        "lines": [
            _shape(line, line.id == chosen, "", 3.5)
            | {"points": line.points, "stroke": line.colour, "dash": line.dash}
            for line in spec.lines
        ],
        "circles": [_circle(circle, circle.id == chosen) for circle in spec.circles],
    }


def _name_class(area: Area) -> str:
    fill = LOOKS[area.mark].fill or area.fill
    is_dark = fill != "none" and colours.contrast(colours.PAPER, fill) > 3
    return "place-name on-dark" if is_dark else "place-name"


def _circle(circle: Circle, selected: bool) -> dict[str, Any]:
    shape = _shape(circle, selected, circle.fill, 1.0)
    # Hatching is lost on a few pixels: a place nobody visited has a hole instead.
    is_hollow = circle.mark is Mark.NEVER_VISITED
    return shape | {
        "lat": circle.lat,
        "lon": circle.lon,
        "radius": circle.radius,
        "stroke": colours.INK,
        "hatch": "" if is_hollow else shape["hatch"],
        "tile": 4,
        "hole": circle.radius * 0.5 if is_hollow else 0,
    }


def _shape(shape: Area | Circle | Line, selected: bool, fill: str, weight: float) -> dict[str, Any]:
    look = LOOKS[getattr(shape, "mark", Mark.VALUE)]
    return {
        "id": shape.id,
        "label": shape.label,
        "detail": list(shape.detail),
        "fill": look.fill or fill,
        "hatch": look.hatch,
        "tile": 8,
        "dash": look.dash,
        "stroke": colours.INK if selected else colours.BORDER,
        "weight": 3.5 if selected else weight,
        "selected": selected,
        "selectable": True,
    }
