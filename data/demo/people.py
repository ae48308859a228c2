"""Invented people: who comes follows need, access and distance; unvisited villages are silent."""

from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import pandas as pd

from data.demo.work import SINCE, UNTIL
from geo.places import CENTRE_EKATTE, settlements
from geo.travel import straight_line_times

Chooser = tuple[tuple[str, ...], tuple[float, ...]]

AGES: Chooser = (("a12_17", "a18_25", "a26_40", "a41_60", "a61_plus"), (6, 22, 40, 24, 8))
LANGUAGES: Chooser = (("bulgarian", "romani", "turkish"), (62, 26, 12))
TYPES: Chooser = (
    ("physical_assault", "psychological_abuse", "denial_of_resources", "sexual_assault"),
    (40, 30, 14, 3),
)
OTHER_TYPES: Chooser = (("forced_marriage", "rape", "non_gbv", "information_only"), (3, 2, 3, 5))
MARITAL: Chooser = (
    ("married", "cohabiting", "separated", "single", "widowed"),
    (34, 36, 12, 13, 5),
)
ELAPSED: Chooser = (
    ("ongoing", "d0_3", "d6_14", "m1_3", "m3_plus", "unknown"),
    (46, 7, 10, 13, 19, 5),
)
RELATIONS: Chooser = (
    ("intimate_partner", "former_partner", "partner_family", "other_family", "acquaintance"),
    (55, 17, 13, 10, 5),
)
EDUCATION: Chooser = (
    ("none", "primary", "lower_secondary", "upper_secondary", "tertiary"),
    (9, 26, 38, 24, 3),
)
EMPLOYMENT: Chooser = (
    ("employed", "seasonal", "unemployed", "household", "student", "retired"),
    (24, 20, 26, 15, 7, 8),
)
KNOWLEDGE = {
    "physical": 0.86,
    "sexual": 0.66,
    "psychological": 0.52,
    "economic": 0.34,
    "coercive_restriction": 0.38,
    "protection_order": 0.41,
    "where_to_apply": 0.36,
    "free_legal_aid": 0.31,
    "hotline": 0.74,
    "centre": 0.40,
    "mobile_office": 0.24,
}
BARRIERS = {"distance": 0.42, "cost": 0.37, "shame": 0.55, "fear": 0.48, "distrust": 0.29}
HELP_FROM = {
    "relatives": 0.52,
    "friends": 0.24,
    "police": 0.27,
    "doctor": 0.12,
    "health_mediator": 0.16,
    "social_services": 0.11,
    "centre": 0.14,
}
ATTITUDES = ("control", "violence_never", "early_marriage", "girls_school", "would_tell")
SERVICES = ("psychological", "legal", "social_support", "police", "health")


def consultations(
    rng: np.random.Generator, visits: pd.DataFrame, count: int
) -> dict[str, pd.DataFrame]:
    """Consultations whose places follow who could come.

    Each woman lives in a settlement drawn by women × latent need × access; the record keeps only
    her municipality. Access is the fixed centre, falling with travel time, and the visits held.

    Returns
    -------
    dict
        Tables ``consultation`` and ``consultation_service``.
    """
    travel = straight_line_times(settlements())
    held = visits[visits["held_on"].notna()].reset_index(drop=True)
    women = np.array([s.women_14_plus for s in settlements()])
    centre = travel.ekattes.index(CENTRE_EKATTE)
    latent = women * rng.gamma(4, 1 / 4, len(women))
    at_centre = latent * 0.06 * np.exp(-travel.minutes[:, centre] / 22)
    # The city itself would drown the district: its own share is what is left of a third.
    at_centre[centre] = at_centre.sum() - at_centre[centre]
    sites = [travel.ekattes.index(ekatte) for ekatte in held["ekatte"]]
    at_visits = latent[:, None] * 0.5 * np.exp(-travel.minutes[:, sites] / 12)
    at_visits *= 1.1 * at_centre.sum() / at_visits.sum()
    weights = np.concatenate([at_centre, at_visits.ravel()])
    drawn = rng.choice(len(weights), count, p=weights / weights.sum())
    via_visit = drawn >= len(women)
    lives = np.where(via_visit, (drawn - len(women)) // len(held), drawn)
    visit = np.where(via_visit, (drawn - len(women)) % len(held), 0)
    modes = np.where(via_visit, "mobile", rng.choice(["office", "phone"], count, p=[0.85, 0.15]))
    days = [
        held["held_on"][v] if mobile else _workday(rng)
        for v, mobile in zip(visit, via_visit, strict=True)
    ]
    home = np.array([s.municipality_code for s in settlements()], dtype=object)[lives]
    chance = rng.random(count)
    home[chance < 0.04] = "unknown"
    home[(chance > 0.98) & ~via_visit] = "other_district"
    reporting = rng.random(count) < 0.92
    withdrawn = reporting & (rng.random(count) < 0.015)
    types = _mostly(rng, TYPES, OTHER_TYPES, 0.87, count)
    roma = rng.random(count) < 0.55
    frame = pd.DataFrame(
        {
            "consultation_id": [f"C{i + 1:06d}" for i in range(count)],
            "held_on": days,
            "mode": modes,
            "service_ekatte": [
                held["ekatte"][v] if m == "mobile" else (CENTRE_EKATTE if m == "office" else None)
                for v, m in zip(visit, modes, strict=True)
            ],
            "home": home,
            "visit_id": [
                held["visit_id"][v] if m else None for v, m in zip(visit, via_visit, strict=True)
            ],
            "contact_type": np.where(rng.random(count) < 0.78, "new", "follow_up"),
            "age_band": _pick(rng, AGES, count),
            "sex": np.where(rng.random(count) < 0.96, "female", "male"),
            "ethnicity_self": ["roma" if said else None for said in roma],
            "consent_ethnicity": roma,
            "language": _pick(rng, LANGUAGES, count),
            "marital_status": _pick(rng, MARITAL, count),
            "disability": np.where(rng.random(count) < 0.93, "none", "physical"),
            "gbv_type": types,
            "elapsed_band": _pick(rng, ELAPSED, count),
            "perpetrator_relation": _pick(rng, RELATIONS, count),
            "perpetrator_sex": "male",
            "child_present": rng.choice(["no", "witness", "unknown"], count, p=[0.4, 0.5, 0.1]),
            "reported_elsewhere": rng.choice(
                ["no", "outside_network", "inside_network"], count, p=[0.8, 0.16, 0.04]
            ),
            "consent_services": True,
            "consent_reporting": reporting,
            "consent_sharing": reporting & (rng.random(count) < 0.6),
            "withdrawn_on": [
                min(day + timedelta(days=30), UNTIL) if gone else None
                for day, gone in zip(days, withdrawn, strict=True)
            ],
        }
    )
    offered = rng.integers(1, 4, count)
    services = pd.DataFrame(
        [
            (number, service, str(rng.choice(["referred", "provided", "declined", "unavailable"])))
            for number, many in zip(frame["consultation_id"], offered, strict=True)
            for service in rng.permutation(SERVICES)[:many]
        ],
        columns=["consultation_id", "service", "outcome"],
    )
    return {"consultation": frame, "consultation_service": services}


def survey(rng: np.random.Generator, count: int) -> dict[str, pd.DataFrame]:
    """Survey responses in clusters of villages that know alike; a wave in 2022/23, one in 2023/24.

    Returns
    -------
    dict
        Tables ``survey_response``, ``survey_knowledge``, ``survey_barrier`` and
        ``survey_help_from``.
    """
    size = np.array([s.women_14_plus**0.5 for s in settlements()])
    clusters = rng.choice(len(size), 34, replace=False, p=size / size.sum())
    lift = rng.normal(0, 0.12, len(clusters))
    cluster = rng.integers(0, len(clusters), count)
    wave = rng.integers(0, 2, count)
    places = [settlements()[clusters[c]] for c in cluster]
    starts = (date(2022, 11, 7), date(2023, 10, 2))
    frame = pd.DataFrame(
        {
            "survey_response_id": [f"S{i + 1:06d}" for i in range(count)],
            "wave": np.where(wave == 0, "2022-2023", "2023-2024"),
            "questionnaire_version": "1",
            "survey_mode": "face_to_face",
            "collected_on": [
                starts[w] + timedelta(days=int(d))
                for w, d in zip(wave, rng.integers(0, 150, count), strict=True)
            ],
            "ekatte": [place.ekatte for place in places],
            "municipality_code": [place.municipality_code for place in places],
            "age_band": _pick(rng, AGES, count),
            "sex": "female",
            "education": _pick(rng, EDUCATION, count),
            "employment": _pick(rng, EMPLOYMENT, count),
            "consent_ethnicity": False,
            "private_setting": rng.random(count) < 0.8,
            "consent": rng.random(count) < 0.97,
            "distress": rng.random(count) < 0.05,
            "referral_offered": rng.random(count) < 0.3,
            "design_weight": 1.0,
        }
    )
    ids = frame["survey_response_id"].to_numpy()
    answers = [
        pd.DataFrame(
            {
                "survey_response_id": ids,
                "item": item,
                "answer": np.where(
                    rng.random(count) < np.clip(known + lift[cluster] + 0.08 * wave, 0.02, 0.98),
                    "right",
                    rng.choice(["wrong", "dont_know"], count),
                ),
            }
        )
        for item, known in KNOWLEDGE.items()
    ]
    barriers = [
        pd.DataFrame({"survey_response_id": ids[rng.random(count) < often], "barrier": barrier})
        for barrier, often in BARRIERS.items()
    ]
    return {
        "survey_response": frame,
        "survey_knowledge": pd.concat(answers),
        "survey_barrier": pd.concat(barriers),
        "survey_help_from": _help_from(rng.spawn(1)[0], ids, lift[cluster]),
    }


def _help_from(
    rng: np.random.Generator, ids: npt.NDArray[np.str_], lift: npt.NDArray[np.float64]
) -> pd.DataFrame:
    """To whom each woman would turn; institutions where more is known; nobody where none named."""
    named = {
        who: rng.random(len(ids))
        < often + (0 if who in ("relatives", "friends") else np.clip(lift, -0.1, 0.1))
        for who, often in HELP_FROM.items()
    }
    named["nobody"] = ~np.any(list(named.values()), axis=0)
    return pd.concat(
        pd.DataFrame({"survey_response_id": ids[chosen], "help_from": who})
        for who, chosen in named.items()
    )


def adolescents(
    rng: np.random.Generator, events: pd.DataFrame, scale: int
) -> dict[str, pd.DataFrame]:
    """Answers of adolescents before and after school sessions, paired by an anonymous code.

    Returns
    -------
    dict
        Tables ``adolescent_response`` and ``adolescent_attitude``.
    """
    sessions = events.loc[events["event_type"] == "school_session", "event_id"].to_numpy()
    count = 150 * scale
    session = rng.choice(sessions, count)
    base = pd.DataFrame(
        {
            "pair_code": [f"P{i + 1:06d}" for i in range(count)],
            "event_id": session,
            "sex": rng.choice(["female", "male"], count),
            "age_band": "a12_17",
        }
    )
    both = pd.concat([base.assign(stage="pre"), base.assign(stage="post")], ignore_index=True)
    both.insert(0, "adolescent_response_id", both["pair_code"] + "-" + both["stage"])
    answers = pd.concat(
        pd.DataFrame(
            {
                "adolescent_response_id": both["adolescent_response_id"],
                "item": item,
                "agreement": np.clip(
                    np.round(rng.normal(3.1, 1, len(both)) + 0.4 * (both["stage"] == "post")), 1, 5
                ).astype(int),
            }
        )
        for item in ATTITUDES
    )
    return {"adolescent_response": both, "adolescent_attitude": answers}


def _pick(rng: np.random.Generator, chooser: Chooser, count: int) -> npt.NDArray[np.str_]:
    words, weights = chooser
    share = np.array(weights, dtype=float)
    return rng.choice(words, count, p=share / share.sum())


def _mostly(
    rng: np.random.Generator, usual: Chooser, rare: Chooser, share: float, count: int
) -> npt.NDArray[np.str_]:
    return np.where(rng.random(count) < share, _pick(rng, usual, count), _pick(rng, rare, count))


def _workday(rng: np.random.Generator) -> date:
    day = SINCE + timedelta(days=int(rng.integers(0, (UNTIL - SINCE).days)))
    return day - timedelta(days=max(0, day.weekday() - 4))
