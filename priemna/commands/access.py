"""Command about access: how near help is, and where a further fixed point would help."""

import argparse
from datetime import timedelta
from typing import Any

from data.audit import look
from data.store import Store
from geo.messages import Message
from geo.places import Settlement
from pages.ui.facts.access import load_access, load_fixed_points
from pages.ui.load import load_travel, load_working_day
from pages.ui.texts import Share, say
from priemna.access.overview import COVER_MINUTES, FixedPoints, SettlementAccess
from priemna.commands.line import Command, day, place_name, say_message, tell, today, who, whole

DAYS = 365


def add(command: Command) -> None:
    """Add the command of this file."""
    access = command("access", _access)
    access.add_argument("--from", dest="since", type=day, metavar="DATE", help="(default: a year)")
    access.add_argument("--to", dest="last", type=day, metavar="DATE", help="(default: today)")
    access.add_argument("--points", type=whole(1, 10), default=1, help="further fixed points")


def _access(options: argparse.Namespace) -> int:
    store = Store.open(options.store)
    last = options.last or load_working_day(store, today())
    until = last + timedelta(days=1)
    since = options.since or until - timedelta(days=DAYS)
    found = load_access(store, since=since, until=until)
    points = load_fixed_points(store, count=options.points)
    travel = load_travel(store)
    look(store, who=who(), subject="access", detail=f"{since} to {last}")
    answer = {
        "since": since.isoformat(),
        "until": until.isoformat(),
        "travel": {
            "source": say_message(Message(travel.source), options),
            "is_estimate": travel.is_estimate,
            "estimated_ways": travel.estimated_ways,
        },
        "women": round(found.women, 1),
        "within": [
            {"minutes": limit, "by_centre": round(alone, 1), "by_all": round(both, 1)}
            for limit, alone, both in zip(found.limits, found.by_centre, found.by_all, strict=True)
        ],
        "settlements": [_row(row, options) for row in found.rows],
        "catchments": [
            {
                "ekatte": found.rows[one.site].settlement.ekatte,
                "members": [found.rows[i].settlement.ekatte for i in one.members],
                "women": round(one.women, 1),
                "farthest_minutes": one.farthest_minutes,
            }
            for one in found.catchments
        ],
        "fixed_points": _points(points, options),
    }
    lines = [
        say(
            options.language,
            "Within {minutes} minutes: {both} of the women aged 14+, by the fixed centre alone "
            "{alone}.",
            minutes=limit,
            both=Share(both / found.women, 1),
            alone=Share(alone / found.women, 1),
        )
        for limit, alone, both in zip(found.limits, found.by_centre, found.by_all, strict=True)
    ]
    lines.append(
        say(
            options.language,
            "Further fixed points for the fewest minutes: {places} (mean {before} → {after}).",
            places=list(points.median_places),
            before=points.mean_before,
            after=points.mean_after,
        )
    )
    tell(options, answer, "\n".join(lines))
    return 0


def _row(row: SettlementAccess, options: argparse.Namespace) -> dict[str, Any]:
    return {
        **_place(row.settlement, options),
        "municipality_code": row.settlement.municipality_code,
        "women_14_plus": round(row.settlement.women_14_plus, 1),
        "centre_minutes": row.centre_minutes,
        "minutes": row.minutes,
        "nearest_ekatte": row.nearest_ekatte,
        "band": row.band,
        "visits": row.visits,
        "hours_per_1000": round(row.hours_per_1000, 2),
    }


def _points(points: FixedPoints, options: argparse.Namespace) -> dict[str, Any]:
    return {
        "fewest_minutes": {
            "places": [_place(place, options) for place in points.median_places],
            "mean_before": round(points.mean_before, 2),
            "mean_after": round(points.mean_after, 2),
            "gap": round(points.median.gap, 6),
        },
        "most_covered": {
            "within_minutes": COVER_MINUTES,
            "places": [_place(place, options) for place in points.cover_places],
            "share_before": round(1 - points.cover.before / points.weight, 4),
            "share_after": round(1 - points.cover.value / points.weight, 4),
            "gap": round(points.cover.gap, 6),
        },
    }


def _place(place: Settlement, options: argparse.Namespace) -> dict[str, str]:
    return {"ekatte": place.ekatte, "name": place_name(place, options)}
