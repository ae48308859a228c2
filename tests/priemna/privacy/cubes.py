"""Cubes for the tests: small, invented, by name or drawn from a seed."""

import numpy as np

from priemna.privacy.cubes import LeafCube
from priemna.privacy.dimensions import Dimension, Level

KEY = b"a key of the tests alone"


def places_and_quarters(counts):
    """A cube of 3 municipalities × 4 quarters in two years."""
    years = Level("year", ("2023", "2023", "2024", "2024"))
    return LeafCube(
        (
            Dimension.with_total("municipality", ("M1", "M2", "M3")),
            Dimension.with_total("quarter", ("Q1", "Q2", "Q3", "Q4"), (years,)),
        ),
        np.array(counts),
    )


def drawn_cube(seed, shape=(3, 4, 3, 2), persons=120):
    """A cube with as many persons, most cells empty or small."""
    rng = np.random.default_rng(seed)
    names = ("municipality", "quarter", "kind", "age")
    dimensions = tuple(
        Dimension.with_total(name, [f"{name[0]}{i}" for i in range(size)])
        for name, size in zip(names, shape, strict=False)
    )
    chances = np.ones(())
    for size in shape:
        chances = np.multiply.outer(chances, rng.dirichlet(np.full(size, 1.5)))
    return LeafCube(dimensions, rng.multinomial(persons, chances.ravel()).reshape(shape))
