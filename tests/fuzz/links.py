"""The links of pages and of the lab, read by their own JavaScript in Node.js. No coverage leads the inputs here."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

import viz
from tests.fuzz.search import Found

MODULES = {"link.mjs": "lab/assets/parts/link.js", "address.mjs": "page/assets/common/address.js"}
"""The two readers, and what `links.mjs` calls them."""
NODE = shutil.which("node")
AT_A_TIME = 100_000


def search(folder: Path, count: int, at_most: float, modules: Path = Path(viz.__file__).parent) -> Found:
    """Give so many links to both readers, and keep what is found in the folder. Needs Node.js."""
    assert NODE
    found = Found.load(folder, "links")
    last = found.inputs + count
    with tempfile.TemporaryDirectory() as place:
        for name, module in MODULES.items():
            shutil.copy(modules / module, Path(place, name))
        while found.inputs < last:
            some = min(AT_A_TIME, last - found.inputs)
            command = [NODE, str(Path(__file__).with_suffix(".mjs")), place, str(some), str(found.inputs)]
            told = json.loads(
                subprocess.run(command, check=True, capture_output=True, text=True, timeout=at_most).stdout
            )
            found.inputs += told["inputs"]
            found.seconds += told["seconds"]
            found.slowest = max(found.slowest, told["slowest"])
            found.memory = max(found.memory, told["memory"])
            found.faults |= told["faults"]
            found.save(folder)
    return found
