"""A typed formula to be taken along: as a program, as a notebook, and as a worksheet."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from viz.lab.inside.formulas.calculation import learning_rate, sheet_of
from viz.lab.inside.formulas.typed import calculated, numbers


def program(text: str, values: str) -> str:
    """A program of Python. What was typed stands in it as a text, which no sign can end.

    >>> print(program("x * y", "x=2 y=3"))
    from autograd import parse, steps
    <BLANKLINE>
    out = parse('x * y', {'x': 2.0, 'y': 3.0})
    print(steps(out))
    <BLANKLINE>
    """
    return f"from autograd import parse, steps\n\n{_out(text, values)}\nprint(steps(out))\n"


def notebook(text: str, values: str, rate: str = "") -> str:
    """A notebook of Jupyter: the graph, the steps, and a worksheet, which goes on to the update if there is a rate."""
    asked = "out" if (number := learning_rate(rate)) is None else f"out, learning_rate={number!r}"
    start = f"import viz\nfrom autograd import parse, steps, worksheet\n\n{_out(text, values)}"
    cells = [f"{start}\nviz.draw(out)", "steps(out)", f"worksheet({asked})"]
    return json.dumps(
        {
            "cells": [
                {
                    "cell_type": "code", "id": f"cell-{i}", "execution_count": None, "metadata": {}, "outputs": [],
                    "source": source,
                }
                for i, source in enumerate(cells)
            ],
            "metadata": {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
            "nbformat": 4,
            "nbformat_minor": 5,
        },
        ensure_ascii=False, indent=1,
    )  # fmt: skip


def sheet(text: str, values: str, rate: str = "") -> str:
    """A worksheet as CSV, which `ringo mark` marks when it is filled in. It begins with the mark by which spreadsheets
    know UTF-8, as every worksheet does."""
    with tempfile.TemporaryDirectory() as folder:
        return Path(sheet_of(text, values, rate).save(f"{folder}/worksheet.csv")).read_bytes().decode()


def _out(text: str, values: str) -> str:
    calculated(text, values)  # what cannot be calculated is told here
    return f"out = parse({text.strip()!r}, {numbers(values)!r})"
