"""Figures of recommendations in the reader's words: place, period, value, limits."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from geo.places import district, municipality
from pages.ui.texts import N_, Number, Quarter, Share, say, write

DISTRICT = N_("{district} district")
_DASH = "\u2013"


def place_name(language: str, code: str | None) -> str:
    """Name of the municipality, or of the district."""
    if code is None:
        return say(language, DISTRICT, district=district())
    place = municipality(code)
    return place.name_bg if language == "bg" else place.name_en


def period_words(language: str, dimension: str, codes: Sequence[str]) -> str:
    """Codes of a period as people write them; of several the first and the last.

    Parameters
    ----------
    dimension
        ``quarter``, ``twelve_months``, ``year`` or ``wave``.
    """
    said = [period_word(language, dimension, code) for code in codes]
    if dimension == "wave":
        return write(language, said)
    if len(said) > 1:
        return f"{said[0]} {_DASH} {said[-1]}"
    return said[0] if said else ""


def period_word(language: str, dimension: str, code: str) -> str:
    """One code of a period."""
    if dimension in ("quarter", "twelve_months"):
        year, number = code.split("-Q")
        return write(language, Quarter(date(int(year), 3 * int(number) - 2, 1)))
    # Waves are named by their years, "2022-2023".
    return code.replace("-", _DASH)


def figure_values(language: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """Values of the places of a rule's sentence.

    Parameters
    ----------
    content
        Of the evidence: ``unit``, ``value``, ``low``, ``high``, ``whole``, ``periods`` and so on.
    """
    is_share = content["unit"] == "share"
    scale = 100 if is_share else 1
    return {
        "place": place_name(language, content["municipality_code"]),
        "value": Share(content["value"]) if is_share else Number(content["value"]),
        "low": Number(scale * content["low"]),
        "high": Number(scale * content["high"]),
        "n": Number(content["whole"] or 0),
        "period": period_words(language, content["period_dimension"], content["periods"]),
    }


def say_figure(language: str, sentence: str, content: Mapping[str, Any]) -> str:
    """Sentence of a rule with its places filled."""
    return say(language, sentence, **figure_values(language, content))


def say_value(language: str, unit: str | None, value: float | None) -> str:
    """Baseline, target or value reached, in its unit."""
    if value is None:
        return say(language, "not set")
    return write(language, Share(value) if unit == "share" else Number(value))
