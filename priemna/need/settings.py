"""The assumptions behind the need estimate: every number a person may want to change."""

from dataclasses import dataclass, fields

from geo.errors import PriemnaError

RANGES = {
    "level_per_1000": (0.1, 100.0),
    "centre_reach": (0.001, 0.99),
    "centre_decay_minutes": (1.0, 240.0),
    "visit_reach": (0.001, 0.99),
    "visit_decay_minutes": (1.0, 240.0),
    "monthly_loss": (0.001, 0.9),
    "vulnerability_weight": (-2.0, 2.0),
    "knowledge_weight": (-2.0, 2.0),
    "spread_shape": (0.5, 100.0),
    "usual_visit_hours": (0.5, 12.0),
}
"""Smallest and largest value of each setting with which the model says anything sensible."""


class SettingOutOfRange(PriemnaError, ValueError):
    """A setting has a value with which the model says nothing sensible."""


@dataclass(frozen=True)
class NeedSettings:
    """Assumptions of the exposure model, each within its range in `RANGES`.

    The closed form takes them as they are. The model takes them as a first guess, doubts each by
    what `priemna.need.beliefs` says and learns what the contacts tell.

    Parameters
    ----------
    level_per_1000
        Women per 1 000 women aged 14+ and year who would come if help were next door. NSI EU-GBV
        2021: 2.9 % of women met violence within 12 months; times an assumed 10–35 % who would
        come gives 3–10.
    centre_reach
        Chance per month that a waiting woman next door to the fixed centre comes to it.
    centre_decay_minutes
        Travel time over which that chance falls to 37 %.
    visit_reach
        Chance that a waiting woman in the settlement itself comes to one visit of usual length.
    visit_decay_minutes
        Travel time over which that chance falls to 37 %.
    monthly_loss
        Share of waiting women per month whom no visit would meet any more (moved, helped
        elsewhere, gave up).
    vulnerability_weight
        How strongly poverty and low schooling of the municipality raise the expected need: the
        factor is ``exp(weight × score)``.
    knowledge_weight
        The same for each ten points by which fewer women of the municipality than of the district
        know where to apply for protection.
    spread_shape
        Shape of the gamma spread between settlements; smaller is wider.
    usual_visit_hours
        Hours of a visit that meets ``visit_reach``; a longer one meets more, a shorter one fewer.
    """

    level_per_1000: float = 5.0
    centre_reach: float = 0.15
    centre_decay_minutes: float = 20.0
    visit_reach: float = 0.35
    visit_decay_minutes: float = 12.0
    monthly_loss: float = 0.03
    vulnerability_weight: float = 0.25
    knowledge_weight: float = 0.1
    spread_shape: float = 3.25
    usual_visit_hours: float = 3.0

    def __post_init__(self) -> None:
        for field in fields(self):
            low, high = RANGES[field.name]
            if not low <= getattr(self, field.name) <= high:
                raise SettingOutOfRange(
                    "The setting {setting} is {value}; it must lie between {low} and {high}.",
                    setting=field.name,
                    value=getattr(self, field.name),
                    low=low,
                    high=high,
                )
