"""Small drawings as images inside HTML: st.html takes drawings out of the HTML it is given."""

from base64 import b64encode
from html import escape

# The name of the drawing language, which a browser compares and never fetches.
_NAMESPACE = "http://www.w3.org/2000/svg"


def svg_image(body: str, width: float, height: float, *, alt: str = "", left: float = 0) -> str:
    """HTML image element with a drawing inside.

    Parameters
    ----------
    body
        SVG elements in pixels.
    width, height
        Size of the drawing in pixels; style sheets may scale the image.
    alt
        What it shows, for those who do not see it; empty where the words stand beside it.
    left
        Pixels of the drawing to the left of and above its origin.
    """
    svg = (
        f'<svg xmlns="{_NAMESPACE}" width="{width:g}" height="{height:g}"'
        f' viewBox="{-left:g} {-left:g} {width:g} {height:g}">{body}</svg>'
    )
    data = b64encode(svg.encode()).decode()
    return (
        f'<img alt="{escape(alt)}" width="{width:g}" height="{height:g}"'
        f' src="data:image/svg+xml;base64,{data}">'
    )
