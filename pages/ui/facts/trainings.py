"""What participants of trainings and school sessions learnt, pair by pair."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from data.store import Store
from pages.ui.load import load_answer, load_period
from priemna.evidence.changes import Change, match_pairs, paired_change, paired_share_change

AGREES_FROM = 4
"""Agreement of 1–5 from which an adolescent counts as agreeing."""

MORE_IS_BETTER = {
    "control": False,
    "violence_never": True,
    "early_marriage": False,
    "girls_school": True,
    "would_tell": True,
}
"""Whether a session means to raise the share who agree with a sentence, by its code."""


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
    first_on, until
        First and day after the last day with a test, and of all records, whichever is later.
    """

    trainings: int
    all_together: Learnt
    by_profession: tuple[Learnt, ...]
    adolescents: tuple[Learnt, ...]
    first_on: date
    until: date


def load_trainings(store: Store) -> TrainingsAnswer:
    """Load all tests before and after, matched person by person."""
    tests = load_answer(store, "training_tests")
    sheets = load_answer(store, "adolescent_answers")
    days = pd.concat([tests["held_on"], sheets["held_on"]])
    period = load_period(store)
    ends = [period[1]] if period else []
    if len(days):
        ends.append(days.max().date() + timedelta(days=1))
    return TrainingsAnswer(
        trainings=tests["event_id"].nunique(),
        all_together=_tests("", tests),
        by_profession=tuple(
            _tests(str(name), rows)
            for name, rows in sorted(
                tests.groupby("profession"), key=lambda group: (-len(group[1]), group[0])
            )
        ),
        adolescents=_adolescents(sheets),
        first_on=days.min().date() if len(days) else date.min,
        until=max(ends, default=date.min),
    )


def _tests(code: str, rows: object) -> Learnt:
    before, after = (rows[name].to_numpy(np.float64) for name in ("pre_percent", "post_percent"))
    change = paired_change(before, after)
    return Learnt(code, change, len(rows) - change.pairs)


def _adolescents(sheets: pd.DataFrame) -> tuple[Learnt, ...]:
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
