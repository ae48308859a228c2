"""How long a reader waits: first map, a changed filter, every page; and the same page naively.

``python benchmarks/page_times.py [--scale 50] [--rounds 5]``. Needs Chromium. The naive page asks
the same the usual way: pandas from a CSV file, ``folium.Choropleth``, default ``st_folium``.
Its map needs files from the internet; where they do not arrive it stays blank, and that is said.
"""

import argparse
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from data.demo import DEMO_SEED, build_demo
from data.store import Store
from geo.shapes import schematic_shapes
from pages.ui.registry import PAGES

ROOT = Path(__file__).resolve().parents[1]
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
STILL = """() => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState
    === 'notRunning' && !document.querySelector('[data-stale="true"]')"""
NAIVE = """
import json, sys
import folium, pandas as pd, streamlit as st
from streamlit_folium import st_folium
st.set_page_config(layout="wide")
frame = pd.read_csv("consultations.csv", parse_dates=["held_on"])
year = st.segmented_control("Year", sorted(frame["held_on"].dt.year.unique()), default=2024)
counts = frame[frame["held_on"].dt.year == year].groupby("home").size().reset_index(name="n")
shapes = json.load(open("shapes.json"))
drawn = folium.Map(location=[43.7, 26.0], zoom_start=9)
folium.Choropleth(geo_data=shapes, data=counts, columns=["home", "n"], legend_name=str(year),
    key_on="feature.properties.municipality_code").add_to(drawn)
st_folium(drawn, width=700)
st.html(f"<p class=ready>{year}</p>")
"""


@contextmanager
def serving(script: Path, folder: Path, store: Path) -> Iterator[str]:
    """Address of a fresh server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    quiet = ["--server.headless", "true", "--server.address", "127.0.0.1"]
    server = subprocess.Popen(
        command + quiet + ["--browser.gatherUsageStats", "false"],
        cwd=folder,
        env={**os.environ, "PRIEMNA_STORE": str(store)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        for _attempt in range(300):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health", timeout=1)
                break
            except OSError:
                time.sleep(0.2)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def map_frame(page: Page) -> object:
    """The frame of the map, as soon as it is there."""
    page.wait_for_selector('iframe[title="streamlit_folium.st_folium"], iframe[title="Карта"]')
    while True:
        for frame in page.frames:
            if "streamlit_folium" in frame.url:
                return frame
        page.wait_for_timeout(10)


def first_map(browser: Browser, url: str, patience_ms: int = 20_000) -> float | None:
    """Seconds from the address to drawn shapes in a browser that knows nothing; None for never."""
    context = browser.new_context()
    page = context.new_page()
    begin = time.perf_counter()
    page.goto(url)
    try:
        map_frame(page).wait_for_selector("path[d]", state="attached", timeout=patience_ms)
        return time.perf_counter() - begin
    except Exception:
        return None
    finally:
        context.close()


def filter_times(browser: Browser, url: str, rounds: int) -> list[float]:
    """Milliseconds from a press on another year to the repainted map."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(url)
    frame = map_frame(page)
    frame.wait_for_selector("path.shape[d]", state="attached")
    page.wait_for_function(STILL)
    page.wait_for_timeout(1500)
    years = page.get_by_role("radiogroup").last.get_by_role("radio")
    taken = []
    for turn in range(rounds + 1):
        frame.evaluate("document.querySelector('path.shape').dataset.old = 'yes'")
        years.nth(turn % 2).evaluate(
            "one => { window.pressedAt = performance.timeOrigin + performance.now(); one.click(); }"
        )
        at = frame.evaluate(
            """() => new Promise(done => { (function look() {
                const shape = document.querySelector('path.shape[d]');
                if (shape && !shape.dataset.old) done(performance.timeOrigin + performance.now());
                else requestAnimationFrame(look); })(); })"""
        )
        taken.append(at - page.evaluate("window.pressedAt"))
        page.wait_for_function(STILL)
        page.wait_for_timeout(400)
    context.close()
    return taken[1:]


def page_times(browser: Browser, url: str) -> dict[str, float]:
    """Seconds until each page stands still, opened from a warm server by the menu."""
    page = browser.new_page()
    page.goto(url)
    page.wait_for_selector(".foot")
    taken = {}
    for entry in PAGES[1:] + PAGES[:1]:
        page.wait_for_function(STILL)
        page.wait_for_timeout(500)
        link = page.locator('[data-testid="stSidebarNav"] a', has_text="").nth(PAGES.index(entry))
        before = page.locator("h1").inner_text()
        begin = time.perf_counter()
        link.click()
        page.wait_for_function("old => document.querySelector('h1')?.innerText !== old", arg=before)
        page.wait_for_function(STILL)
        taken[entry.file.stem] = time.perf_counter() - begin
    page.close()
    return taken


def write_naive(folder: Path, store: Path) -> Path:
    """The same page as one would write it in an afternoon."""
    with Store.open(store).cursor() as cursor:
        cursor.execute("SELECT held_on, home FROM consultation WHERE home LIKE 'RSE%'").df().to_csv(
            folder / "consultations.csv", index=False
        )
    schematic_shapes().frame.to_file(folder / "shapes.json", driver="GeoJSON")
    script = folder / "naive.py"
    script.write_text(NAIVE, encoding="utf-8")
    return script


def main() -> None:
    """Build the store, measure, print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--scale", type=int, default=50)
    options.add_argument("--rounds", type=int, default=5)
    given = options.parse_args()
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("No Chromium found: nothing was measured.")
        return
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        store = folder / "demo.duckdb"
        build_demo(store, scale=given.scale, seed=DEMO_SEED)
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        with serving(ROOT / "app.py", ROOT, store) as url:
            print(f"demo store x{given.scale}, load {os.getloadavg()[0]:.1f}")
            fresh = first_map(browser, f"{url}/municipalities")
            cold = [first_map(browser, f"{url}/municipalities") for _ in range(given.rounds)]
            shown = [taken for taken in cold if taken is not None]
            print(f"first map, fresh server       {fresh:6.2f} s" if fresh else "no map")
            print(f"first map, cold browser       {statistics.median(shown):6.2f} s median")
            changed = filter_times(browser, f"{url}/municipalities", given.rounds)
            print(f"filter to repainted map       {statistics.median(changed):6.0f} ms median")
            for _warm in range(2):
                taken = page_times(browser, url)
            for stem, seconds in sorted(taken.items(), key=lambda one: -one[1]):
                print(f"page {stem:24} {seconds:6.2f} s")
        script = write_naive(folder, store)
        with serving(script, folder, store) as url:
            naive = first_map(browser, url)
            said = f"{naive:6.2f} s" if naive else "blank: its files come from the internet"
            print(f"naive page, first map         {said}")
        browser.close()


if __name__ == "__main__":
    main()
