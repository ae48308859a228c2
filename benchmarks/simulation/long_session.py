"""One tab of a real browser that stays open and changes a filter again and again."""

import shutil

from playwright.sync_api import CDPSession, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
STILL = """() => document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState
    === 'notRunning' && !document.querySelector('[data-stale="true"]')"""
_TAKEN = 10


def press_years(url: str, changes: int) -> None:
    """Press years of the maps in turn, and print heap and nodes of the tab in ten steps."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("No Chromium found: the long session was not tried.")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page()
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(f"{url}/municipalities")
        page.wait_for_selector(".foot")
        page.wait_for_function(STILL)
        session = page.context.new_cdp_session(page)
        years = page.get_by_role("radiogroup").last.get_by_role("radio")
        kinds = years.count()
        heaps = []
        for turn in range(changes + 1):
            if turn % max(1, changes // _TAKEN) == 0:
                heaps.append((turn, *_heap(session)))
            years.nth(turn % kinds).click()
            page.wait_for_timeout(50)
            page.wait_for_function(STILL)
        browser.close()
    print("after changes: heap MB (DOM nodes)")
    print("  " + "  ".join(f"{turn}: {mb:.1f} ({nodes})" for turn, mb, nodes in heaps))
    print(
        f"heap, last to second       {heaps[-1][1] / heaps[1][1]:6.2f}, script errors {len(wrong)}"
    )


def _heap(session: CDPSession) -> tuple[float, int]:
    """Megabytes and nodes once what nobody holds was collected."""
    session.send("HeapProfiler.collectGarbage")
    session.send("HeapProfiler.collectGarbage")
    used = session.send("Runtime.getHeapUsage")["usedSize"] / 1e6
    return used, session.send("Memory.getDOMCounters")["nodes"]
