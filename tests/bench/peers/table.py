"""The measured numbers as docs/peers.json, and as a table of both READMEs."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
STORED = ROOT / "docs" / "peers.json"
TITLES = {
    "ringograd": "Ringograd", "micrograd": "micrograd", "micrograd-viz": "micrograd-viz", "torch": "PyTorch",
    "jax": "JAX", "sympy": "SymPy", "dezero": "DeZero",
}  # fmt: skip
LABELS = {
    "version": ("version", "版"),
    "drawn": ("the graph drawn, with its gradients", "勾配つきの計算グラフの図"),
    "steps": ("a table of every product of the chain rule", "連鎖律のすべての積の表"),
    "worksheets": ("worksheets, marked with the reason", "ワークシートと、理由つきの採点"),
    "checks": ("tells whether a derivative is right", "微分が正しいかの判定"),
    "refuses": ("`log(-1)` is an error, not NaN or complex", "`log(-1)` は NaN や複素数ではなくエラー"),
    "second": ("gradients of gradients", "勾配の勾配"),
    "forward": ("forward mode", "フォワードモード"),
    "symbolic": ("derivatives as formulas", "式としての導関数"),
    "layers": ("layers of networks", "ネットワークの層"),
    "tensors": ("arrays in one node", "配列を一つのノードで"),
    "gpu": ("GPUs", "GPU"),
    "step": ("time of a step in scalars", "スカラーでの 1 ステップの時間"),
    "memory": ("memory of a scalar node", "スカラーのノードのメモリ"),
    "import": ("time to import", "import の時間"),
    "size": ("size installed", "インストールした大きさ"),
}
MEASURED = ("step", "memory", "import", "size")
HEADING = re.compile(r"^\|  \| Ringograd \|.*\n(?:\|.*\n)*", re.MULTILINE)


def stored() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(STORED.read_text("utf-8"))
    return found


def cell(name: str, row: str, engines: Mapping[str, Any]) -> str:
    """A version, yes or nothing, or how many times ours it takes."""
    about = engines[name]
    if row == "version":
        return "" if name == "ringograd" else str(about["version"])
    if row not in MEASURED:
        return "✓" if about["has"][row] else ""
    if name == "ringograd":
        return "1"
    ratio = about[row] / engines["ringograd"][row]
    if ratio < 0.1:
        return "< 0.1"
    return f"{float(f'{ratio:.2g}'):,.0f}" if ratio >= 9.5 else f"{ratio:.2g}"


def table(engines: Mapping[str, Any], language: int) -> str:
    """The table in Markdown; the languages are English, 0, and Japanese, 1."""
    lines = [["", *TITLES.values()], ["---"] * (1 + len(TITLES))]
    lines += [[label[language], *(cell(name, row, engines) for name in TITLES)] for row, label in LABELS.items()]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def write(found: Mapping[str, Any]) -> None:
    STORED.write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    for language, name in enumerate(("README.md", "README.ja.md")):
        text, times = HEADING.subn(table(found["engines"], language), (ROOT / name).read_text("utf-8"))
        assert times == 1, f"{name} has {times} tables of engines"
        text = re.sub(r"\d{4}-\d\d-\d\d(?= .*CPython)", found["date"], text)
        (ROOT / name).write_text(text, "utf-8")
