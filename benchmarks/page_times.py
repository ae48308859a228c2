"""How long a reader waits: first map, a changed filter, every page; and the same page naively.

``python benchmarks/page_times.py [--scale 50] [--rounds 5]``. Needs Chromium. The naive page asks
the same the usual way: pandas from a CSV file, ``folium.Choropleth``, default ``st_folium``. It
takes its scripts from the internet; here Leaflet comes from this machine at once and the others as
stand-ins, so what is printed for it is less than a reader would wait.
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

from playwright.sync_api import Browser, BrowserContext, Frame, Page, Route, sync_playwright
from playwright.sync_api import Error as Gone
from playwright.sync_api import TimeoutError as Waited

from data.demo import DEMO_SEED, build_demo
from data.store import Store
from geo.shapes import schematic_shapes
from pages.ui.leaflet import LEAFLET
from pages.ui.registry import PAGES
from pages.ui.texts import say

ROOT = Path(__file__).resolve().parents[1]
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SHAPE = "path.leaflet-interactive[d]"
PATIENCE_MS = 30_000
GOALS = {"cold": 2.5, "filter": 300.0, "page": 1.0}
STILL = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    return app?.dataset.testScriptState === 'notRunning'
        && !document.querySelector('[data-stale="true"], [data-testid="stSkeleton"]');
}"""
REPAINTED = """shape => new Promise(done => { (function look() {
    const drawn = document.querySelector(shape);
    if (drawn && !drawn.dataset.old) done(performance.timeOrigin + performance.now());
    else requestAnimationFrame(look); })(); })"""
PRESS = "one => { window.pressedAt = performance.timeOrigin + performance.now(); one.click(); }"
NAIVE = """
import json
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
"""
# Stands in for the scripts the naive map wants besides Leaflet: whatever is called of them answers.
ANSWERS = "window.d3 = window.jQuery = window.$ = new Proxy(function(){}, {get: (_, name) => "
ANSWERS += "name === Symbol.toPrimitive ? () => '' : d3, apply: () => d3});"


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


def fresh(browser: Browser) -> BrowserContext:
    """A browser that knows nothing and reaches this machine alone."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    context.route(lambda url: not url.startswith("http://127.0.0.1:"), _stand_in)
    return context


def _stand_in(route: Route) -> None:
    name = route.request.url.split("?")[0].rsplit("/", 1)[-1]
    if name in ("leaflet.js", "leaflet.css"):
        route.fulfill(path=LEAFLET / name)
    elif name.endswith(".js"):
        route.fulfill(body=ANSWERS, content_type="text/javascript")
    elif name.endswith(".css"):
        route.fulfill(body="", content_type="text/css")
    else:
        route.abort()


def map_frame(page: Page) -> Frame:
    """The frame of the map with shapes in it.

    Raises
    ------
    Waited
        Where none comes.
    """
    until = time.monotonic() + PATIENCE_MS / 1000
    while time.monotonic() < until:
        for frame in page.frames:
            if "streamlit_folium" in frame.url:
                frame.wait_for_selector(SHAPE, state="attached")
                return frame
        page.wait_for_timeout(10)
    raise Waited("no map")


def first_map(browser: Browser, url: str) -> float:
    """Seconds from the address to drawn shapes in a fresh browser; NaN for never."""
    context = fresh(browser)
    page = context.new_page()
    begin = time.perf_counter()
    try:
        page.goto(url)
        map_frame(page)
        return time.perf_counter() - begin
    except Waited:
        return float("nan")
    finally:
        context.close()


def filter_times(browser: Browser, url: str, rounds: int) -> list[float]:
    """Milliseconds from a press on another year to the repainted map."""
    context = fresh(browser)
    page = context.new_page()
    taken = []
    try:
        page.goto(url)
        for turn in range(rounds + 2):
            frame = map_frame(page)
            page.wait_for_function(STILL)
            page.wait_for_timeout(700)
            years = page.get_by_role("radiogroup").last.get_by_role("radio")
            frame.evaluate("shape => { document.querySelector(shape).dataset.old = 1 }", SHAPE)
            years.nth(turn % 2).evaluate(PRESS)
            try:
                at = frame.evaluate(REPAINTED, SHAPE)
            except Gone:
                # A map with another content in its key is a new frame.
                at = map_frame(page).evaluate("performance.timeOrigin + performance.now()")
            taken.append(at - page.evaluate("window.pressedAt"))
    except Gone as error:
        print(f"filter: {error.message.splitlines()[0]}")
    finally:
        context.close()
    # Each year is drawn once before it counts.
    return taken[2:] or [float("nan")]


def page_times(browser: Browser, url: str) -> Iterator[tuple[str, float]]:
    """Seconds until each page stands still, opened by the menu for the second time."""
    context = fresh(browser)
    page = context.new_page()
    page.goto(url)
    page.wait_for_selector(".foot")
    for turn in range(2):
        for entry in (*PAGES[1:], PAGES[0]):
            try:
                page.wait_for_function(STILL)
                page.wait_for_timeout(200)
                title = say("bg", entry.title)
                begin = time.perf_counter()
                page.locator('[data-testid="stSidebarNav"] a').nth(PAGES.index(entry)).click()
                page.wait_for_function(
                    "title => document.querySelector('h1')?.innerText === title", arg=title
                )
                page.wait_for_function(STILL)
                taken = time.perf_counter() - begin
            except Waited:
                taken = float("nan")
            if turn:
                yield entry.file.stem, taken
    context.close()


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


def measure(browser: Browser, name: str, url: str, rounds: int) -> None:
    """Print first map and filter of one page."""
    first = first_map(browser, url)
    cold = [first_map(browser, url) for _ in range(rounds)]
    changed = filter_times(browser, url, rounds)
    load = os.getloadavg()[0]
    print(f"{name}: first map, fresh server  {first:8.2f} s   (load {load:.1f})", flush=True)
    print(f"{name}: first map, cold browser  {statistics.median(cold):8.2f} s   median of {rounds}")
    print(
        f"{name}: filter → repainted map   {statistics.median(changed):8.0f} ms  median, "
        f"{min(changed):.0f}–{max(changed):.0f}",
        flush=True,
    )


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
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        print(f"demo store x{given.scale}; goals: {GOALS}", flush=True)
        with serving(write_naive(folder, store), folder, store) as url:
            measure(browser, "naive", url, given.rounds)
        with serving(ROOT / "app.py", ROOT, store) as url:
            measure(browser, "ours ", f"{url}/municipalities", given.rounds)
            taken = dict(page_times(browser, url))
        for stem, seconds in sorted(taken.items(), key=lambda one: -one[1]):
            print(f"page {stem:20} {seconds:6.2f} s")
        print(f"load at the end {os.getloadavg()[0]:.1f}")
        browser.close()


if __name__ == "__main__":
    main()
