"""What women know, whom they would ask and what keeps them, with the intervals of the design."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd

from data.store import Store
from geo.places import municipalities
from pages.ui.facts.groups import Group, groups_by_distance, minutes_to_centre
from pages.ui.load import load_answer, load_period, load_travel
from priemna.evidence.intervals import Interval
from priemna.evidence.quality import Basis, Quality, quality
from priemna.evidence.samples import Estimate, Sample, Share, difference, mean, share
from priemna.evidence.stages import Referrals, Stage, stages
from priemna.evidence.surveys import (
    COUNT_FROM,
    KNOWLEDGE_ITEMS,
    SmallArea,
    knowledge_score,
    small_areas,
)
from priemna.indicators import Empty

APPLY = "where_to_apply"


@dataclass(frozen=True)
class Asked:
    """One answer of a survey.

    Parameters
    ----------
    code
        Code of the item, barrier or helper.
    share
        Of the women asked.
    change
        Last wave less first wave; None with a single wave.
    """

    code: str
    share: Share
    change: Interval | None


@dataclass(frozen=True)
class SurveyAnswer:
    """A survey as a whole or one wave of it.

    Parameters
    ----------
    waves
        All there are, oldest first: name, women asked, those who agreed, first and last day.
    n, villages
        Women counted and villages they were asked in.
    quality
        Of the answers; their age is reckoned on the day after the last record of the store.
    score
        Knowledge score 0–100; None where too few items were asked.
    knowledge, help_from, barriers
        Largest share first.
    would_seek
        Share who would turn to somebody outside family and friends; None where not asked.
    """

    waves: tuple[tuple[str, int, int, date, date], ...]
    n: int
    villages: int
    quality: Quality
    score: Estimate | None
    knowledge: tuple[Asked, ...]
    help_from: tuple[Asked, ...]
    barriers: tuple[Asked, ...]
    would_seek: Share | None


@dataclass(frozen=True)
class KnowledgeByPlace:
    """One municipality on the map of knowledge and distance.

    Parameters
    ----------
    municipality_code
        Which.
    minutes
        Mean travel to the fixed centre.
    knows
        Share who know where to apply, leaning on the district; None where nobody or fewer than ten
        were asked there.
    empty
        Why there is no share, or None.
    is_far
        Farther than the middle municipality.
    knows_less
        Below the district; False where nobody was asked.
    """

    municipality_code: str
    minutes: float
    knows: SmallArea | None
    empty: Empty | None
    is_far: bool
    knows_less: bool


def load_survey(store: Store, *, wave: str | None = None) -> SurveyAnswer:
    """Load the answers of one wave, or of all together.

    Parameters
    ----------
    store
        The store.
    wave
        Name of the wave; None for all.
    """
    responses = load_answer(store, "survey_responses")
    items = load_answer(store, "survey_knowledge_answers")
    waves = _waves(store)
    names = [name for name, *_ in waves]
    chosen = responses if wave is None else responses[responses["wave"] == wave]
    by_item = dict(list(items.assign(yes=items["answer"] == "right").groupby("item")))

    def knows(code: str) -> Callable[[pd.DataFrame], pd.DataFrame]:
        answers = by_item.get(code, items.iloc[:0])
        return lambda rows: answers[answers["response"].isin(rows["response"])]

    def named(column: str, code: str) -> Callable[[pd.DataFrame], pd.DataFrame]:
        return lambda rows: rows.assign(yes=[code in said for said in rows[column]])

    def asked(code: str, pick: Callable[[pd.DataFrame], pd.DataFrame]) -> Asked | None:
        rows = pick(chosen)
        return Asked(code, _share(rows), _change(pick, responses, names)) if len(rows) else None

    sought = chosen[chosen["would_seek"].notna()]
    return SurveyAnswer(
        waves=waves,
        n=len(chosen),
        quality=_quality(store, wave),
        villages=chosen["cluster"].nunique(),
        score=_score(chosen, items),
        knowledge=_ranked(asked(code, knows(code)) for code in KNOWLEDGE_ITEMS),
        help_from=_ranked(
            asked(code, named("help_from", code)) for code in _codes(sought["help_from"])
        ),
        barriers=_ranked(
            asked(code, named("barriers", code)) for code in _codes(chosen["barriers"])
        ),
        would_seek=_share(sought.assign(yes=sought["would_seek"])) if len(sought) else None,
    )


def load_stages(store: Store) -> tuple[tuple[Group, tuple[Stage, ...]], ...]:
    """Load the way from knowing to receiving by group of municipalities, all records together."""
    period = load_period(store)
    if period is None:
        return ()
    since, until = period
    answers = load_answer(store, "survey_knowledge_answers")
    answers = answers[answers["item"] == APPLY].assign(yes=lambda rows: rows["answer"] == "right")
    responses = load_answer(store, "survey_responses")
    responses = responses[responses["would_seek"].notna()]
    responses = responses.assign(yes=responses["would_seek"])
    contacts = load_answer(store, "contacts_by_municipality", since=since, until=until)
    referrals = load_answer(store, "referrals_by_municipality", since=since, until=until)
    women = {m.code: m.women_14_plus for m in municipalities()}
    years = (until - since).days / 365.25
    found = []
    for group in groups_by_distance(load_travel(store)):
        knows, seeks = (
            rows[rows["municipality_code"].isin(group.codes)] for rows in (answers, responses)
        )
        came = contacts[contacts["home"].isin(group.codes)]["women"].sum()
        served = referrals[referrals["home"].isin(group.codes)]
        found.append(
            (
                group,
                stages(
                    _share(knows) if len(knows) else None,
                    _share(seeks) if len(seeks) else None,
                    int(came),
                    sum(women[code] for code in group.codes) * years,
                    Referrals(*(int(served[name].sum()) for name in _SERVED)),
                ),
            )
        )
    return tuple(found)


def load_knowledge_by_place(store: Store) -> tuple[KnowledgeByPlace, ...]:
    """Load knowledge of where to apply beside the distance to the centre, by municipality."""
    answers = load_answer(store, "survey_knowledge_answers")
    answers = answers[answers["item"] == APPLY]
    right = answers["answer"] == "right"
    areas = small_areas(
        [
            (
                m.code,
                int((answers["municipality_code"] == m.code).sum()),
                int(right[answers["municipality_code"] == m.code].sum()),
            )
            for m in municipalities()
        ]
    )
    minutes = minutes_to_centre(load_travel(store))
    middle = sorted(minutes.values())[len(minutes) // 2]
    district = float(right.mean()) if len(right) else 0.0
    found = []
    for m in municipalities():
        area = areas.get(m.code)
        knows = area if area and area.n >= COUNT_FROM else None
        too_few = Empty.HIDDEN if area and area.n else Empty.NO_DATA
        found.append(
            KnowledgeByPlace(
                municipality_code=m.code,
                minutes=minutes[m.code],
                knows=knows,
                empty=None if knows else too_few,
                is_far=minutes[m.code] >= middle,
                knows_less=knows is not None and knows.share < district,
            )
        )
    return tuple(found)


_SERVED = ("offered", "agreed", "received")


def _waves(store: Store) -> tuple[tuple[str, int, int, date, date], ...]:
    return tuple(
        (row.wave, int(row.asked), int(row.agreed), row.since.date(), row.until.date())
        for row in load_answer(store, "survey_quality").itertuples()
    )


def _quality(store: Store, wave: str | None) -> Quality:
    rows = load_answer(store, "survey_quality")
    rows = rows if wave is None else rows[rows["wave"] == wave]
    if rows.empty:
        return quality(Basis(0, 0, 0, 0, None), date.min)
    last, period = rows["until"].max().date(), load_period(store)
    asked, agreed, unknown = (int(rows[name].sum()) for name in ("asked", "agreed", "unknown_age"))
    return quality(
        Basis(agreed, agreed, asked, unknown, last), max(last, period[1] if period else last)
    )


def _sample(rows: pd.DataFrame) -> Sample:
    return Sample(
        weights=rows["design_weight"].to_numpy(float),
        clusters=rows["cluster"].to_numpy(str),
    )


def _share(rows: pd.DataFrame) -> Share:
    return share(rows["yes"].to_numpy(float), _sample(rows))


def _change(
    pick: Callable[[pd.DataFrame], pd.DataFrame], responses: pd.DataFrame, waves: list[str]
) -> Interval | None:
    if len(waves) < 2:
        return None
    first, last = (pick(responses[responses["wave"] == wave]) for wave in (waves[0], waves[-1]))
    return difference(_share(last), _share(first)) if len(first) and len(last) else None


def _score(responses: pd.DataFrame, items: pd.DataFrame) -> Estimate | None:
    own = items[items["response"].isin(responses["response"])]
    scores = {
        response: knowledge_score(dict(zip(rows["item"], rows["answer"], strict=True)))
        for response, rows in own.groupby("response")
    }
    scored = responses.assign(score=responses["response"].map(scores)).dropna(subset="score")
    return mean(scored["score"].to_numpy(np.float64), _sample(scored)) if len(scored) else None


def _codes(lists: pd.Series) -> list[str]:
    return sorted({code for said in lists for code in said})


def _ranked(answers: object) -> tuple[Asked, ...]:
    return tuple(
        sorted((one for one in answers if one is not None), key=lambda one: -one.share.value)
    )
