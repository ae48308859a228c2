"""How long does each document take, and how large is it? On the demo, both languages.

Prints seconds by the clock, those of them spent loading, seconds of the processor, and the size;
the goal is a district report in under 5 s. Run: ``python benchmarks/documents.py``.
"""

import sys
import tempfile
import time
from datetime import date, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from data.demo import build_demo
from data.store import Store
from pages.ui.demo_releases import publish_demo
from pages.ui.documents.kinds import KINDS, write
from pages.ui.documents.reports import writer_of
from pages.ui.strategy.chain import run_rules, take_step
from pages.ui.strategy.latest import latest_release
from pages.ui.strategy.rules import judge, load_rules

TODAY = date(2026, 11, 25)
GOAL_SECONDS = 5.0


def main() -> None:
    """Build the demo, draft and propose everything, and time each document."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.duckdb"
        build_demo(path)
        store = Store.open(path)
        publish_demo(store)
        at = datetime(2026, 11, 25, 9)  # noqa: DTZ001 - as the store keeps times
        start = time.perf_counter()
        batch = judge(latest_release(store), load_rules())
        judged = time.perf_counter() - start
        ran = run_rules(store, batch, today=TODAY, at=at, role="coordinator")
        for number, _found in ran.drafted:
            take_step(store, number, "proposed", role="coordinator", at=at)
        asked = len(batch.assessments)
        print(f"{asked} cases judged in {judged:.2f} s; {len(ran.drafted)} proposals")
        for language in ("bg", "en"):
            for kind in KINDS.values():
                for ending in kind.endings:
                    start, used = time.perf_counter(), time.process_time()
                    writer = writer_of(store, language, TODAY, role=kind.role)
                    loaded = time.perf_counter()
                    content = write(writer, store, kind.code, ending, municipality="RSE04")
                    done, used = time.perf_counter(), time.process_time() - used
                    goal = ""
                    if kind.code == "district":
                        goal = "  goal met" if done - start < GOAL_SECONDS else "  GOAL MISSED"
                    size = len(content) / 1024
                    print(
                        f"{language} {kind.code:13}{ending:6}{done - start:6.2f} s "
                        f"(load {loaded - start:.2f}, processor {used:.2f}) "
                        f"{size:7.0f} KiB{goal}"
                    )


if __name__ == "__main__":
    main()
