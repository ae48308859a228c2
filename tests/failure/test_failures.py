"""Short versions of the failure programs, and a disk that is full."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.failure import kill_server
from tests.failure.kill_import import kill_and_look
from tests.failure.spoil_store import spoil_and_look

ROOT = Path(__file__).parents[2]


def test_a_killed_import_loses_nothing_it_said_was_kept(tmp_path):
    found = kill_and_look(tmp_path, times=3, seed=1)
    assert found["imports"] >= 3
    assert [found[name] for name in ("lost", "half", "not_opened", "log_broken")] == [0] * 4


def test_killed_writers_and_a_killed_server_lose_nothing_they_said_was_kept(postgres, tmp_path):
    found = kill_server.kill_and_look(postgres, tmp_path, writers=2, readers=1, times=2, seed=1)
    assert found["imports"] >= 1
    assert found["reads"] >= 2
    assert [found[name] for name in kill_server.BAD] == [0] * len(kill_server.BAD)


@pytest.mark.parametrize("encrypted", [True, False])
def test_a_spoiled_store_is_said_or_does_no_harm(tmp_path, encrypted):
    found = spoil_and_look(tmp_path, times=4, seed=2, encrypted=encrypted)
    assert found["wrong"] == found["unclear"] == 0
    assert found["said"] + found["harmless"] == 4


FULL = """
import resource, signal, sys
from datetime import date
from pathlib import Path
from data.imports import import_file
from data.store import Store, StoreError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store = Store.open(sys.argv[1])

resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    import_file(store, "visits", sys.argv[2], today=date(2026, 1, 1))
except StoreError as error:
    print(type(error).__name__)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="limits of file sizes are of POSIX systems")
def test_a_full_disk_is_said_and_the_store_stays(demo_path, tmp_path):
    import shutil

    from data.store import Store
    from data.verifying import verify
    from geo.places import settlements

    path = shutil.copy(demo_path, tmp_path / "store.duckdb")
    before = verify(path).tables
    lines = [
        f"{day:02}.{month:02}.{year};{place.ekatte}"
        for year in (2010, 2011)
        for month in range(1, 13)
        for day in range(1, 29)
        for place in settlements()[:40]
    ]
    file = tmp_path / "visits.csv"
    file.write_text("\n".join(["Дата;Населено място", *lines]), encoding="utf-8")
    child = subprocess.run(
        [sys.executable, "-c", FULL, path, file], capture_output=True, text=True, cwd=ROOT,
        env=None, check=False,
    )  # fmt: skip
    assert child.stdout.strip() in {"StoreFull"}, child.stdout + child.stderr
    assert verify(path).tables == before
    assert Store.open(path).is_demo()
