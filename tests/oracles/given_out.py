"""What outside roles were given, as files say it, and what was counted behind it in the store."""

import csv
import io
import json
import zipfile
from collections import Counter
from itertools import product

from data.releases.bundle import folder_of
from data.store import Store
from pages.ui.load import load_answer
from pages.ui.released_parts import as_zip
from priemna.sharing.released import read_release
from tests.oracles.outside_attacker import PEOPLE, TOTAL

QUESTIONS = {
    "women": ("release_women", "women"),
    "survey_asked": ("release_survey", "asked"),
    "survey_right": ("release_survey", "right_answers"),
    "participants": ("release_events", "participants"),
}


def given_out(store_path):
    """All releases of all roles, as their ZIP: [(manifest, {table: rows of its CSV})]."""
    found = []
    for file in sorted(folder_of(store_path).glob("*.json")):
        for one in json.loads(file.read_text("utf-8"))["releases"]:
            release = read_release(one["manifest"], one["tables"])
            archive = zipfile.ZipFile(io.BytesIO(as_zip(release)))
            manifest = json.loads(archive.read("manifest.json"))
            tables = {
                name: list(csv.reader(archive.read(about["file"]).decode().splitlines()))
                for name, about in manifest["tables"].items()
            }
            found.append((manifest, tables))
    return sorted(found, key=lambda one: one[0]["number"])


def cells_of(published):
    """Cells of people in the newest release, as (of, {(part, code)})."""
    newest, found = published[-1][0]["number"], {}
    for manifest, tables in published:
        for name, about in manifest["tables"].items():
            if manifest["number"] == newest and about["of"] in PEOPLE:
                for *keys, _state, _value in tables[name][1:]:
                    pairs = zip(about["by"], keys, strict=True)
                    found[about["of"], frozenset((p, k) for p, k in pairs if k != TOTAL)] = None
    return list(found)


def counted_in(store_path, published):
    """People counted in each of these cells."""
    period, store, cells = published[-1][0]["period"], Store.open(store_path), cells_of(published)
    found = {}
    for of, (question, column) in QUESTIONS.items():
        since = {} if of.startswith("survey") else {"since": period["since"]}
        rows = load_answer(store, question, **since, until=period["until"]).to_dict("records")
        for by in {frozenset(part for part, _ in told) for one, told in cells if one == of}:
            tally = Counter()
            for row in rows:
                for keys in product(*(_codes(row, part) for part in by)):
                    tally[frozenset(zip(by, keys, strict=True))] += row[column]
            found |= {(of, told): n for told, n in tally.items()}
    return {cell: found.get(cell, 0) for cell in cells}


def _codes(row, part):
    """Codes of a part to which a row belongs; a quarter lies in the twelve months to four."""
    if part in row:
        return (row[part],)
    year, quarter = int(row["quarter"][:4]), int(row["quarter"][-1])
    if part == "year":
        return (str(year),)
    ends = (4 * year + quarter - 1 + later for later in range(4))
    return tuple(f"{end // 4}-Q{end % 4 + 1}" for end in ends)
