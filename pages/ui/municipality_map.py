"""The eight municipalities on one map, each in the colour or the mark of its figure."""

from collections.abc import Mapping
from dataclasses import dataclass

from shapely.geometry import mapping

from geo.places import municipalities, municipality
from geo.shapes import MunicipalityShapes
from pages.ui import colours
from pages.ui.district import bounds_of, place_name
from pages.ui.language import _
from pages.ui.legend import LegendEntry
from pages.ui.maps import Area, MapSpec
from pages.ui.marks import NAMES, Mark


@dataclass(frozen=True)
class Painted:
    """How one municipality is drawn and what its tooltip says.

    Parameters
    ----------
    words
        The figure in the reader's language.
    fill
        ``#rrggbb``; a mark with a colour of its own replaces it.
    mark
        What it says beside its colour.
    """

    words: str
    fill: str = colours.PAPER
    mark: Mark = Mark.VALUE


def municipality_map(
    title: str,
    painted: Mapping[str, Painted],
    shapes: MunicipalityShapes,
    *,
    legend: tuple[LegendEntry, ...],
    legend_title: str,
) -> MapSpec:
    """Describe the map; the marks in use are added to the legend.

    Parameters
    ----------
    title
        With the period and the filter in it.
    painted
        By municipality code, all eight.
    shapes
        Schematic or official.
    legend, legend_title
        Classes of the values, and their unit.
    """
    marks = {one.mark for one in painted.values()} - {Mark.VALUE}
    marks -= {entry.mark for entry in legend}
    return MapSpec(
        title=title,
        bounds=bounds_of(shapes),
        areas=tuple(
            Area(
                id=row.municipality_code,
                label=place_name(municipality(row.municipality_code)),
                geometry=mapping(row.geometry),
                fill=painted[row.municipality_code].fill,
                mark=painted[row.municipality_code].mark,
                detail=(painted[row.municipality_code].words,),
                name_at=(
                    row.geometry.representative_point().y,
                    row.geometry.representative_point().x,
                ),
            )
            for row in shapes.frame.itertuples()
        ),
        legend=(*legend, *(LegendEntry(_(NAMES[mark]), mark=mark) for mark in sorted(marks))),
        legend_title=legend_title,
        is_schematic=shapes.is_schematic,
    )


def municipality_names() -> dict[str, str]:
    """Name of each municipality in the reader's language, by code."""
    return {m.code: place_name(m) for m in municipalities()}
