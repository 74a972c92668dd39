"""The list of materials (SBOM, in the form of CycloneDX): the package, what it is installed with, and what lies in the
wheel of others.

cyclonedx-py lists an environment in which the wheel alone was installed. It knows of no JavaScript: that is added from
`versions.json` beside it. The same versions give the same list, to the bit: it has no number by chance, and no time.
"""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.copies import ROOT

VENDORS = ("viz/page/assets/vendor", "viz/lab/assets/vendor")
NAME = "ringograd"


def environment(wheel: Path, folder: Path) -> str:
    """A Python in which the wheel is installed with what it asks for, and nothing else, not even pip."""
    own = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    pip = [sys.executable, "-m", "pip"] if importlib.util.find_spec("pip") else ["python3", "-m", "pip"]
    command = [*pip, "--python", str(own), "install", "-q", "--disable-pip-version-check", str(wheel)]
    subprocess.run(command, check=True)
    return str(own)


def vendored() -> Iterator[dict[str, Any]]:
    """The work of others in the wheel, as components. A work that only a lab's folder gets is none."""
    for vendor in VENDORS:
        known = json.loads((ROOT / vendor / "versions.json").read_text("utf-8"))
        for text in known.values():
            for work in text.get("of", ()):
                held = [name.rpartition("/")[2] for name in work["in"] if "/vendor/" in name]
                if held:
                    yield _component(work, text["licence"], vendor, known[held[0]]["sha256"], held[0])


def _component(work: dict[str, Any], licence: str, vendor: str, sha256: str, file: str) -> dict[str, Any]:
    name, _, version = work["work"].rpartition(" ")
    found = {
        "type": "library",
        "bom-ref": work["purl"],
        "name": name or work["work"],
        "purl": work["purl"],
        "licenses": [{"license": {"id": licence, "acknowledgement": "declared"}}],
        "externalReferences": [{"type": "vcs", "url": work["source"]}],
        "properties": [{"name": "ringograd:file", "value": f"{vendor}/{file}"}],
        "hashes": [{"alg": "SHA-256", "content": sha256}],
    }
    return found | ({"version": version} if name else {})


def completed(listed: dict[str, Any], sha256: str) -> dict[str, Any]:
    """The list of an environment, about our package: with the wheel's hash, and the work of others that it holds."""
    [own] = [one for one in listed["components"] if one["name"] == NAME]
    others = sorted(vendored(), key=lambda one: str(one["bom-ref"]))
    own = {key: value for key, value in own.items() if key != "externalReferences"}  # a place on this machine
    own |= {"purl": f"pkg:pypi/{NAME}@{own['version']}", "hashes": [{"alg": "SHA-256", "content": sha256}]}
    rest = [one for one in listed["components"] if one["name"] != NAME]
    edges = [
        {**one, "dependsOn": sorted({*one.get("dependsOn", ()), *(other["bom-ref"] for other in others)})}
        if one["ref"] == own["bom-ref"]
        else one
        for one in listed["dependencies"]
    ]
    edges += [{"ref": other["bom-ref"]} for other in others]
    return {
        **listed,
        "metadata": {**listed["metadata"], "component": own},
        "components": [*rest, *others],
        "dependencies": sorted(edges, key=lambda one: str(one["ref"])),
    }


def materials(python: str, sha256: str) -> str:
    """The list as text, for the environment of this Python. Raises `ValueError` if it is not of its schema's form."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    tool = [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible", "--sv", "1.6", python]
    said = subprocess.run(tool, capture_output=True, text=True, encoding="utf-8", check=True).stdout
    text = json.dumps(completed(json.loads(said), sha256), indent=2, sort_keys=True, ensure_ascii=False) + "\n"
    if wrong := JsonStrictValidator(SchemaVersion.V1_6).validate_str(text):
        raise ValueError(f"the list of materials is not of its schema's form: {wrong}")
    return text


def told(out: Path, wheel: Path, folder: Path) -> Iterator[str]:
    """Write the list beside the wheel. The environment stays in the folder."""
    from tests.release.building import digest

    if importlib.util.find_spec("cyclonedx_py") is None:
        yield '✗ list of materials: cyclonedx-bom is not installed (pip install ".[release]")'
        return
    python = environment(wheel, folder)
    first, again = (materials(python, digest(wheel)) for _ in range(2))
    path = out / f"{wheel.name.removesuffix('.whl')}.cdx.json"
    path.write_text(first, encoding="utf-8", newline="\n")
    count = len(json.loads(first)["components"])
    yield f"{'✓' if first == again else '✗'} {path.name}: {count} parts, of the form of CycloneDX 1.6, the same twice"
