"""Where travel times come from, in one sentence under every figure that uses them."""

from geo.travel import TravelTimes
from pages.ui.language import _


def say_travel(travel: TravelTimes) -> str:
    """Source of the travel times, with the ways that are estimates among roads."""
    if not travel.estimated_ways:
        return _("Travel times: {source}.", source=_(travel.source))
    return _(
        "Travel times: {source}; {n} way without a known road by the straight line × 1.35 at "
        "55 km/h.",
        plural="Travel times: {source}; {n} ways without a known road by the straight line × 1.35 "
        "at 55 km/h.",
        n=travel.estimated_ways,
        source=_(travel.source),
    )
