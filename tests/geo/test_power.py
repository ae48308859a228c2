"""The power diagram agrees with the slow, obvious one; the areas asked for are the areas given."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest
import shapely

from geo.power import AreasNotReached, cells_with_areas, power_diagram

ORACLE = Path(__file__).parents[1] / "oracles" / "power_by_halfplanes.py"
_spec = importlib.util.spec_from_file_location("power_by_halfplanes", ORACLE)
oracle = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(oracle)

SQUARE = shapely.box(0, 0, 10, 10)
BAY = shapely.Polygon([(0, 0), (10, 0), (10, 10), (6, 10), (5, 3), (4, 10), (0, 10)])


def scattered(seed: int, n: int) -> np.ndarray:
    return np.random.default_rng(seed).uniform(0.5, 9.5, (n, 2))


@pytest.mark.parametrize("domain", [SQUARE, BAY], ids=["square", "bay"])
@pytest.mark.parametrize("n", [1, 2, 3, 7, 20])
@pytest.mark.parametrize("spread", [0, 1, 30], ids=lambda s: f"weights to {s}")
def test_cells_are_those_cut_out_by_half_planes(domain, n, spread):
    sites = scattered(n, n)
    weights = np.random.default_rng(n + 100).uniform(0, spread, n)
    diagram = power_diagram(sites, weights, domain)
    for cell, slow in zip(diagram.cells, oracle.power_cells(sites, weights, domain), strict=True):
        assert shapely.area(shapely.symmetric_difference(cell, slow)) < 1e-8


def test_equal_weights_give_the_voronoi_diagram():
    sites = scattered(5, 12)
    diagram = power_diagram(sites, np.full(12, 3.0), SQUARE)
    nearest = shapely.voronoi_polygons(
        shapely.multipoints(sites), extend_to=SQUARE, ordered=True
    ).geoms
    for cell, voronoi in zip(diagram.cells, nearest, strict=True):
        assert shapely.area(shapely.symmetric_difference(cell, voronoi & SQUARE)) < 1e-8


def test_sites_in_a_regular_grid_are_no_trouble():
    x, y = np.meshgrid([1, 3, 5, 7, 9], [1, 3, 5, 7, 9])
    diagram = power_diagram(np.column_stack([x.ravel(), y.ravel()]), np.zeros(25), SQUARE)
    np.testing.assert_allclose(diagram.areas, 4.0)


def test_a_site_far_too_light_has_an_empty_cell():
    diagram = power_diagram(np.array([[4, 5], [5, 5], [6, 5]]), np.array([0, -50.0, 0]), SQUARE)
    assert diagram.cells[1].is_empty
    np.testing.assert_allclose(diagram.areas, [50, 0, 50])


def test_borders_are_measured_within_the_domain():
    diagram = power_diagram(np.array([[2.0, 5], [8, 5]]), np.array([0, 12.0]), SQUARE)
    # x² + (y−5)² − 0 over the border equals that with weight 12: (x−2)² = (x−8)² − 12, x = 4
    np.testing.assert_allclose(diagram.areas, [40, 60])
    np.testing.assert_allclose(diagram.lengths, [10])
    assert {int(diagram.first[0]), int(diagram.second[0])} == {0, 1}


@pytest.mark.parametrize("domain", [SQUARE, BAY], ids=["square", "bay"])
@pytest.mark.parametrize("seed", range(5))
def test_each_site_gets_the_area_asked_for(domain, seed):
    sites = scattered(seed, 15)
    shares = np.random.default_rng(seed + 50).uniform(1, 5, 15)
    areas = shares / shares.sum() * domain.area
    diagram = cells_with_areas(sites, areas, domain, start=np.zeros(15))
    np.testing.assert_allclose(diagram.areas, areas, rtol=1e-9)
    slow = oracle.power_cells(sites, diagram.weights, domain)
    np.testing.assert_allclose(shapely.area(slow), areas, rtol=1e-6)


def test_two_sites_share_a_square_where_the_areas_say():
    diagram = cells_with_areas(
        np.array([[2.0, 5], [8, 5]]), np.array([25.0, 75]), SQUARE, start=np.zeros(2)
    )
    left = shapely.box(0, 0, 2.5, 10)
    assert shapely.area(shapely.symmetric_difference(diagram.cells[0], left)) < 1e-8


def test_the_rest_of_the_sites_keep_their_weights_and_bound_the_first():
    sites = scattered(9, 12)
    start = np.zeros(12)
    start[8:] = [1.0, -1.0, 0.5, 0.0]
    areas = np.full(5, 6.0)
    areas_of_first = np.concatenate([areas, [7.0, 8.0, 9.0]])
    diagram = cells_with_areas(sites, areas_of_first, SQUARE, start=start)
    np.testing.assert_allclose(diagram.areas[:8], areas_of_first, rtol=1e-9)
    np.testing.assert_array_equal(diagram.weights[8:], start[8:])
    assert diagram.areas.sum() == pytest.approx(100)


def test_areas_that_do_not_sum_to_the_domain_are_not_reached():
    with pytest.raises(AreasNotReached):
        cells_with_areas(scattered(3, 4), np.full(4, 30.0), SQUARE, start=np.zeros(4))


def test_a_start_with_an_empty_cell_is_refused():
    sites = np.array([[4.0, 5], [5, 5], [6, 5]])
    with pytest.raises(ArithmeticError, match="empty at the start"):
        cells_with_areas(sites, np.array([30.0, 40, 30]), SQUARE, start=np.array([0, -50.0, 0]))
