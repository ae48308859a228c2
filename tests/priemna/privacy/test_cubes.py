"""Tables, their states and what a cube refuses."""

import numpy as np
import pytest

from priemna.privacy.cells import Cell, State
from priemna.privacy.cubes import LeafCube
from priemna.privacy.dimensions import Dimension, Level, add_up, margin_rows
from priemna.privacy.errors import UnusableTable
from priemna.privacy.rounding import round_leaves
from tests.priemna.privacy.cubes import KEY, drawn_cube, places_and_quarters


def test_sums_at_every_level_are_those_of_the_matrix_of_zeros_and_ones():
    cube = drawn_cube(7)
    for margin in cube.margins:
        slow = margin_rows(cube.dimensions, margin) @ cube.counts.ravel()
        assert (cube.at(margin).ravel() == slow).all()


def test_levels_need_not_be_nested():
    region = Dimension.with_total(
        "region",
        ("A", "B", "C"),
        (Level("county", ("1", "1", "2")), Level("cities", (None, "big", "big"))),
    )
    assert list(add_up((region,), np.array([5, 7, 9]), ("county",))) == [12, 9]
    assert list(add_up((region,), np.array([5, 7, 9]), ("cities",))) == [16]
    assert [level.name for level in region.read_at("county").levels] == ["county", "total"]


def test_a_table_says_of_each_cell_what_its_emptiness_means():
    counts = np.array([[9, 0, 0, 0], [0, 8, 0, 0], [0, 0, 0, 0]])
    cube = places_and_quarters(counts)
    no_data, absent = np.zeros((3, 4), bool), np.zeros((3, 4), bool)
    no_data[0, 2:], absent[2] = True, True
    cube = LeafCube(cube.dimensions, counts, no_data, absent)
    released = round_leaves(cube, base=5, key=KEY)
    table = released.table(("municipality", "year"))
    assert table.cell("M1", "2023") == Cell(State.VALUE, 9)
    assert table.cell("M1", "2024") == Cell(State.NO_DATA)
    assert table.cell("M2", "2024") == Cell(State.ZERO, 0)
    assert table.cell("M3", "2023") == Cell(State.NOT_APPLICABLE)
    assert [cell for _, cell in table.cells()] == [
        table.cell(m, y) for m in ("M1", "M2", "M3") for y in ("2023", "2024")
    ]
    yearly = released.derive(("municipality", "year"))
    assert (yearly.table(yearly.margins[0]).states == table.states).all()
    with pytest.raises(KeyError):
        table.cell("M9", "2023")


@pytest.mark.parametrize(
    ("state", "value"), [("value", None), ("value", 0), ("zero", 3), ("hidden", 4)]
)
def test_a_cell_cannot_contradict_itself(state, value):
    with pytest.raises(ValueError, match="cannot hold"):
        Cell(State(state), value)


def test_a_cube_takes_whole_numbers_of_persons_only():
    dimensions = places_and_quarters(np.zeros((3, 4), int)).dimensions
    with pytest.raises(UnusableTable, match="whole numbers"):
        LeafCube(dimensions, np.full((3, 4), -1))
    with pytest.raises(UnusableTable, match="whole numbers"):
        LeafCube(dimensions, np.full((3, 4), 0.5))
    with pytest.raises(UnusableTable, match="one number for each cell"):
        LeafCube(dimensions, np.zeros((3, 3), int))
    with pytest.raises(UnusableTable, match="holds persons"):
        LeafCube(dimensions, np.ones((3, 4), int), no_data=np.ones((3, 4), bool))


def test_a_dimension_refuses_codes_twice_and_unknown_levels():
    with pytest.raises(UnusableTable, match="twice"):
        Dimension("kind", ("a", "a"))
    with pytest.raises(UnusableTable, match="does not say of every code"):
        Dimension("kind", ("a", "b"), (Level("group", ("x",)),))
    with pytest.raises(UnusableTable, match="has no level year"):
        Dimension("kind", ("a", "b")).level("year")
    with pytest.raises(UnusableTable, match="one level per dimension"):
        add_up((Dimension("kind", ("a", "b")),), np.array([1, 2]), ("kind", "kind"))
