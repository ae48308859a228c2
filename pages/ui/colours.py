"""The colours of the screens: one calm paper-and-teal language, safe for colour-blind readers.

Ordered values use ramps of one hue whose lightness falls in equal steps of OKLab (Björn Ottosson,
"A perceptual color space for image processing", 2020), so that the order survives grey printing and
every kind of colour blindness. Named things (tours, years) use the palette of Okabe and Ito, "Color
Universal Design", 2008, without its yellow, which is lost on paper, and always with a dash as well.
"""

import math

PAPER = "#faf7f1"
GROUND = "#f0eadf"
INK = "#22302f"
MUTED = "#5d655f"
BORDER = "#8f897c"
PRIMARY = "#1c6266"
SOFT = "#8db4b2"
ACCENT = "#b3541e"
HATCH = "#4a4a44"

NAMED = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#000000")
DASHES = ("", "9 6", "2 6", "12 5 2 5")

# Hue in degrees and greatest chroma of each ramp in OKLCH.
_HUES = {"teal": (200.0, 0.085), "plum": (340.0, 0.105), "ochre": (72.0, 0.09)}
_LIGHTEST, _DARKEST = 0.90, 0.40


def ramp(count: int, name: str = "teal") -> tuple[str, ...]:
    """Colours of one hue from light to dark, in equal steps of lightness.

    Parameters
    ----------
    count
        How many classes, at least 1.
    name
        ``"teal"`` for need and reach, ``"plum"`` for answers to the survey, ``"ochre"`` for work.

    Raises
    ------
    LookupError
        If there is no ramp of that name.
    ValueError
        If `count` is below 1.
    """
    if name not in _HUES:
        raise LookupError(f"No ramp {name}; there are {', '.join(_HUES)}.")
    if count < 1:
        raise ValueError("A ramp has at least one colour.")
    hue, chroma = _HUES[name]
    if count == 1:
        return (_from_oklch((_LIGHTEST + _DARKEST) / 2, chroma, hue),)
    span = _LIGHTEST - _DARKEST
    steps = [i / (count - 1) for i in range(count)]
    # Pale colours hold little chroma; the full amount there would leave the sRGB gamut.
    return tuple(
        _from_oklch(_LIGHTEST - span * step, chroma * (0.35 + 0.65 * step), hue) for step in steps
    )


def named(index: int) -> tuple[str, str]:
    """Colour and dash of the nth named thing; no pair repeats among the first 28."""
    return NAMED[index % len(NAMED)], DASHES[index % len(DASHES)]


def lightness(colour: str) -> float:
    """Relative luminance of a ``#rrggbb`` colour, 0 black to 1 white (WCAG 2.2)."""
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2)."""
    light, dark = sorted((lightness(one), lightness(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _from_oklch(light: float, chroma: float, hue: float) -> str:
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (light - 0.0894841775 * a - 1.2914855480 * b) ** 3
    linear = (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )
    return "#" + "".join(f"{round(255 * _gamma(channel)):02x}" for channel in linear)


def _gamma(channel: float) -> float:
    channel = min(max(channel, 0.0), 1.0)
    return 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055
