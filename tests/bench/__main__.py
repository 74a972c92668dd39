"""The table of ratios: `python -m tests.bench`; with `--json FILE` also as JSON, with `--quick` in less than a minute.

A ratio is how many times as fast, or as small, ours is. What is missing here is said.
"""

from __future__ import annotations

import argparse
import importlib
import json
import platform
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from autograd.language.text import table
from tests.bench.turns import Missing, Row

MODULES = ("demo", "networks", "convolution", "transformer", "check_grad", "compiled", "growth")


def measured(quick: bool) -> Iterator[Row | Missing]:
    for name in MODULES:
        yield from importlib.import_module(f"tests.bench.{name}").rows(quick)


def cells(row: Row | Missing) -> list[str]:
    if isinstance(row, Missing):
        return [row.work, row.against, "", row.why, "", "", ""]
    reached = "yes" if row.reached else "no"
    return [
        row.work,
        row.against,
        shown(row.asked),
        shown(row.ratio),
        reached,
        *map(row.amount, (row.ours, row.theirs)),
    ]


def shown(ratio: float) -> str:
    return f"{ratio:,.0f}" if ratio >= 10.0 else f"{ratio:.2f}"


def as_json(row: Row | Missing) -> dict[str, Any]:
    return row._asdict() | ({"ratio": row.ratio} if isinstance(row, Row) else {})


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench", description="Speed and memory as ratios, in one run."
    )
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the table there too")
    parser.add_argument("--quick", action="store_true", help="small and rough: whether everything runs")
    options = parser.parse_args()
    rows = list(measured(options.quick))
    headers = ["work", "against", "asked", "ratio", "reached", "ours", "theirs"]
    print(table(headers, list(map(cells, rows)), right=[2, 3, 5, 6]))
    if options.json:
        about = {"python": sys.version.split()[0], "machine": platform.machine(), "quick": options.quick}
        options.json.write_text(json.dumps(about | {"rows": list(map(as_json, rows))}, indent=1) + "\n")


if __name__ == "__main__":
    main()
