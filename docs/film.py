"""The moving picture of the lab in both READMEs: `python -m docs.film FOLDER` in the project's folder.

It plays the scenes below in Chromium, and writes docs/lab.webp, and docs/lab.png for readers who want no motion. FOLDER
holds npm's package pyodide; `pip install ".[browser,plots]"` brings Playwright and Pillow. The film names in its
metadata what it was made from, so a test can tell that it is out of date without a browser.
"""

from __future__ import annotations

import argparse
import hashlib
import inspect
import io
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageDraw

from autograd.language.whole import write_whole
from viz.lab import lab

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

COMMAND = "python -m docs.film"
HERE = Path(__file__).parent
FILM, STILL = HERE / "lab.webp", HERE / "lab.png"
SIZE = {"width": 1180, "height": 680}
FORMULA, NUMBERS, TARGET = "sigmoid(w*x)", "w=0.9 x=2", 1.7
STEPS, STRIDE = 92, 4
"""Of the network's training, and how many of them one picture goes on."""
ARROW = [(0, 0), (0, 17), (4, 13), (7, 20), (10, 19), (7, 12), (12, 12)]
"""The pointer of the mouse, which a screenshot lacks."""


def made_from() -> str:
    """A hash of what decides how the film looks: the front ends of the lab and of its page, and these scenes."""
    rooms = [HERE.parent / "viz" / room / "assets" for room in ("lab", "page")]
    files = [file for room in rooms for file in sorted(room.rglob("*")) if file.suffix in (".js", ".css", ".html")]
    files = [file for file in files if "vendor" not in file.parts]
    scenes = [Film, a_formula_is_typed, a_slider_is_moved, a_network_learns]
    told = repr((SIZE, FORMULA, NUMBERS, TARGET, STEPS, STRIDE)) + "".join(map(inspect.getsource, scenes))
    return hashlib.sha256(b"\0".join([*(file.read_bytes() for file in files), told.encode()])).hexdigest()


class Film:
    """Pictures of a page, each with the time that it stays, and where the mouse is."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pictures: list[Image.Image] = []
        self.times: list[int] = []
        self.mouse: tuple[float, float] | None = None

    def shoot(self, milliseconds: int) -> None:
        picture = Image.open(io.BytesIO(self.page.screenshot())).convert("RGB")
        if self.mouse:
            at = [(self.mouse[0] + x, self.mouse[1] + y) for x, y in ARROW]
            ImageDraw.Draw(picture).polygon(at, fill="black", outline="white")
        self.pictures.append(picture)
        self.times.append(milliseconds)

    def point(self, what: Locator, share: float = 0.5) -> None:
        """Move the mouse onto an element, to this share of its width."""
        box = what.bounding_box()
        assert box
        self.mouse = (box["x"] + share * box["width"], box["y"] + box["height"] / 2)
        self.page.mouse.move(*self.mouse)

    def click(self, what: Locator) -> None:
        self.point(what)
        self.shoot(400)
        what.click()

    def scroll(self, what: Locator) -> None:
        """Bring an element to the top, calmly."""
        box = what.bounding_box()
        assert box
        self.mouse = None
        for _ in range(5):
            self.page.mouse.wheel(0, (box["y"] - 8) / 5)
            self.page.wait_for_timeout(60)
            self.shoot(70)


def until(page: Page, condition: str) -> None:
    """Wait for it. Playwright's own wait evaluates a text, which the lab's policy forbids."""
    for _ in range(1200):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(25)
    raise TimeoutError(f"the lab did not come to this: {condition}")


def a_formula_is_typed(film: Film) -> None:
    page = film.page
    page.fill("[name=text]", "")
    page.fill("[name=values]", "")
    film.shoot(700)
    for name, text in (("text", FORMULA), ("values", NUMBERS)):
        page.locator(f"[name={name}]").focus()
        for start in range(0, len(text), 2):
            page.keyboard.type(text[start : start + 2])
            film.shoot(110)
    film.click(page.get_by_role("button", name="Show the graph"))
    until(page, "!document.querySelector('.answers').matches('[aria-busy=true]')")
    page.frame_locator("[data-part=formula] iframe").locator(".controls").wait_for()


def a_slider_is_moved(film: Film) -> None:
    frame = film.page.frame_locator("[data-part=formula] iframe")
    film.scroll(film.page.locator("[data-part=formula] iframe"))
    frame.locator(".controls button").nth(4).evaluate("button => button.click()")  # every number stands in the graph
    frame.locator(".zoom button").first.evaluate("button => button.click()")  # smaller, so that the output is seen too
    frame.locator("html").evaluate("page => page.scrollTo(0, 0)")
    film.page.wait_for_timeout(300)
    film.shoot(1200)
    slider = frame.locator("input[type=range]").first
    low, high, value = (float(slider.evaluate(f"slider => slider.{name}")) for name in ("min", "max", "value"))
    for moment in range(17):
        now = value + (TARGET - value) * moment / 16
        film.point(slider, (now - low) / (high - low))
        slider.fill(str(round(now, 2)))
        film.page.wait_for_timeout(150)
        film.shoot(110)
    film.shoot(1100)


def a_network_learns(film: Film) -> None:
    page = film.page
    film.mouse = None
    page.evaluate("scrollTo(0, 0)")
    film.click(page.locator(".tabs button").nth(1))
    page.locator("[data-part=network] canvas").first.wait_for()
    page.select_option("[name=activation]", "tanh")
    page.locator("[data-figure=rate]").evaluate("rate => { rate.parentElement.style.visibility = 'hidden'; }")
    page.wait_for_timeout(500)  # (how many steps a second would tell of the recording, and not of the lab)
    train = page.get_by_role("button", name="Train")
    film.scroll(train)
    film.click(train)
    for steps in range(STRIDE, STEPS + 1, STRIDE):
        until(page, f"Number(document.querySelector('[data-figure=steps]').textContent) >= {steps}")
        film.shoot(120)
    page.get_by_role("button", name="Pause").click()
    page.wait_for_timeout(200)
    film.shoot(2000)


class Quiet(SimpleHTTPRequestHandler):
    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".mjs": "text/javascript", ".wasm": "application/wasm",
    }  # fmt: skip

    def log_message(self, format: str, *arguments: Any) -> None:
        """A film has no need of it."""


@contextmanager
def opened(pyodide: str) -> Iterator[Page]:
    """The lab, laid in a temporary folder and opened in Chromium."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = lab(Path(folder) / "site", pyodide)
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(site)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": SIZE["width"], "height": SIZE["height"]})
        page.goto(f"http://127.0.0.1:{server.server_port}/#lang=en")
        page.locator('.status[data-status="ready"]').wait_for(state="attached", timeout=120_000)
        page.frame_locator("[data-part=formula] iframe").locator(".controls").wait_for()
        yield page
        browser.close()
        server.shutdown()
        server.server_close()


def main() -> None:
    parser = argparse.ArgumentParser(prog=COMMAND, description="Record the lab for the READMEs.")
    parser.add_argument("pyodide", metavar="FOLDER", help="npm's package pyodide, such as node_modules/pyodide")
    folder, source = parser.parse_args().pyodide, made_from()
    with opened(folder) as page:
        film = Film(page)
        a_formula_is_typed(film)
        still = len(film.pictures)
        a_slider_is_moved(film)
        a_network_learns(film)
    moving, resting = io.BytesIO(), io.BytesIO()
    first, *others = film.pictures
    first.save(
        moving, "WEBP", save_all=True, append_images=others, duration=film.times, loop=0,
        quality=50, method=4, minimize_size=True, xmp=source.encode(),
    )  # fmt: skip
    film.pictures[still + 6].save(resting, "PNG", optimize=True)
    for path, picture in ((FILM, moving), (STILL, resting)):
        write_whole(path, picture.getvalue())
        print(path, f"{path.stat().st_size / 1e6:.2f} MB")
    print(f"{len(film.times)} pictures, {sum(film.times) / 1000:.1f} s")


if __name__ == "__main__":
    main()
