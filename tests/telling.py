"""Which tests tell most about a module: `tests.mutants` begins with them, since all tests of a room take long."""

import ast
from functools import cache
from pathlib import Path

from tests.copies import ROOT

Tests = tuple[str, ...]
"""Arguments of pytest."""

ROOMS: dict[str, tuple[str, Tests]] = {
    "calculus": ("autograd/calculus", ("tests/calculus", "tests/graph/test_random_programs.py")),
    "graph": ("autograd/graph", ("tests/graph", "--ignore=tests/graph/test_any_text.py")),
    "program": ("autograd/program", ("tests/program",)),
    "marking": ("autograd/by_hand/marking", ("tests/by_hand/marking",)),
    "checking": ("autograd/checking", ("tests/checking",)),
    "learning": ("nn/learning", ("tests/nn/learning",)),
}
"""The folder of each room, and its tests."""

TELLING: dict[str, Tests] = {
    "autograd/calculus/elementary.py": ("tests/calculus/test_lists.py", "tests/calculus/test_whole_range.py"),
    "autograd/calculus/forms.py": ("tests/calculus/test_lists.py", "tests/calculus/test_whole_range.py"),
    "autograd/calculus/numbers/number.py": (
        "tests/calculus/test_needed.py",
        "tests/graph/test_value.py",
        "tests/calculus/test_ufuncs.py",
    ),
    "autograd/calculus/ops.py": ("tests/calculus/test_symbolic.py", "tests/calculus/test_whole_range.py"),
    "autograd/checking/check.py": ("tests/checking/test_names.py",),
    "autograd/checking/differences.py": ("tests/checking/test_sides.py",),
    "autograd/checking": (
        "tests/checking/test_mistakes.py",
        "tests/checking/test_kinks.py",
        "tests/checking/test_edges.py",
        "tests/checking/test_limits.py",
        "tests/checking/test_check.py",
    ),
    "autograd/graph/backward.py": (
        "tests/calculus/test_lists.py",
        "tests/graph/test_value.py",
        "tests/graph/test_size.py",
        "tests/graph/test_interrupted.py",
    ),
    "autograd/graph/memory/copies.py": ("tests/graph/test_copies.py", "tests/graph/test_size.py"),
    "autograd/graph/forward.py": ("tests/calculus/test_needed.py",),
    "autograd/graph/functions.py": ("tests/graph/test_value.py", "tests/graph/test_forward.py"),
    "autograd/graph/value.py": (
        "tests/graph/test_finite.py",
        "tests/graph/test_copies.py",
        "tests/calculus/test_number.py",
        "tests/graph/test_functions.py",
        "tests/graph/test_forward.py",
        "tests/calculus/test_ufuncs.py",
    ),
    "autograd/graph/expression": (
        "tests/graph/test_arrays.py",
        "tests/graph/test_expression.py",
        "tests/graph/test_expression_mistakes.py",
        "tests/graph/test_expression_limits.py",
        "tests/graph/test_random_expressions.py",
        "tests/graph/test_formulas.py",
    ),
    "autograd/graph/operation": (
        "tests/graph/test_operation.py",
        "tests/graph/test_operation_refusals.py",
        "tests/graph/test_operations_in_use.py",
        "tests/graph/test_remade_rows.py",
    ),
    "autograd/by_hand/marking/results.py": ("tests/by_hand/marking/test_marks.py",),
    "autograd/by_hand/marking": (
        "tests/by_hand/marking/test_marking.py",
        "tests/by_hand/marking/test_explain_result.py",
    ),
    "nn/learning/optim.py": ("tests/nn/learning/test_optim_refusals.py",),
    "nn/learning/step.py": (
        "tests/nn/learning/test_training_defaults.py",
        "tests/nn/learning/test_training_refusals.py",
    ),
    "nn/learning/training.py": (
        "tests/nn/learning/test_training_defaults.py",
        "tests/nn/learning/test_training_refusals.py",
        "tests/nn/learning/test_progress.py",
    ),
    "nn/learning/run/resume.py": ("tests/nn/files/test_hostile_files.py",),
    "nn/learning/run": (
        "tests/nn/learning/test_training.py",
        "tests/nn/learning/test_training_refusals.py",
        "tests/nn/learning/test_training_defaults.py",
        "tests/nn/learning/test_progress.py",
    ),
}
"""The tests that say most about a module, or about the modules of a folder, best first."""


OPS = "autograd/calculus/ops.py"
OF_A_ROW = tuple(f"tests/calculus/test_{name}.py" for name in ("symbolic", "ops", "whole_range"))
"""Every row of the table is a case of these tests."""


def telling(module: str, line: int = 0) -> Tests:
    """The doctests of a module, the tests of the same name, and those that say most about it; for a line of the table
    the cases of its row."""
    if name := row_at(line) if module == OPS else "":
        return (*OF_A_ROW, "-k", f"[{name}- or [{name}]")
    own = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "tests").rglob(f"test_{Path(module).stem}.py"))
    others = (*TELLING.get(module, ()), *TELLING.get(str(Path(module).parent), ()))
    return tuple(dict.fromkeys([module, *own, *others]))


@cache
def row_at(line: int) -> str:
    """The name of the row of the table that has this line, or nothing."""
    for node in ast.walk(ast.parse((ROOT / OPS).read_text("utf-8"))):
        if isinstance(node, ast.Call) and node.lineno <= line <= (node.end_lineno or 0):
            name = node.args[0] if node.args else None
            if isinstance(node.func, ast.Name) and node.func.id == "Op" and isinstance(name, ast.Constant):
                return str(name.value)
    return ""
