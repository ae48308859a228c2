"""Power diagram whose cells have given areas: semi-discrete optimal transport by damped Newton.

Each place of a domain goes to the site whose squared distance less the site's weight is least. With
equal weights that is the Voronoi diagram; a larger weight makes a larger cell.

Notes
-----
Method: J. Kitagawa, Q. Mérigot, B. Thibert, "Convergence of a Newton algorithm for semi-discrete
optimal transport", J. Eur. Math. Soc. 21 (2019) 2603–2651. The diagram is read off the lower convex
hull of the sites lifted to (x, y, x² + y² − weight): F. Aurenhammer, "Power diagrams", SIAM J.
Comput. 16 (1987) 78–96.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy import sparse
from scipy.sparse.linalg import spsolve
from scipy.spatial import ConvexHull

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Polygons = NDArray[np.object_]

HELPERS = 8
"""Sites on a circle far outside close the cells at the rim; theirs never reach the domain."""

HELPERS_AWAY = 100
"""How many diameters of the domain that circle lies away."""

MAX_STEPS = 60


class AreasNotReached(ArithmeticError):
    """No weights were found that give the wanted areas."""


@dataclass(frozen=True, eq=False)
class PowerDiagram:
    """Cells of the sites within the domain, and the borders between them.

    ``cells``: a polygon per site, empty where the site gets nothing. ``first``, ``second``: the
    sites on either side of each border; ``lengths``: the length of that border.
    """

    weights: Floats
    cells: Polygons
    first: Ints
    second: Ints
    lengths: Floats

    @property
    def areas(self) -> Floats:
        """Area per site."""
        areas: Floats = shapely.area(self.cells)
        return areas


def power_diagram(sites: Floats, weights: Floats, domain: Any) -> PowerDiagram:
    """Power diagram of the sites (n × 2) with their weights (n), cut to the domain (a polygon)."""
    n = len(sites)
    west, south, east, north = shapely.bounds(domain)
    middle = np.array([west + east, south + north]) / 2
    turns = 2 * np.pi * np.arange(HELPERS) / HELPERS + 0.1
    away = HELPERS_AWAY * np.hypot(east - west, north - south)
    points = np.vstack([sites - middle, away * np.column_stack([np.cos(turns), np.sin(turns)])])
    heights = (points**2).sum(axis=1) - np.append(weights, np.zeros(HELPERS))
    hull = ConvexHull(np.column_stack([points, heights]))

    # A facet of the lower hull joins three sites; the slope of its plane is the one point that is
    # equally near, by power, to all three: a corner of their cells.
    lower = hull.equations[:, 2] < 0
    corners = middle - hull.equations[:, :2] / (2 * hull.equations[:, 2:3])
    cells = shapely.intersection(_cells(n, hull.simplices[lower], corners[lower]), domain)

    # Facets side by side share two sites; the border of those runs between the two corners.
    here = np.repeat(np.arange(len(lower)), 3)
    there = hull.neighbors.ravel()
    sides = hull.simplices[:, [[1, 2], [2, 0], [0, 1]]].reshape(-1, 2)
    once = (here < there) & lower[here] & lower[there] & (sides < n).all(axis=1)
    ends = np.stack([corners[here[once]], corners[there[once]]], axis=1)
    lengths = shapely.length(shapely.intersection(shapely.linestrings(ends), domain))
    return PowerDiagram(weights, cells, sides[once, 0], sides[once, 1], lengths)


def cells_with_areas(
    sites: Floats, areas: Floats, domain: Any, start: Floats, tolerance: float = 1e-9
) -> PowerDiagram:
    """Power diagram in which the first sites have the given areas; the others keep their weights.

    Parameters
    ----------
    sites
        n × 2, all different.
    areas
        Areas of the first m ≤ n sites, positive; with m = n they sum to the area of the domain.
    domain
        Polygon to be shared out.
    start
        n weights to begin with, such that each of the first m cells is not empty. Those of the
        sites after the first m are kept.
    tolerance
        Largest relative error of an area.

    Raises
    ------
    AreasNotReached
        Where the areas cannot be had, or the start leaves a cell empty.
    """
    wanted = slice(0, len(areas))
    # Only differences of weights matter, so one weight is held where none is given.
    moving = wanted if len(areas) < len(sites) else slice(1, len(sites))
    diagram = power_diagram(sites, start, domain)
    least = min(diagram.areas[wanted].min(), areas.min()) / 2
    if least <= 0:
        raise AreasNotReached("A cell is empty at the start.")
    for _ in range(MAX_STEPS):
        wanting = areas - diagram.areas[wanted]
        if np.abs(wanting / areas).max() <= tolerance:
            return diagram
        step = np.zeros(len(sites))
        step[moving] = spsolve(_slope(sites, diagram)[moving, moving], wanting[moving])
        share = 1.0
        while True:
            trial = power_diagram(sites, diagram.weights + share * step, domain)
            left = np.linalg.norm(areas - trial.areas[wanted])
            better = left <= (1 - share / 2) * np.linalg.norm(wanting)
            if better and trial.areas[wanted].min() >= least:
                break
            share /= 2
            if share < 1e-6:
                raise AreasNotReached("No step brings the areas nearer.")
        diagram = trial
    raise AreasNotReached(f"The areas were not reached in {MAX_STEPS} steps.")


def _cells(n: int, triangles: Ints, corners: Floats) -> Polygons:
    """Whole cells: the corners of each of the first n sites, joined in order round their middle."""
    site, corner = triangles.ravel(), np.repeat(corners, 3, axis=0)
    site, corner = site[site < n], corner[site < n]
    present, which, counts = np.unique(site, return_inverse=True, return_counts=True)
    middles = np.column_stack(
        [np.bincount(which, weights=corner[:, axis]) / counts for axis in (0, 1)]
    )
    outward = corner - middles[which]
    order = np.lexsort([np.arctan2(outward[:, 1], outward[:, 0]), which])
    cells = np.full(n, shapely.Polygon(), dtype=object)
    cells[present] = shapely.polygons(shapely.linearrings(corner[order], indices=which[order]))
    return cells


def _slope(sites: Floats, diagram: PowerDiagram) -> sparse.csc_array:
    """Change of each area (row) with each weight (column): length of border over 2 × distance."""
    n = len(sites)
    i, j = diagram.first, diagram.second
    flow = diagram.lengths / (2 * np.hypot(*(sites[i] - sites[j]).T))
    gained = sparse.coo_array((flow, (i, j)), shape=(n, n))
    gained = gained + gained.T
    return (sparse.diags_array(gained.sum(axis=1)) - gained).tocsc()
