"""What draws pictures, the font for Japanese, and a browser for pages.

Graphviz is a C library, and may end the process. So a picture is drawn in a process of its own, by `viz` itself.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from autograd.commands.about.doctor.finding import SECONDS, Finding, said, shown
from autograd.commands.about.doctor.installed import Known
from autograd.language import say

DRAWN = """
import json, re, sys
sys.path[:] = json.loads(sys.argv[1])
found = {"pygraphviz": "", "why": ""}
try:
    import pygraphviz
    found["pygraphviz"] = getattr(pygraphviz, "__version__", "?")
except ImportError as error:
    found["why"] = str(error)
from viz.pictures import fonts, render
told = re.search(r"graphviz version ([0-9.]+)", render.render("digraph { a -> b }", "svg").decode())
found["graphviz"] = told[1].rstrip(".") if told else "?"
found["png"] = len(render.render("digraph { a -> b }", "png"))
found["asked"] = fonts.fontconfig() is not None
found["lacking"] = fonts.missing_glyphs("りんごの勾配と微分")
print(json.dumps(found))
"""
FONT = "noto-cjk-sans-jp-regular"
BROWSERS = {
    "Chromium": ("chromium", "chromium-browser"),
    "Chrome": ("google-chrome", "google-chrome-stable", "chrome"),
    "Firefox": ("firefox", "firefox-esr"),
    "Edge": ("microsoft-edge", "msedge"),
}
APPLICATIONS = {
    "Safari": ("/Applications/Safari.app",),
    "Chrome": ("/Applications/Google Chrome.app", "C:/Program Files/Google/Chrome/Application/chrome.exe"),
    "Firefox": ("/Applications/Firefox.app", "C:/Program Files/Mozilla Firefox/firefox.exe"),
    "Edge": ("C:/Program Files (x86)/Microsoft/Edge/Application/msedge.exe",),
}
"""Where browsers stand on macOS and Windows, where none is on PATH."""


def findings(there: Mapping[str, Known], path: Sequence[str]) -> Iterator[Finding]:
    """What there is for pictures and pages. `there` is what is installed, and `path` where modules are."""
    told = _drawn(path)
    if isinstance(told, str):
        advice = say("doctor: graphviz") if "raphviz" in told else ""  # else something else is broken
        yield Finding("trouble", say("doctor: pictures"), say("doctor: nothing is drawn", reason=shown(told)), advice)
    else:
        yield _renderer(told)
        yield _font(told, there)
    yield _browser()


def _drawn(path: Sequence[str]) -> dict[str, Any] | str:
    """What a process that draws a picture tells; or why there is none."""
    if not sys.executable:
        return say("doctor: no interpreter")
    command = [sys.executable, "-I", "-c", DRAWN, json.dumps([str(Path(one or ".").absolute()) for one in path])]
    try:
        done = subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, timeout=SECONDS)
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error).replace(DRAWN, "…")
    lines = done.stderr.decode(errors="replace").strip().splitlines()
    if done.returncode < 0:
        return say("doctor: signal", number=-done.returncode)
    try:
        told = json.loads(done.stdout)
    except ValueError:
        return lines[-1] if lines else say("doctor: exit status", number=done.returncode)
    return told if isinstance(told, dict) else str(told)


def _renderer(told: Mapping[str, Any]) -> Finding:
    topic, version = say("doctor: pictures"), shown(told["graphviz"])
    if told["pygraphviz"]:
        return Finding("fine", topic, say("doctor: by pygraphviz", version=shown(told["pygraphviz"]), graphviz=version))
    return Finding("fine", topic, say("doctor: by dot", graphviz=version, dot=shown(shutil.which("dot") or "dot"),
                                      why=shown(told["why"])))  # fmt: skip


def _font(told: Mapping[str, Any], there: Mapping[str, Known]) -> Finding:
    topic = say("doctor: font")
    if told["lacking"]:
        return Finding("missing", topic, say("doctor: no font"), say("doctor: font of ja"))
    if told["pygraphviz"] and FONT in there:
        return Finding("fine", topic, f"{FONT} {there[FONT].version}")
    if not told["asked"]:
        return Finding("fine", topic, say("doctor: system's fonts"))
    try:
        name = said(["fc-match", "-f", "%{family}", ":lang=ja"])
    except OSError:  # the program is in a package of its own
        name = ""
    return Finding("fine", topic, shown(name.partition(",")[0]) or say("doctor: some font"))


def _browser() -> Finding:
    found = {name: path for name, words in BROWSERS.items() for path in map(shutil.which, words) if path}
    for name, places in APPLICATIONS.items():
        for place in places:
            if name not in found and Path(place).exists():
                found[name] = place
    if not found:
        return Finding("missing", say("doctor: browser"), say("doctor: no browser"), say("doctor: get a browser"))
    listed = say("between names").join(f"{name} ({shown(path)})" for name, path in found.items())
    return Finding("fine", say("doctor: browser"), listed)
