"""What outside roles carry away: a release as it was published, shapes, words of its zeros."""

import io
import json
import tomllib
import zipfile
from datetime import date
from types import SimpleNamespace

import pytest
import shapely

from data.releases.bundle import SHAPES, read_shapes, write_shapes
from data.releases.protocol_file import PROPOSAL
from geo.shapes import schematic_shapes
from pages.ui import released
from pages.ui.documents.writer import TOO_FEW, Writer
from pages.ui.released_parts import as_zip
from pages.ui.released_words import cell_words
from priemna.sharing.manifest import Made, make_release
from priemna.sharing.protocol import read_protocol
from priemna.sharing.released import TOTAL, ReleasedTable, read_release, shown

PROTOCOL = read_protocol(tomllib.loads(PROPOSAL.read_text("utf-8")))


def table(of, by, cells):
    return ReleasedTable(f"{of}_table", of, by, tuple(shown(keys, n) for keys, n in cells.items()))


WOMEN = table("women", ("kind",), {("physical",): 10, ("sexual",): 0, (TOTAL,): 10})
PARTICIPANTS = table(
    "participants",
    ("municipality", "event_type"),
    {
        (place, kind): 0
        for place in ("RSE27", "RSE04", TOTAL)
        for kind in ("training", "focus_group", TOTAL)
    },
)


@pytest.fixture
def release():
    made = Made(
        number=3,
        previous=(2, "0" * 64),
        since=date(2022, 10, 1),
        until=date(2024, 4, 1),
        created=date(2024, 4, 11),
        data_version="0",
        protocol_sha256="0" * 64,
        audit_log_hash="0" * 64,
        with_consent_share=0.917,
        is_demo=True,
    )
    return make_release(made, PROTOCOL, PROTOCOL.audiences["public"], (WOMEN, PARTICIPANTS))[0]


def test_a_whole_release_is_carried_away_as_it_was_published_and_nothing_else(release):
    archive = zipfile.ZipFile(io.BytesIO(as_zip(release)))
    files = {name: archive.read(name).decode() for name in archive.namelist()}
    manifest = json.loads(files.pop("manifest.json"))
    again = read_release(manifest, files)
    assert again.tables == release.tables and again.sha256 == release.sha256
    assert set(files) == {about["file"] for about in manifest["tables"].values()}
    assert as_zip(release) == as_zip(release)


def test_a_zero_says_no_more_than_the_manifest(release):
    says = {cell.keys: cell_words(release, WOMEN, cell) for cell in WOMEN.cells}
    assert says[("sexual",)] == f"0–{PROTOCOL.zeros_up_to}"
    says = {cell.keys: cell_words(release, PARTICIPANTS, cell) for cell in PARTICIPANTS.cells}
    assert says["RSE27", "training"] == f"0–{PROTOCOL.base}"
    assert says["RSE27", TOTAL] == f"0–{2 * PROTOCOL.base}"
    assert says[TOTAL, TOTAL] == f"0–{4 * PROTOCOL.base}"


def test_a_document_gives_no_bound_of_a_share_that_is_shown_as_zero():
    writer = SimpleNamespace(_=lambda text, **_: text, language="en")
    assert Writer.share(writer, 0, 40, least=20) == TOO_FEW


def test_official_shapes_are_drawn_for_outside_roles_without_the_store(tmp_path, monkeypatch):
    monkeypatch.setattr(released, "release_folder", lambda: tmp_path)
    assert released.shapes().is_schematic
    drawn = {
        row.municipality_code: shapely.to_geojson(row.geometry)
        for row in schematic_shapes().frame.itertuples()
    }
    write_shapes(tmp_path, "a source", drawn)
    found = released.shapes()
    assert (found.is_schematic, found.source) == (False, "a source")
    assert list(found.frame["municipality_code"]) == list(drawn)
    write_shapes(tmp_path, "a source", {})
    assert released.shapes().is_schematic and not (tmp_path / SHAPES).exists()


@pytest.mark.parametrize("text", ["", "[]", '{"source": "x", "shapes": {"RSE04": 1}}', "{"])
def test_shapes_that_are_damaged_give_way_to_the_schematic_ones(tmp_path, monkeypatch, text):
    monkeypatch.setattr(released, "release_folder", lambda: tmp_path)
    (tmp_path / SHAPES).write_text(text, encoding="utf-8")
    assert released.shapes().is_schematic
    assert read_shapes(tmp_path) is None or text.startswith('{"source"')
