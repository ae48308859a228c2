"""Import of consultations against the same job in plain pandas and pandera: rows/s and memory.

The peer reads the CSV, checks columns, codes and dates by a pandera schema and inserts into the
same table of DuckDB in one transaction, all of it vectorised. It does less: it looks for no
personal content, keeps no hash to know the row again, runs no rule of the store, writes no log.
"""

import argparse
import csv
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path
from statistics import median

from data.codebook import codes, label
from data.fields import fields

TODAY = date(2024, 4, 30)
FIRST = date(2022, 10, 3)
# As Excel writes CSV on a Bulgarian machine.
ENCODING = "cp1251"
COLUMNS = ("consultation_id", "held_on", "mode", "home", "contact_type", "age_band", "sex",
           "gbv_type", "referred_from", "consent_reporting")  # fmt: skip
HOMES = {"Русе": "RSE27", "Бяла": "RSE04", "Ветово": "RSE05", "Иваново": "RSE08"}


def write_file(path: Path, rows: int) -> None:
    """File as a coordinator keeps it: Bulgarian headers and labels, dates with dots."""
    rng = random.Random(rows)  # noqa: S311 - the same file each time, no secret
    by_name = {field.name: field for field in fields("consultations")}
    words = {name: [code.label_bg for code in codes(by_name[name].codes)]
             for name in COLUMNS if by_name[name].type == "code"}  # fmt: skip
    words["mode"] = [label("mode", mode, "bg") for mode in ("office", "phone", "online")]
    days = [f"{FIRST + timedelta(days=n):%d.%m.%Y}" for n in range((TODAY - FIRST).days)]
    with path.open("w", encoding=ENCODING, newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow([by_name[name].label_bg for name in COLUMNS])
        for number in range(rows):
            writer.writerow(
                [f"C{number}", rng.choice(days), rng.choice(words["mode"]), rng.choice([*HOMES])]
                + [rng.choice(words[name]) for name in COLUMNS[4:9]]
                + [rng.choice(("да", "не"))]
            )


def ours(path: Path, store_path: Path) -> int:
    """Import by Priemna."""
    from data.imports import import_file
    from data.store import Store

    report = import_file(Store(store_path), "consultations", path, today=TODAY)
    for problem in report.problems[:3]:
        print(problem, file=sys.stderr)
    return report.new


def peer(path: Path, store_path: Path) -> int:
    """Import by pandas and pandera, as a competent user writes it."""
    import duckdb
    import pandas as pd
    import pandera.pandas as pa

    by_label = {field.label_bg: field for field in fields("consultations")}
    rows = pd.read_csv(path, sep=";", dtype=str, encoding=ENCODING)
    rows = rows.rename(columns={header: by_label[header].name for header in rows.columns})
    checks = {}
    for name in COLUMNS:
        field = next(one for one in by_label.values() if one.name == name)
        if field.type == "code":
            words = {code.label_bg: code.code for code in codes(field.codes)}
            rows[name] = rows[name].map(words)
            checks[name] = pa.Column(str, pa.Check.isin(list(words.values())))
    rows["home"] = rows["home"].map(HOMES)
    rows["held_on"] = pd.to_datetime(rows["held_on"], format="%d.%m.%Y", errors="coerce")
    rows["consent_reporting"] = rows["consent_reporting"].map({"да": True, "не": False})
    schema = pa.DataFrameSchema(
        checks
        | {
            "consultation_id": pa.Column(str, pa.Check.str_length(1, 40), unique=True),
            "home": pa.Column(str, pa.Check.isin(list(HOMES.values()))),
            "held_on": pa.Column("datetime64[ns]", [pa.Check.ge(pd.Timestamp(2000, 1, 1)),
                                                    pa.Check.le(pd.Timestamp(TODAY))], coerce=True),
            "consent_reporting": pa.Column(bool),
        }
    )  # fmt: skip
    rows = schema.validate(rows, lazy=True)
    rows["service_ekatte"] = (rows["mode"] == "office").map({True: "63427", False: None})
    for name in ("language", "marital_status", "disability", "reported_elsewhere"):
        rows[name] = "unknown"
    for name in ("consent_ethnicity", "consent_services", "consent_sharing"):
        rows[name] = False
    rows["source_key"] = "id:" + rows["consultation_id"]
    rows["content_hash"], rows["import_batch_id"] = "", "peer"
    with duckdb.connect(str(store_path)) as connection:
        connection.execute("BEGIN TRANSACTION")
        connection.execute("INSERT INTO consultation BY NAME SELECT * FROM rows")
        connection.execute("COMMIT")
    return len(rows)


WAYS = {"Priemna": ours, "pandas + pandera": peer}


def turn(way: str, path: Path) -> tuple[float, float]:
    """Seconds and peak MB of one import in a process of its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--way", way, "--file", str(path)],
        stdout=subprocess.PIPE, encoding="utf-8", check=True,
    )  # fmt: skip
    answer = json.loads(done.stdout)
    return answer["seconds"], answer["peak_mb"]


def run_alone(way: str, path: Path) -> None:
    """Import into a new store and print what it took; starting Python is not counted."""
    from data.store import Store

    store_path = path.with_name(f"{time.monotonic_ns()}.duckdb")
    Store.create(store_path)
    start = time.perf_counter()
    count = WAYS[way](path, store_path)
    seconds = time.perf_counter() - start
    if str(count) != path.stem:
        raise SystemExit(f"{way} took {count} of {path.stem} rows")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "peak_mb": peak}))
    store_path.unlink()


def main() -> None:
    """Print one line per way and size, and the ratios."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--way", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--file", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.way:
        run_alone(options.way, options.file)
        return
    if find_spec("pandera") is None:
        print("pandera is missing: uv pip install --group bench; the peer is left out")
    ways = [way for way in WAYS if way == "Priemna" or find_spec("pandera")]
    with tempfile.TemporaryDirectory() as folder:
        for rows in options.rows:
            path = Path(folder) / f"{rows}.csv"
            write_file(path, rows)
            speeds = {}
            for way in ways:
                turns = [turn(way, path) for _ in range(options.turns)]
                seconds = median(one for one, _ in turns)
                peak = median(one for _, one in turns)
                speeds[way] = rows / seconds
                print(f"{rows:>9} rows  {way:17} {seconds:7.2f} s {rows / seconds:9.0f} rows/s "
                      f"{peak:6.0f} MB")  # fmt: skip
            if len(speeds) == 2:
                first, second = speeds.values()
                print(f"{rows:>9} rows  ratio of rows/s   {first / second:.2f}")


if __name__ == "__main__":
    main()
