"""How soon the lab shows a picture and can calculate, how fast an input follows, and how fast a network learns there
while the page stays alive.

python -m tests.bench.lab

It needs Playwright, Chromium and Pyodide, as the tests of the lab do. Each figure is the median of some measurements,
in a browser that keeps nothing from the one before. The network is 2-8-8-1 and learns 100 points.
"""

from __future__ import annotations

import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from tests.browser import chromium
from tests.places.webassembly import pyodide
from tests.viz.lab.conftest import Quiet
from viz.lab import lab

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TIMES = 3
FIRST, FRAMES, STEPS = 5.0, 30.0, 20.0
"""What is asked: at most so many seconds to the first picture, at least so many frames and steps a second."""

FOLLOWED = """async (slider) => {
  const heading = document.querySelector("h1");
  const times = [];
  for (let i = 1; i <= 20; i++) {
    const [before, start] = [heading.innerText, performance.now()];
    slider.value = 7 * i;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    while (heading.innerText === before) await new Promise((resolve) => setTimeout(resolve));
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[10];
}"""

TRAINED = """async (seconds) => {
  const steps = () => Number(document.querySelector("[data-figure=steps]").textContent);
  const pictures = () => Number(document.querySelector("canvas").dataset.draws);
  const [start, first, drawn] = [performance.now(), steps(), pictures()];
  let frames = 0;
  while (performance.now() - start < 1000 * seconds) {
    await new Promise(requestAnimationFrame);
    frames += 1;
  }
  const passed = (performance.now() - start) / 1000;
  return [frames / passed, (pictures() - drawn) / passed, (steps() - first) / passed];
}"""


@contextmanager
def served(folder: str) -> Iterator[str]:
    site = lab(Path(folder) / "site", pyodide())
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def first(page: Page, address: str) -> tuple[float, float, float]:
    """Seconds until the first picture, seconds until Python is ready, and milliseconds until a moved input shows."""
    start = time.perf_counter()
    page.goto(f"{address}#lang=en")
    frame = page.frame_locator("[data-part=formula] iframe")
    frame.locator(".controls button").first.wait_for()
    picture = time.perf_counter() - start
    page.locator('.status[data-status="ready"]').wait_for(state="attached")
    ready = time.perf_counter() - start
    return picture, ready, frame.locator(".inputs input[type=range]").first.evaluate(FOLLOWED)


def trained(page: Page) -> tuple[float, float, float]:
    """Frames, new pictures of the network, and steps of training, each a second."""
    page.get_by_role("button", name="Network").click()
    page.locator("[data-part=network] canvas").first.wait_for()
    page.select_option("[name=speed]", "1000")
    page.get_by_role("button", name="Train").click()
    page.wait_for_timeout(1000)
    frames, pictures, steps = page.evaluate(TRAINED, 4)
    return frames, pictures, steps


def measured(browser: Browser, address: str) -> tuple[float, ...]:
    context = browser.new_context(viewport={"width": 1280, "height": 720})
    page = context.new_page()
    page.set_default_timeout(120_000)
    found = *first(page, address), *trained(page)
    context.close()
    return found


def main() -> None:
    with chromium() as browser, tempfile.TemporaryDirectory() as folder, served(folder) as address:
        runs = [measured(browser, address) for _ in range(TIMES)]
    picture, ready, moved, frames, pictures, steps = map(median, zip(*runs, strict=True))
    reached = picture <= FIRST and frames >= FRAMES and steps >= STEPS
    print(
        f"first picture in {picture:.1f} s, Python ready in {ready:.1f} s, an input moved {moved:.0f} ms  while it "
        f"learns: {frames:.0f} frames, {pictures:.0f} new pictures and {steps:.0f} steps a second  "
        f"{'as asked' if reached else 'slower than asked'}"
    )


if __name__ == "__main__":
    main()
