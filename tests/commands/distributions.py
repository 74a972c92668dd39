"""Distributions as pip writes them, and the requirements of Ringograd's own, for tests of the doctor."""

from __future__ import annotations

import base64
import configparser
import hashlib
from pathlib import Path

from autograd.commands.about.doctor.finding import Finding
from tests.conftest import ROOT

SETUP = configparser.ConfigParser()
SETUP.read(ROOT / "setup.cfg", encoding="utf-8")
EXTRAS = {extra: lines.strip().splitlines() for extra, lines in SETUP["options.extras_require"].items()}
REQUIRED = SETUP["options"]["install_requires"].strip().splitlines()
METADATA = (
    "Requires-Dist: tqdm>=4.67",
    'Requires-Dist: numpy>=2; extra == "numpy"', 'Requires-Dist: numpy>=2; extra == "testing"',
    'Requires-Dist: mpmath>=1.3; extra == "testing"', 'Requires-Dist: dask[distributed]>=2026.8; extra == "dask"',
    'Requires-Dist: ringograd[numpy,testing]; extra == "test"', "Provides-Extra: numpy", "Provides-Extra: testing",
    "Provides-Extra: dask", "Provides-Extra: test",
)  # fmt: skip


def install(folder: Path, name: str, version: str, files: dict[str, str], *metadata: str) -> Path:
    """What pip writes for a distribution: its files, over those that are there, and their hashes."""
    about = folder / f"{name.replace('-', '_')}-{version}.dist-info"
    lines = []
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")
        lines.append(f"{path},sha256={digest},{len(text)}")
    about.mkdir(parents=True)
    lines.append(f"{about.name}/RECORD,,")
    (about / "RECORD").write_text("\n".join(lines) + "\n", "utf-8")
    (about / "METADATA").write_text(
        "\n".join(["Metadata-Version: 2.4", f"Name: {name}", f"Version: {version}", *metadata, ""])
    )
    return about


def troubles(found: list[Finding]) -> list[Finding]:
    return [one for one in found if one.kind == "trouble"]
