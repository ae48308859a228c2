"""Power diagram the slow way: each cell is the domain cut by one half-plane per other site."""

import numpy as np
import shapely

FAR = 1e4


def power_cells(sites: np.ndarray, weights: np.ndarray, domain: shapely.Polygon) -> list:
    """Cell of each site: the part of the domain nearer to it, by power, than to any other site.

    |p − a|² − wa ≤ |p − b|² − wb is the half-plane p · (b − a) ≤ (|b|² − |a|² + wa − wb) / 2.
    """
    cells = []
    for i, a in enumerate(sites):
        cell = domain
        for j, b in enumerate(sites):
            if i != j:
                bound = (b @ b - a @ a + weights[i] - weights[j]) / 2
                cell = cell.intersection(half_plane(b - a, bound))
        cells.append(cell)
    return cells


def half_plane(normal: np.ndarray, bound: float) -> shapely.Polygon:
    """Large square that holds the places p with p · normal ≤ bound, as far as `FAR`."""
    length = np.hypot(*normal)
    ahead = normal / length
    aside = np.array([-ahead[1], ahead[0]])
    edge = ahead * bound / length
    return shapely.Polygon(
        [
            edge + FAR * aside,
            edge - FAR * aside,
            edge - FAR * aside - FAR * ahead,
            edge + FAR * aside - FAR * ahead,
        ]
    )
