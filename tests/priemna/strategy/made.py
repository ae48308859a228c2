"""Releases made by hand: each table as text, one line per cell, margins added up."""

from itertools import product

from priemna.sharing.released import TOTAL, Release, ReleasedCell, ReleasedTable, State

PLACES = ("RSE03", "RSE04", "RSE05", "RSE08", "RSE13", "RSE27", "RSE33", "RSE37")


def table(name, of, dimensions, leaves):
    """Table with margins; a leaf of None is hidden."""
    codes = [sorted({keys[i] for keys in leaves}) for i in range(len(dimensions))]
    cells = []
    for keys in product(*((*own, TOTAL) for own in codes)):
        inside = [
            value
            for leaf, value in leaves.items()
            if all(key in (TOTAL, code) for key, code in zip(keys, leaf, strict=True))
        ]
        if None in inside:
            cells.append(ReleasedCell(keys, State.HIDDEN, None))
        elif not inside:
            cells.append(ReleasedCell(keys, State.NO_DATA, None))
        else:
            total = sum(inside)
            cells.append(ReleasedCell(keys, State.VALUE if total else State.ZERO, total))
    return ReleasedTable(name, of, dimensions, tuple(cells))


def release(tables, *, number=1, base=5, until="2024-04-01", sha="a" * 64):
    """Release of these tables."""
    manifest = {
        "number": number,
        "audience": "administration",
        "created": "2024-04-11",
        "period": {"since": "2022-10-01", "until": until},
        "data_version": f"v{number}",
        "sha256": sha,
        "k": 5,
        "base": base,
        "demo": True,
        "tables": {one.name: {"sha256": "b" * 64} for one in tables},
    }
    return Release(manifest, {one.name: one for one in tables})


def survey(right, asked, item="where_to_apply"):
    """Both survey tables; numbers by municipality and wave."""
    return [
        table(
            name,
            name,
            ("municipality", "wave", "item"),
            {(place, wave, item): value for (place, wave), value in numbers.items()},
        )
        for name, numbers in (("survey_right", right), ("survey_asked", asked))
    ]
