"""Known weaknesses of what the package asks for: pip-audit asks PyPI about each version that is installed with it.

It asks PyPI's JSON, which not every mirror of the index has. Then it skips the packages and still ends well, so what it
skipped is told here. Where nothing can be asked, it is only told which packages are not the newest of the index.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any


def told(folder: Path) -> Iterator[str]:
    """What is known of the packages in the environment in this folder; `materials` makes it."""
    if importlib.util.find_spec("pip_audit") is None:
        yield '✗ advisories: pip-audit is not installed (pip install ".[release]")'
        return
    places = [str(path) for path in folder.rglob("site-packages")]
    command = [sys.executable, "-m", "pip_audit", "--path", places[0], "-f", "json", "--progress-spinner", "off"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if not done.stdout.startswith("{"):
        yield f"? advisories: pip-audit said nothing: {(done.stderr.strip() or 'no reason').splitlines()[-1]}"
    else:
        yield from read(json.loads(done.stdout)["dependencies"])
    yield from outdated(places[0])


def read(found: list[dict[str, Any]]) -> Iterator[str]:
    """Lines of what pip-audit answered: ✗ for a weakness, ? for what could not be asked about.

    >>> list(read([{"name": "a", "version": "1", "vulns": [{"id": "X-1"}]}, {"name": "b", "skip_reason": "not there"}]))
    ['✗ a 1: X-1', '? not asked about: b (not there)']
    """
    skipped = [f"{one['name']} ({one['skip_reason']})" for one in found if "skip_reason" in one]
    asked = [one for one in found if "skip_reason" not in one]
    weak = [
        f"✗ {one['name']} {one['version']}: {', '.join(w['id'] for w in one['vulns'])}" for one in asked if one["vulns"]
    ]
    yield from weak
    if asked and not weak:
        yield f"✓ no known weakness in {len(asked)} packages"
    if skipped:
        few = f"all {len(skipped)} packages" if not asked and len(skipped) > 3 else ", ".join(skipped)
        yield f"? not asked about: {few}"


def outdated(place: str) -> Iterator[str]:
    """Which packages have a newer version in the index that pip is set to."""
    pip = [sys.executable, "-m", "pip"] if importlib.util.find_spec("pip") else ["python3", "-m", "pip"]
    command = [*pip, "list", "--path", place, "--outdated", "--format=json", "--disable-pip-version-check"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        yield "? the index was not reached"
        return
    old = [f"{one['name']} {one['version']} (newest: {one['latest_version']})" for one in json.loads(done.stdout)]
    yield f"? not the newest: {', '.join(old)}" if old else "✓ every package is the newest that the index has"
