"""The assumptions behind the need estimate: every number a person may want to change."""

from dataclasses import dataclass

from geo.errors import PriemnaError


class SettingOutOfRange(PriemnaError, ValueError):
    """A setting has a value with which the model says nothing sensible."""


@dataclass(frozen=True)
class NeedSettings:
    """Assumptions of the exposure model; none of them is estimated from the store.

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
        Chance that a waiting woman in the settlement itself comes to one visit.
    visit_decay_minutes
        Travel time over which that chance falls to 37 %.
    monthly_loss
        Share of waiting women per month whom no visit would meet any more (moved, helped
        elsewhere, gave up).
    vulnerability_weight
        How strongly poverty and low schooling of the municipality raise the expected need: the
        factor is ``exp(weight × score)``.
    spread_shape
        Shape of the gamma spread between settlements; smaller is wider.
    """

    level_per_1000: float = 5.0
    centre_reach: float = 0.15
    centre_decay_minutes: float = 20.0
    visit_reach: float = 0.35
    visit_decay_minutes: float = 12.0
    monthly_loss: float = 0.03
    vulnerability_weight: float = 0.25
    spread_shape: float = 4.0

    def __post_init__(self) -> None:
        for name in ("centre_reach", "visit_reach", "monthly_loss"):
            if not 0 < getattr(self, name) < 1:
                raise SettingOutOfRange(
                    "The setting {setting} is {value}; it must lie between 0 and 1.",
                    setting=name,
                    value=getattr(self, name),
                )
        for name in (
            "level_per_1000",
            "centre_decay_minutes",
            "visit_decay_minutes",
            "spread_shape",
        ):
            if not getattr(self, name) > 0:
                raise SettingOutOfRange(
                    "The setting {setting} is {value}; it must be greater than 0.",
                    setting=name,
                    value=getattr(self, name),
                )
