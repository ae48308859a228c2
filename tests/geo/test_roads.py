"""Travel times by road: blocks, gaps, what is kept, and an OSRM server that answers or fails."""

import http.server
import json
import threading
from urllib.parse import parse_qs, urlsplit

import numpy as np
import pytest

from geo.osrm import Osrm
from geo.places import settlements
from geo.roads import Block, RoadsUnavailable, road_times
from geo.travel import straight_line_km, straight_line_times

PLACES = settlements()[:7]
KM = straight_line_km(PLACES)


class Ferry:
    """Two minutes a kilometre of straight line; no way to or from the last place."""

    source, version, most = "Ferry", "1", 4

    def __init__(self, lost=()):
        self.asked, self.lost = 0, lost

    def ask(self, starts, ends):
        self.asked += 1
        rows, columns = ([PLACES.index(one) for one in side] for side in (starts, ends))
        km = KM[np.ix_(rows, columns)].copy()
        for lost in self.lost:
            km[[row == lost for row in rows]] = np.nan
            km[:, [column == lost for column in columns]] = np.nan
        return Block(minutes=2 * km, km=km)


class TestBlocks:
    def test_blocks_of_a_small_service_make_the_whole_table(self):
        ferry = Ferry()
        told = []
        times = road_times(ferry, PLACES, progress=lambda done, of: told.append((done, of)))
        np.testing.assert_allclose(times.minutes, 2 * KM)
        np.testing.assert_allclose(times.km, KM)
        assert ferry.asked == 16
        assert told[-1] == (16, 16)
        assert not times.is_estimate
        assert times.estimated_ways == 0

    def test_a_way_the_service_does_not_know_stands_as_the_estimate_and_is_counted(self):
        times = road_times(Ferry(lost=(6,)), PLACES)
        estimate = straight_line_times(PLACES)
        assert times.estimated_ways == 12
        np.testing.assert_allclose(times.minutes[6], estimate.minutes[6])
        np.testing.assert_allclose(times.minutes[:6, :6], 2 * KM[:6, :6])
        assert times.estimated[6, 0]
        assert not times.estimated[6, 6]

    def test_a_service_that_knows_none_of_the_settlements_is_refused(self):
        with pytest.raises(RoadsUnavailable, match=r"Ferry knows no way between these 7"):
            road_times(Ferry(lost=range(7)), PLACES)

    def test_what_was_interrupted_goes_on_where_it_was(self, tmp_path):
        class Sinking(Ferry):
            def ask(self, starts, ends):
                if self.asked == 5:
                    raise RoadsUnavailable("sunk")
                return super().ask(starts, ends)

        with pytest.raises(RoadsUnavailable, match="sunk"):
            road_times(Sinking(), PLACES, tmp_path)
        again = Sinking()
        with pytest.raises(RoadsUnavailable, match="sunk"):
            road_times(again, PLACES, tmp_path)
        assert len(list(tmp_path.glob("*.npz"))) == 10
        last = [Sinking(), Sinking()]
        with pytest.raises(RoadsUnavailable, match="sunk"):
            road_times(last[0], PLACES, tmp_path)
        times = road_times(last[1], PLACES, tmp_path)
        assert last[1].asked == 1
        np.testing.assert_allclose(times.minutes, 2 * KM)

    def test_another_state_of_the_data_is_asked_anew(self, tmp_path):
        road_times(Ferry(), PLACES, tmp_path)
        newer = Ferry()
        newer.version = "2"
        road_times(newer, PLACES, tmp_path)
        assert newer.asked == 16

    def test_a_service_without_a_version_is_never_answered_from_what_was_kept(self, tmp_path):
        for _turn in range(2):
            ferry = Ferry()
            ferry.version = ""
            road_times(ferry, PLACES, tmp_path)
            assert ferry.asked == 16


class Server(http.server.BaseHTTPRequestHandler):
    """Answers as osrm-routed does, for places whose coordinates it knows."""

    def do_GET(self):
        parts = urlsplit(self.path)
        assert parts.path.startswith("/table/v1/driving/")
        points = [
            tuple(map(float, one.split(","))) for one in parts.path.rsplit("/")[-1].split(";")
        ]
        asked = parse_qs(parts.query)
        assert asked["annotations"] == ["duration,distance"]
        if len(points) > self.server.most:
            self.say(400, {"code": "TooBig", "message": "Too many table coordinates"})
        elif self.server.spoilt:
            self.say(200, self.server.spoilt)
        else:
            everyone = ";".join(map(str, range(len(points))))
            self.say(200, self.table(points, asked, everyone))

    def table(self, points, asked, everyone):
        rows, columns = (
            [int(one) for one in asked.get(side, [everyone])[0].split(";")]
            for side in ("sources", "destinations")
        )
        spot = {(round(p.lon, 6), round(p.lat, 6)): at for at, p in enumerate(PLACES)}
        at = [spot.get(point, 0) for point in points]
        km = [[KM[at[row], at[column]] for column in columns] for row in rows]
        snapped = lambda which: [  # noqa: E731 - waypoints of one side
            {"distance": 9000.0 if at[one] == self.server.far else 12.5} for one in which
        ]
        return {
            "code": "Ok",
            "data_version": "2026-11-01T00:00:00Z",
            "durations": [[120 * one for one in row] for row in km],
            "distances": [[1000 * one for one in row] for row in km],
            "sources": snapped(rows),
            "destinations": snapped(columns),
        }

    def say(self, status, answer):
        body = json.dumps(answer).encode()
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words):
        """Keep quiet."""


@pytest.fixture
def server():
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server) as running:
        running.most, running.spoilt, running.far = 100, None, None
        thread = threading.Thread(target=running.serve_forever)
        thread.start()
        yield running
        running.shutdown()
        thread.join()


def address(server):
    return f"http://127.0.0.1:{server.server_port}"


class TestOsrm:
    def test_seconds_and_metres_become_minutes_and_kilometres(self, server):
        times = road_times(Osrm(address(server), most=6), PLACES)
        np.testing.assert_allclose(times.minutes, 2 * KM, atol=1e-9)
        np.testing.assert_allclose(times.km, KM, atol=1e-9)
        assert times.source == "OSRM (2026-11-01)"

    def test_a_place_far_from_every_road_of_the_server_lies_outside_its_map(self, server):
        server.far = 3
        times = road_times(Osrm(address(server)), PLACES)
        assert times.estimated_ways == 12
        assert times.estimated[3, 0]
        assert times.estimated[0, 3]

    def test_more_places_than_the_server_takes_are_told_with_the_way_out(self, server):
        server.most = 5
        with pytest.raises(RoadsUnavailable, match=r"refuses 100 places .* --most"):
            road_times(Osrm(address(server)), PLACES)
        assert road_times(Osrm(address(server), most=4), PLACES).estimated_ways == 0

    @pytest.mark.parametrize(
        "spoilt",
        [
            {"code": "NoTable"},
            {"code": "Ok", "durations": [[1]]},
            {"code": "Ok", "durations": [[1]], "distances": [[1]], "sources": [{}]},
            ["no table"],
        ],
    )
    def test_a_strange_answer_is_refused(self, server, spoilt):
        server.spoilt = spoilt
        with pytest.raises(RoadsUnavailable, match="no OSRM table service"):
            road_times(Osrm(address(server)), PLACES)

    def test_a_server_that_is_not_there_is_told(self, server):
        gone = address(server)
        server.shutdown()
        server.server_close()
        with pytest.raises(RoadsUnavailable, match="does not answer"):
            road_times(Osrm(gone), PLACES)

    @pytest.mark.parametrize("url", ["file:///etc/passwd", "127.0.0.1:5000", "http://", ""])
    def test_only_addresses_of_the_web_are_asked(self, url):
        with pytest.raises(RoadsUnavailable, match="no address of a road service"):
            Osrm(url)
