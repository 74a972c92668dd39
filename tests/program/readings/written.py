"""How the code of a program is run, alone, and compared with the graph that the program was made from."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import autograd
from autograd import Value
from autograd.program import Program
from autograd.program.backends.native.library import compiler
from autograd.program.readings.names import Names
from tests.program.agreement import rounding
from tests.programs import sizes_of_paths


def names(program: Program) -> Names:
    return program.explain().names


def run_code(program: Program, lanes: int = 1) -> tuple[list[Any], dict[str, Any], dict[str, Any]]:
    """The outputs, the results and the gradients that the code gives for the numbers in it, the same in all lanes."""
    code = program.source("numpy")
    assert "autograd" not in code
    space: dict[str, Any] = {"__name__": "code"}
    exec(compile(code, "code.py", "exec"), space)
    of_kinds = [t for kind in ("parameter", "input") for t in names(program).tensors if t.kind == kind]
    given = [np.repeat(space[t.name], lanes, -1) if t.lanes else space[t.name] for t in of_kinds]
    with np.errstate(all="ignore"):
        *outputs, results = space["forward"](*given)
        return outputs, results, space["backward"](*given, results)


def gradients_of(program: Program, found: dict[str, Any]) -> Any:
    """The gradients by tensor as one array, in the order of `wrt`."""
    reading = names(program)
    flat = np.zeros(len(reading.plan.parameters))
    for tensor in reading.tensors:
        if tensor.kind == "parameter":
            assert np.shape(found[tensor.name]) == tensor.shape, tensor
            flat[tensor.start : tensor.start + tensor.size] = np.ravel(found[tensor.name])
    return flat[reading.plan.parameters]


def agrees(
    out: Value | Sequence[Value], wrt: Sequence[Value], inputs: Sequence[Value] = (), near: float = 1e-10
) -> Program:
    """The program of `out`, after its code was found to calculate what the graph does."""
    program = autograd.compile(out, wrt=wrt, inputs=inputs)
    outs = [out] if isinstance(out, Value) else out
    outputs, _, gradients = run_code(program)
    for found, one in zip(outputs, outs, strict=True):
        assert abs(float(np.ravel(found)[0]) - one.data) <= rounding(one)
    for leaf in wrt:
        leaf.grad = 0.0
    for one in outs:
        one.backward()
    sizes = [sizes_of_paths(one) for one in outs]
    for leaf, found in zip(wrt, gradients_of(program, gradients), strict=True):
        allowed = near * max(1.0, sum(of_paths.get(leaf, 0.0) for of_paths in sizes))
        assert abs(found - leaf.grad) <= allowed, (leaf, found)
    if inputs:
        once, thrice = (gradients_of(program, run_code(program, lanes)[2]) for lanes in (1, 3))
        assert thrice == pytest.approx(3.0 * once, rel=1e-9, abs=1e-300)
    return program


def printed(program: Program, tmp_path: Path, given: str = "") -> list[float]:
    """The numbers that the program's C prints for these lines of numbers."""
    source, binary = tmp_path / "program.c", tmp_path / "program"
    source.write_text(program.source("c"), "utf-8")
    flags = ["-Wall", "-Wextra", "-Werror", "-std=c11"]
    subprocess.run([str(compiler()), *flags, str(source), "-o", str(binary), "-lm"], check=True)
    done = subprocess.run([str(binary)], input=given, capture_output=True, text=True, check=True)
    return [float(line.rpartition(": ")[2]) for line in done.stdout.splitlines()]
