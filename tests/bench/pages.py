"""How long a step of a page takes, and a move of an input, and how large the page is: for the apple, and for networks
of some 2,000 nodes.

python -m tests.bench.pages

It needs Playwright and Chromium, as the tests of pages do. A step is measured until the browser has laid it out.
"""

from __future__ import annotations

import random
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

import autograd
import nn
import viz
from autograd import Value, steps
from tests.browser import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

MOST = 0.050
"""Seconds that a step may take, and a move of an input."""

STEPS = """async (many) => {
  const slider = document.querySelector(".controls input[type=range]");
  const go = async (step) => {
    const start = performance.now();
    slider.value = step;
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    document.body.getBoundingClientRect();
    const passed = performance.now() - start;
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    return passed / 1000;
  };
  const last = Number(slider.max);
  const start = Math.max(1, Math.floor(last / 2) - many);
  const single = [];
  for (let step = start; step < Math.min(last, start + 2 * many); step++) single.push(await go(step));
  const jumps = [];
  for (const step of [last, 1, last, 1]) jumps.push(await go(step));
  const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
  return [last, median(single), Math.max(...single), median(jumps)];
}"""


SLIDERS = """async (many) => {
  document.querySelectorAll(".inputs details, .table details").forEach((each) => (each.open = true));
  const slider = document.querySelector(".inputs input[type=range]");
  const walk = document.querySelector(".controls input[type=range]");
  walk.value = walk.max; // every number is in the picture then
  walk.dispatchEvent(new Event("input", { bubbles: true }));
  const median = (times) => times.sort((a, b) => a - b)[Math.floor(times.length / 2)];
  const moves = async () => {
    const times = [];
    for (let i = 0; i < many; i++) {
      const start = performance.now();
      slider.value = Number(slider.min) + (i + 1) * slider.step;
      slider.dispatchEvent(new Event("input", { bubbles: true }));
      document.body.getBoundingClientRect();
      times.push((performance.now() - start) / 1000);
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    }
    return median(times);
  };
  const withTable = await moves();
  document.querySelector(".table details").open = false;
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  return [await moves(), withTable];
}"""


def apple() -> Value:
    return Value(100, name="apple") * Value(2, name="num") * Value(1.1, name="tax")


def network(points: int, hidden: list[int]) -> Value:
    random.seed(1)
    model = nn.MLP(2, [*hidden, 1], activation=autograd.tanh)
    outputs = [model([Value(random.uniform(-1, 1)), Value(random.uniform(-1, 1))]) - 1.0 for _ in range(points)]
    loss: Value = autograd.total([each * each for each in outputs])
    return loss


def measure(browser: Browser, name: str, output: Value, file: Path) -> None:
    record = steps(output)
    start = time.perf_counter()
    viz.page(record, file)
    written = time.perf_counter() - start
    page = browser.new_page(viewport={"width": 1280, "height": 800})
    start = time.perf_counter()
    page.goto(file.as_uri())
    page.wait_for_selector(".sentence")
    opened = time.perf_counter() - start
    many, median, largest, jump = page.evaluate(STEPS, 50)
    moved, with_table = page.evaluate(SLIDERS, 20)
    page.close()
    print(
        f"{name:8} {len(record.order):6,} nodes {len(record.backward):7,} edges {many:7,} steps "
        f"{file.stat().st_size / 1e6:6.2f} MB  written in {written:5.2f} s  opened in {opened:5.2f} s  "
        f"a step {median * 1e3:5.1f} ms, at most {largest * 1e3:5.1f} ms, from one end to the other {jump * 1e3:5.1f} "
        f"ms  an input moved {moved * 1e3:5.1f} ms, with the table open {with_table * 1e3:5.1f} ms  "
        f"{'as asked' if max(median, moved) < MOST else 'slower than asked'}"
    )


def main() -> None:
    with chromium() as browser, tempfile.TemporaryDirectory() as folder:
        measure(browser, "apple", apple(), Path(folder, "apple.html"))
        measure(browser, "narrow", network(150, [4, 4]), Path(folder, "narrow.html"))
        measure(browser, "wide", network(23, [16, 16]), Path(folder, "wide.html"))


if __name__ == "__main__":
    main()
