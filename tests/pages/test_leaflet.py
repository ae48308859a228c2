"""The map asks nothing of the internet, and no text it is given can run."""

import hashlib
import json

import folium
import pytest

from pages.ui.colours import NAMED
from pages.ui.leaflet import LEAFLET, Drawing, QuietMap, as_script
from pages.ui.maps import Area, Circle, Line, MapSpec, _drawing, _view, name_point
from pages.ui.marks import Mark

SQUARE = {"type": "Polygon", "coordinates": [[[26, 43], [27, 43], [27, 44], [26, 43]]]}
ATTACKS = (
    "<img src=x onerror=alert(1)>",
    "</script><script>alert(1)</script>",
    "`${alert(1)}`",
    "{{ 7*7 }} {% raw %} {# #}",
    "{{'x'}}",
    "'; alert(1); '",
    "\u2028\u2029",
    '"><svg onload=alert(1)>',
)


def spec(label="Русе"):
    return MapSpec(
        title=label,
        bounds=((43.0, 26.0), (44.0, 27.0)),
        areas=(Area("RSE27", label, SQUARE, detail=(label,), name_at=(43.5, 26.5)),),
        lines=(Line("1", label, ((43.0, 26.0), (44.0, 27.0)), NAMED[0], "9 6", (label,)),),
        circles=(
            Circle("63427", label, 43.8, 26.0, detail=(label,)),
            Circle("00001", label, 43.7, 26.1, mark=Mark.NEVER_VISITED),
        ),
    )


def tree(given, chosen=None):
    """The folium map as st_folium renders it: the page, and every element on its own."""
    drawn = QuietMap("../pages.ui.maps.leaflet", _view(given))
    group = folium.FeatureGroup()
    group.add_child(Drawing(_drawing(given, chosen)))
    group.add_to(drawn)
    return drawn


def walk(element):
    yield element
    for child in element._children.values():
        yield from walk(child)


def test_leaflet_is_the_published_file():
    digest = hashlib.sha256((LEAFLET / "leaflet.js").read_bytes()).hexdigest()
    assert digest == "db49d009c841f5ca34a888c96511ae936fd9f5533e90d8b2c4d57596f4e5641a"


def test_nothing_in_the_map_names_another_server():
    drawn = tree(spec())
    page = drawn.get_root().render()
    assert "://" not in page
    assert "//" not in "".join(
        address
        for element in walk(drawn)
        for _, address in getattr(element, "default_js", []) + getattr(element, "default_css", [])
    )


def test_only_leaflet_itself_is_loaded_and_from_beside_the_map():
    drawn = tree(spec())
    assert drawn.default_js == [("leaflet", "../pages.ui.maps.leaflet/leaflet.js")]
    assert drawn.default_css == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_text_that_attacks_stays_data(attack):
    page = tree(spec(attack)).get_root().render()
    if attack.isprintable():
        assert attack not in page
    assert page.lower().count("<script") == tree(spec()).get_root().render().lower().count(
        "<script"
    )


@pytest.mark.parametrize("attack", ATTACKS)
def test_a_text_that_attacks_comes_back_whole(attack):
    script = as_script({"label": [attack]})
    assert json.loads(script) == {"label": [attack]}
    assert not set("<>&'`$\u2028\u2029") & set(script)
    assert "{{" not in script
    assert "{%" not in script


def test_a_drawing_with_a_number_that_is_none_is_refused():
    with pytest.raises(ValueError, match="not JSON compliant"):
        as_script({"lat": float("nan")})


def test_the_chosen_place_and_no_other_is_marked():
    drawing = _drawing(spec(), "63427")
    selected = [shape["id"] for shape in drawing["circles"] + drawing["areas"] if shape["selected"]]
    assert selected == ["63427"]


def test_a_place_never_visited_has_a_hole_and_keeps_its_colour():
    visited, never = _drawing(spec(), None)["circles"]
    assert (visited["hole"], never["hole"]) == (0, 3.0)
    assert visited["fill"] == never["fill"]


@pytest.mark.parametrize(
    ("mark", "fill", "hatch", "dash"),
    [
        (Mark.VALUE, "#123456", "", ""),
        (Mark.ZERO, "#ffffff", "", ""),
        (Mark.HIDDEN, "#ddd7cb", "rising", ""),
        (Mark.NO_DATA, "#faf7f1", "dots", ""),
        (Mark.NOT_APPLICABLE, "none", "", "4 4"),
    ],
)
def test_each_empty_is_drawn_in_its_own_way_whatever_the_colour(mark, fill, hatch, dash):
    given = MapSpec("", ((43, 26), (44, 27)), (Area("a", "a", SQUARE, "#123456", mark),))
    (area,) = _drawing(given, None)["areas"]
    assert (area["fill"], area["hatch"], area["dash"]) == (fill, hatch, dash)


def test_a_map_without_shapes_is_drawn():
    empty = MapSpec("Няма", ((43, 26), (44, 27)))
    assert _drawing(empty, None) == {"areas": [], "lines": [], "circles": []}
    assert "L.map(" in tree(empty).get_root().render()


def test_computed_borders_are_called_schematic_and_official_ones_are_not():
    assert _view(spec())["note"] == "схематични граници"
    official = MapSpec("", ((43, 26), (44, 27)), is_schematic=False)
    assert _view(official)["note"] == ""


def test_the_point_of_a_name_lies_inside_a_bent_shape():
    shapely = pytest.importorskip("shapely")
    bent = shapely.Polygon([(0, 0), (3, 0), (3, 3), (2, 3), (2, 1), (0, 1)])
    lat, lon = name_point(bent)
    assert bent.contains(shapely.Point(lon, lat))
