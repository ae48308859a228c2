"""A Leaflet map that asks nothing of the internet: our own scripts, no tiles, no plugins.

By default folium points to a dozen files on other people's servers, and one that does not answer
leaves the map blank. Here Leaflet itself comes from the installed wheel, the drawing is one script
of ours, and texts reach the page as JSON that ends up in text nodes only.
"""

import json
import re
from pathlib import Path
from typing import Any

import folium
import js_lib_leaflet
import streamlit
from branca.element import MacroElement
from jinja2 import Template

from pages.ui import colours

LEAFLET = Path(js_lib_leaflet.__file__).parent / "static" / "js_lib_leaflet"
_PARTS = Path(__file__).parent / "leaflet_parts"
_DRAWING = (_PARTS / "drawing.js").read_text(encoding="utf-8")
_VIEW = (_PARTS / "view.js").read_text(encoding="utf-8")
# Written into the page: a linked sheet arrives after the first drawing, which then measures its
# labels without it and puts them elsewhere.
_STYLE = re.sub(
    r"/\*.*?\*/",
    "",
    "".join(p.read_text(encoding="utf-8") for p in (LEAFLET / "leaflet.css", _PARTS / "map.css")),
    flags=re.DOTALL,
)


class QuietMap(folium.Map):
    """A folium map without tiles whose only script comes from `address`.

    Parameters
    ----------
    address
        Where the files of the Leaflet wheel are served, relative to the map's own page.
    view
        What ``view.js`` needs: bounds ((south, west), (north, east)) and the words on the map.
    """

    def __init__(self, address: str, view: dict[str, Any]) -> None:
        (south, west), (north, east) = view["bounds"]
        super().__init__(
            location=((south + north) / 2, (west + east) / 2),
            zoom_start=9,
            tiles=None,
            zoom_control=False,
            attribution_control=False,
            scroll_wheel_zoom=False,
            zoom_snap=0,
            zoom_delta=0.5,
        )
        self.default_js = [("leaflet", f"{address}/leaflet.js")]
        self.default_css = []
        self.add_child(_View(view))


class _View(MacroElement):
    _template = Template(
        "{% macro header(this, kwargs) %}<style>{{ this.style }}</style>{% endmacro %}"
        "{% macro script(this, kwargs) %}" + _VIEW + "{% endmacro %}"
    )

    def __init__(self, view: dict[str, Any]) -> None:
        super().__init__()
        self._name = "View"
        self.view = as_script(view)
        self.style = _colours_as_css() + _font_as_css() + _STYLE


class Drawing(MacroElement):
    """All shapes of a map as one script: areas, lines above them, circles on top.

    Parameters
    ----------
    drawing
        ``areas``, ``lines`` and ``circles`` as ``drawing.js`` reads them.
    """

    _template = Template("{% macro script(this, kwargs) %}" + _DRAWING + "{% endmacro %}")

    def __init__(self, drawing: dict[str, Any]) -> None:
        super().__init__()
        self._name = "Drawing"
        words = {"paper": colours.PAPER, "ink": colours.HATCH}
        self.drawing = as_script(drawing | words)


def as_script(value: object) -> str:
    r"""JSON that stays data inside a script, an HTML page and a Jinja template.

    Plain JSON may hold ``</script>``, a line separator or ``{{``, each of which ends or runs
    something in one of the three; as ``\u`` escapes none of them does.
    """
    text = json.dumps(value, ensure_ascii=True, allow_nan=False)
    for sign in "<>&'`$":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text.replace("{{", "{\\u007b").replace("{%", "{\\u0025").replace("{#", "{\\u0023")


def _colours_as_css() -> str:
    names = ("paper", "ground", "ink", "muted", "border")
    return ":root{" + "".join(f"--{n}:{getattr(colours, n.upper())};" for n in names) + "}"


def _font_as_css() -> str:
    """Name the letters Streamlit serves to its own page, so that map and page look alike."""
    media = Path(streamlit.__file__).parent / "static" / "static" / "media"
    files = sorted(media.glob("SourceSansVF-Upright*.woff2"))
    if not files:
        return ""
    return (
        '@font-face{font-family:"Source Sans";font-weight:100 900;'
        f'src:url("../../static/media/{files[0].name}") format("woff2")}}'
    )
