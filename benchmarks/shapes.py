"""Schematic shapes against plain Voronoi: how near each comes to the real ones, how long it takes.

The overlap (intersection over union) is measured where reference polygons lie in ``../shared``.
"""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from pyproj import Transformer

sys.path.insert(0, str(Path(__file__).parents[1]))

from geo.places import municipalities, neighbours, settlements
from geo.shapes import EQUAL_AREA, settlement_cells, south_of_the_danube

REFERENCE = Path(__file__).parents[2] / "shared" / "geo" / "municipalities_ruse.geojson"
REPEATS = 15


def plain_cells() -> np.ndarray:
    """Voronoi cells (GEOS) of the settlements among their neighbours, south of the Danube."""
    to_km = Transformer.from_crs(4326, EQUAL_AREA, always_xy=True)
    places = (*settlements(), *neighbours())
    sites = np.column_stack(to_km.transform([p.lon for p in places], [p.lat for p in places]))
    land = south_of_the_danube()
    cells = shapely.voronoi_polygons(shapely.multipoints(sites), extend_to=land, ordered=True)
    return shapely.intersection(shapely.get_parts(cells)[: len(settlements())], land)


def our_cells() -> np.ndarray:
    """Cells with the official areas, computed afresh."""
    settlement_cells.cache_clear()
    return settlement_cells()


def dissolved(cells: np.ndarray) -> np.ndarray:
    """One shape per municipality."""
    code_of = np.array([s.municipality_code for s in settlements()])
    return np.array([shapely.union_all(cells[code_of == m.code]) for m in municipalities()])


def seconds(make: Callable[[], np.ndarray]) -> float:
    """Median time of computing and dissolving the cells."""
    taken = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        dissolved(make())
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def report_overlap(name: str, shapes: np.ndarray, real: np.ndarray) -> None:
    """Print mean and least overlap, and that of each municipality."""
    overlap = shapely.area(shapely.intersection(shapes, real)) / shapely.area(
        shapely.union(shapes, real)
    )
    each = "  ".join(f"{m.code} {o:.3f}" for m, o in zip(municipalities(), overlap, strict=True))
    print(f"{name:14} mean {overlap.mean():.4f}  least {overlap.min():.4f}   {each}")


def main() -> None:
    """Print the figures."""
    official = np.array([s.area_km2 for s in settlements()])
    if REFERENCE.exists():
        reference = gpd.read_file(REFERENCE).sort_values("code").to_crs(EQUAL_AREA)
        real = shapely.make_valid(reference.geometry.to_numpy())
        print("Overlap with the reference polygons (intersection over union)")
        report_overlap("ours", dissolved(our_cells()), real)
        report_overlap("plain Voronoi", dissolved(plain_cells()), real)
    else:
        print(f"Overlap not measured: no reference polygons at {REFERENCE}")
    for name, make in (("ours", our_cells), ("plain Voronoi", plain_cells)):
        error = np.abs(shapely.area(make()) / official - 1)
        print(
            f"{name:14} areas of settlements off by {np.median(error):.1e} in the median, ", end=""
        )
        print(f"{error.max():.1e} at most")
    ours, plain = seconds(our_cells), seconds(plain_cells)
    print(f"time ours / plain Voronoi: {ours / plain:.1f} ({ours * 1000:.0f} ms here)")


if __name__ == "__main__":
    main()
