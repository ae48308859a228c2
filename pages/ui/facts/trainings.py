"""What participants of trainings and school sessions learnt, pair by pair."""

from dataclasses import dataclass

import numpy as np

from data.store import Store
from pages.ui.load import load_answer
from priemna.evidence.changes import Change, match_pairs, paired_change, paired_share_change

AGREES_FROM = 4
"""Agreement of 1–5 from which an adolescent counts as agreeing."""


@dataclass(frozen=True)
class Learnt:
    """Change of one group of people, or in one item.

    Parameters
    ----------
    code
        Profession or item; empty for all together.
    change
        Percentage points for tests, share of 0–1 for items.
    alone
        Tests or sheets that found no partner.
    """

    code: str
    change: Change
    alone: int


@dataclass(frozen=True)
class TrainingsAnswer:
    """Trainings of professionals and sessions in schools.

    Parameters
    ----------
    trainings
        Trainings with tests.
    all_together
        Change over all participants.
    by_profession
        Largest group first.
    adolescents
        Share who agree, per item, by name of the item.
    """

    trainings: int
    all_together: Learnt
    by_profession: tuple[Learnt, ...]
    adolescents: tuple[Learnt, ...]


def load_trainings(store: Store) -> TrainingsAnswer:
    """Load all tests before and after, matched person by person."""
    tests = load_answer(store, "training_tests")
    return TrainingsAnswer(
        trainings=tests["event_id"].nunique(),
        all_together=_tests("", tests),
        by_profession=tuple(
            _tests(str(name), rows)
            for name, rows in sorted(
                tests.groupby("profession"), key=lambda group: (-len(group[1]), group[0])
            )
        ),
        adolescents=_adolescents(store),
    )


def _tests(code: str, rows: object) -> Learnt:
    before, after = (rows[name].to_numpy(np.float64) for name in ("pre_percent", "post_percent"))
    change = paired_change(before, after)
    return Learnt(code, change, len(rows) - change.pairs)


def _adolescents(store: Store) -> tuple[Learnt, ...]:
    sheets = load_answer(store, "adolescent_answers")
    found = []
    for item, rows in sheets.groupby("item"):
        before, after = (
            [
                (f"{row.event_id}|{row.pair_code}" if row.pair_code else "", agrees)
                for row, agrees in zip(
                    part.itertuples(), part["agreement"] >= AGREES_FROM, strict=True
                )
            ]
            for part in (rows[rows["stage"] == "pre"], rows[rows["stage"] == "post"])
        )
        first, second, alone = match_pairs(before, after)
        found.append(Learnt(str(item), paired_share_change(first, second), alone))
    return tuple(found)
