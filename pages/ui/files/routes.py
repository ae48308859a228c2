"""Tours for the device in the car (GPX 1.1) and for a map program (GeoJSON)."""

import json
from collections.abc import Sequence

import gpxpy.gpx as gpx

from geo.places import CENTRE_EKATTE, Settlement, settlement
from pages.ui.texts import say, write
from priemna.planning.plan import Tour


def gpx_file(tours: Sequence[Tour], language: str) -> bytes:
    """Each tour as a route from the base over its stops and back; hours stand in the comments.

    Parameters
    ----------
    tours
        In the order to be written.
    language
        ``"bg"`` or ``"en"``.
    """
    file = gpx.GPX()
    file.creator = "Priemna"
    base = settlement(CENTRE_EKATTE)
    for tour in tours:
        label = tour_name(tour, language)
        route = gpx.GPXRoute(name=label)
        route.points.append(_point(base, language))
        for stop in tour.stops:
            point = _point(settlement(stop.ekatte), language)
            point.comment = f"{stop.arrive:%H:%M}–{stop.depart:%H:%M}"
            route.points.append(point)
        route.points.append(_point(base, language))
        file.routes.append(route)
    return file.to_xml(version="1.1").encode()


def geojson_file(tours: Sequence[Tour], language: str) -> bytes:
    """Tours as lines and their stops as points, degrees WGS 84, longitude first (RFC 7946).

    Parameters are those of `gpx_file`. Lines are straight from stop to stop.
    """
    features = []
    base = settlement(CENTRE_EKATTE)
    for tour in tours:
        places = [settlement(stop.ekatte) for stop in tour.stops]
        about = {"day": tour.on.isoformat(), "team": tour.team}
        line = {
            "type": "LineString",
            "coordinates": [[place.lon, place.lat] for place in (base, *places, base)],
        }
        driven = {
            "name": tour_name(tour, language),
            "km": round(tour.km, 1),
            "drive_minutes": tour.drive_minutes,
        }
        features.append(_feature(line, about | driven))
        for number, (stop, place) in enumerate(zip(tour.stops, places, strict=True), 1):
            visit = {
                "name": write(language, place),
                "ekatte": stop.ekatte,
                "stop": number,
                "arrive": f"{stop.arrive:%H:%M}",
                "depart": f"{stop.depart:%H:%M}",
            }
            features.append(
                _feature({"type": "Point", "coordinates": [place.lon, place.lat]}, about | visit)
            )
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, indent=1).encode()


def tour_name(tour: Tour, language: str) -> str:
    """Day and team of a tour."""
    return say(language, "{date}, team {team}", date=tour.on, team=tour.team)


def _point(place: Settlement, language: str) -> gpx.GPXRoutePoint:
    return gpx.GPXRoutePoint(latitude=place.lat, longitude=place.lon, name=write(language, place))


def _feature(geometry: dict[str, object], properties: dict[str, object]) -> dict[str, object]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}
