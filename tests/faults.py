"""Tests of the tests: faults planted in a copy of the code, each of which the tests must find.

    python -m tests.faults             plant them all, and say which test finds each
    python -m tests.faults sigmoid     those alone that have this word in their description

Tests are run in the profile `first`, or in the one that HYPOTHESIS_PROFILE names. The exit status is 1 if a fault is not
found.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

from autograd.language.text import table
from tests.copies import copy_to


class Fault(NamedTuple):
    """In `file`, the text `right`, which stands there once, is replaced by `wrong`; `tests` is to fail, which is
    pytest's arguments: a file, and words that the names of tests have."""

    what: str
    file: str
    right: str
    wrong: str
    tests: tuple[str, str]


class Finding(NamedTuple):
    """What became of a fault: the test that failed, or why none did."""

    fault: Fault
    found_by: str
    problem: str


def row(what: str, right: str, wrong: str, name: str) -> Fault:
    """A fault in a rule, to be found by the properties of its row."""
    return Fault(
        what, "autograd/calculus/ops.py", right, wrong, ("tests/calculus/test_ops.py", f"test_row and {name}-")
    )


PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "first")
FORMS = "autograd/calculus/forms.py"
OPS, BACKWARD, PROGRAMS = (
    "autograd/calculus/ops.py",
    "autograd/graph/backward.py",
    "tests/graph/test_random_programs.py",
)
OPERATION = "autograd/graph/operation/made.py"
ARRAYS, TREE = "autograd/graph/expression/arrays.py", "autograd/graph/expression/tree.py"
FORMULAS, WRITTEN = "tests/graph/test_formulas.py", "tests/by_hand/claims/test_claims_as_written.py"
CLAIMS = "tests/by_hand/claims/test_claim_reasons.py tests/by_hand/mistakes/test_mistaken.py"
CONVENTION = ("tests/calculus/test_ops.py", "convention")

FAULTS = [
    row("the sign of minus is lost", "(1.0, -1.0)", "(1.0, 1.0)", "sub"),
    row("a product's operands are swapped", "lambda z, x, y: (y, x),", "lambda z, x, y: (x, y),", "mul"),
    row("the sign of a quotient's denominator is lost", "(1.0 / y, -z / y)", "(1.0 / y, z / y)", "div"),
    row("a quotient forgets to divide again", "(1.0 / y, -z / y)", "(1.0 / y, -z)", "div"),
    row("the exponent as a factor is missing", "(n * power(x, n - 1.0)", "(power(x, n - 1.0)", "power"),
    row("the exponent is not lowered", "(n * power(x, n - 1.0)", "(n * power(x, n)", "power"),
    row("a power takes the logarithm of its exponent", "power_by_base(x, y)), z * log(x))", "power_by_base(x, y)), z * log(y))", "pow"),
    row("the derivative of cos has no minus", "(-sin(x),)", "(sin(x),)", "cos"),
    row("sqrt forgets its 1/2", "(0.5 / z,)", "(1.0 / z,)", "sqrt"),
    row("exp is differentiated at its output", "Op(\"exp\",    \"x\",    exp,                     lambda z, x: (z,)", "Op(\"exp\",    \"x\",    exp,                     lambda z, x: (exp(z),)", "exp"),
    row("log2 takes the natural logarithm", "lambda: 1.0 / x / LN_2),)", "lambda: 1.0 / x),)", "log2"),
    row("atan2 loses a sign", "lambda: over_square(x, y, -x)", "lambda: over_square(x, y, x)", "atan2"),
    row("sigmoid's sign, y(y-1)", "lambda: z * (1.0 - z), lambda: sigmoid_slope(z, x)),)", "lambda: z * (1.0 - z), lambda: z * (z - 1.0)),)", "sigmoid"),
    row("sigmoid loses digits far from 0", "lambda: z * (1.0 - z), lambda: sigmoid_slope(z, x)),)", "lambda: z * (1.0 - z), lambda: z * (1.0 - z)),)", "sigmoid"),
    row("sigmoid is shown as another formula", "lambda: z * (1.0 - z), lambda: sigmoid_slope", "lambda: z * (1.0 + z), lambda: sigmoid_slope", "sigmoid"),
    row("gelu forgets the product rule", "(0.5 * erfc(-x / SQRT_2)\n", "(0.0 * erfc(-x / SQRT_2)\n", "gelu"),
    row("erf forgets the square root of pi", "       2.0 * shown_as(x, lambda: exp(-x * x), lambda: bell(x)) / SQRT_PI,)", "       2.0 * shown_as(x, lambda: exp(-x * x), lambda: bell(x)),)", "erf"),
    row("a dead relu lets the gradient through", "(where(x > 0.0, 1.0, 0.0),),\n", "(1.0,),\n", "relu"),
    row("leaky_relu forgets its slope", "(where(x > 0.0, 1.0, slope),)", "(where(x > 0.0, 1.0, 0.0),)", "leaky_relu"),
    row("elu's second derivative is lost", "alpha * exp(minimum(x, 0.0))),),", "alpha * exp(float(minimum(x, 0.0)))),),", "elu"),
    row("clamp lets the gradient through above", "where(x > high, 0.0, 1.0)", "where(x > high, 1.0, 1.0)", "clamp"),
    Fault("softmax has its diagonal alone", FORMS, "else -z * share for", "else 0.0 * share for", ("tests/calculus/test_lists.py", "far and softmax")),
    Fault("each of the largest takes all of the gradient", FORMS, "tuple([one / count for one in equal])", "tuple(equal)", CONVENTION),
    Fault("the smallest of a list is the largest", OPS, "lambda *xs: smallest(xs), sharing", "lambda *xs: largest(xs), sharing", ("tests/calculus/test_ops.py", "test_row and min-")),
    Fault("a rounded result is equal to none of the largest inputs", FORMS, "lambda: z, lambda: top(xs)), xs)", "lambda: z, lambda: z), xs)", ("tests/calculus/test_lists.py", "rounded")),
    Fault("a tie of a list is no kink", FORMS, "sum(equal[1:], equal[0]) > 1.0", "sum(equal[1:], equal[0]) > 2.0", CONVENTION),
    Fault("softmax overflows at 1000", "autograd/calculus/elementary.py", "    top = reduce(maximum, xs)\n    weights", "    top = 0.0\n    weights", ("tests/calculus/test_ops.py", "1000")),
    row("choose counts from 1", "where(index == float(i), 1.0, 0.0)", "where(index == float(i + 1), 1.0, 0.0)", "choose"),
    Fault("a program chooses the first row of a table for the others too", "autograd/program/backends/in_numpy/choices.py", "numbers[of_table, chosen, *lanes])", "numbers[0 * of_table, chosen, *lanes])", ("tests/program/test_choices.py", "rows_of")),
    Fault("a row that is chosen twice has one gradient", "autograd/program/backends/in_numpy/choices.py", "np.add.at(flat, (places[of_table, chosen] * width + begins).reshape(-1), upstream.reshape(-1))", "flat[(places[of_table, chosen] * width + begins).reshape(-1)] += upstream.reshape(-1)", ("tests/program/test_choices.py", "rows_of")),
    Fault("softmax's pullback lacks the sum over all outputs", FORMS, "zs * (upstream - (zs * upstream).sum(0))", "zs * upstream", ("tests/calculus/test_ops.py", "pullback")),
    Fault("log_softmax's pullback loses the digits of the largest share", FORMS, "where(next_to_1, -others.sum(0), others)", "gradients", ("tests/calculus/test_ops.py", "pullback")),
    Fault("what is added to is not set to 0", "autograd/program/backends/in_numpy/gradients.py", "            piece.fill(0.0)", "            pass", ("tests/program/test_networks.py", "add_up")),
    Fault("a gradient that something has reached is overwritten", "autograd/program/backends/in_numpy/gradients.py", "not self._reached[operand.lanes][index].any()", "True", ("tests/program/test_networks.py", "tied or twice")),
    Fault("float32 takes numbers that it cannot hold", "autograd/program/running/parameters.py", "np.isfinite(found.astype(self._data.dtype))", "np.isfinite(found)", ("tests/program/running/test_dtype.py", "beyond")),
    Fault("a constant that float32 cannot hold is calculated with", "autograd/program/backends/chosen.py", "if not _holds(plan.constants, dtype):", "if False:", ("tests/program/running/test_dtype.py", "constant")),
    Fault("a program of float32 has gradients of float64", "autograd/program/running/parameters.py", "np.zeros(len(wrt), dtype), np.zeros(len(wrt), dtype)", "np.zeros(len(wrt), dtype), np.zeros(len(wrt))", ("tests/program/running/test_dtype.py", "network")),
    row("mean forgets 1/n", "(1.0 / len(xs),) * len(xs)", "(1.0,) * len(xs)", "mean"),
    Fault("variance forgets its factor 2", FORMS, "2.0 / len(xs) * one", "1.0 / len(xs) * one", ("tests/calculus/test_lists.py", "far and variance")),
    Fault("logsumexp's gradient is taken from its rounded result", FORMS, "lambda: softmax(xs)))", "lambda: [exp(x - z) for x in xs]))", ("tests/calculus/test_lists.py", "far and logsumexp")),
    Fault("softmax next to 1 loses what the others are", FORMS, "shares[j] > 0.5", "shares[j] > 1.5", ("tests/calculus/test_lists.py", "far and log_softmax")),
    Fault("softmax's small shares lose their digits", FORMS, "shares[j] > 0.5", "shares[j] > -0.5", ("tests/calculus/test_lists.py", "far and log_softmax")),
    Fault("the largest input of softmax counts as a constant", "autograd/calculus/elementary.py", "origin = xs[top] if dominated else", "origin = numbers[top] if dominated else", ("tests/calculus/test_lists.py", "far and logsumexp")),
    Fault("a mean is refused where the sum is too large", "autograd/calculus/elementary.py", "type(whole) is float and whole - whole", "False", ("tests/calculus/test_lists.py", "largest")),
    Fault("tanh's second derivative cancels near 0", FORMS, "either(magnitude(x) < 0.5, lambda: 1.0 - z * z, far)", "far()", ("tests/calculus/test_whole_range.py", "tanh")),
    Fault("tanh's derivative cancels far from 0", FORMS, "either(magnitude(x) < 0.5, lambda: 1.0 - z * z, far)", "1.0 - z * z", ("tests/calculus/test_whole_range.py", "tanh")),
    Fault("asin's second derivative cancels near 0", FORMS, "either(magnitude(x) < 0.5, lambda: 1.0 - x * x, lambda:", "either(magnitude(x) < 0.0, lambda: 1.0 - x * x, lambda:", ("tests/calculus/test_whole_range.py", "asin")),
    Fault("hypot's second derivative cancels", FORMS, "either(magnitude(x) > magnitude(y), next_to_1", "either(magnitude(x) < 0.0, next_to_1", ("tests/calculus/test_whole_range.py", "hypot")),
    Fault("the square of a large number is refused in erf", FORMS, "where(magnitude(x) < 30.0, x, 30.0)", "x", ("tests/calculus/test_whole_range.py", "erf")),
    Fault("silu's derivative is 0 far out", OPS, "sigmoid(x) + x * sigmoid_slope(sigmoid(x), x)", "sigmoid(x) * (1.0 + x - z)", ("tests/calculus/test_whole_range.py", "silu")),
    Fault("atan2 of 0 and 0 has a value", "autograd/calculus/elementary.py", "x == 0.0 == y:", "False:", ("tests/calculus/test_needed.py", "angle")),
    Fault("a power of a negative base is refused as a whole", "autograd/calculus/needed.py", "if len(slots) == len(xs):", "if slots:", ("tests/calculus/test_needed.py", "power")),
    Fault("a direction needs derivatives that it does not touch", "autograd/graph/forward.py", "return Dual.lift(x) if type(along) is float and along == 0.0 else", "return", ("tests/calculus/test_needed.py", "direction")),
    Fault("a direction that happens to be 0 needs no derivative", "autograd/graph/forward.py", "if x.level == level > 0]", "if x.level == level > 0 and x.tangent]", ("tests/calculus/test_needed.py", "happens")),
    Fault("maximum(x, x) is a kink of unknown reach", "autograd/checking/blame.py", "_reach_of_both(node, moved) or", "", ("tests/checking/test_check.py", "both_inputs")),
    Fault("all outputs at once have each other's rows", "autograd/graph/value.py", "row.bind(float(j)), inputs", "row.bind(0.0), inputs", ("tests/calculus/test_lists.py", "at_once")),
    row("dot gives weights to weights", "(*inputs, *weights, *[1.0", "(*weights, *inputs, *[1.0", "dot"),
    row("a domain is too wide", "domain=lambda x: x > -1.0", "domain=lambda x: x > -2.0", "log1p"),
    row("a kink is not stated", "latex=r\"\\left|$x\\right|\", kink=lambda x: x == 0.0", "latex=r\"\\left|$x\\right|\"", "abs"),
    Fault("relu'(0) is not the stated 0", OPS, "(where(x > 0.0, 1.0, 0.0),),\n", "(where(x >= 0.0, 1.0, 0.0),),\n", CONVENTION),
    Fault("a tie counts twice", OPS, "where(x < y, 0.0, 0.5)", "where(x < y, 0.0, 1.0)", CONVENTION),
    Fault("a gradient overwrites instead of adding up", BACKWARD, "x.grad += upstream * dx\n            y.grad +=", "x.grad = upstream * dx\n            y.grad =", (PROGRAMS, "agree")),
    Fault("an input used twice counts once", BACKWARD, "y.grad += upstream * dy", "y.grad += upstream * dy * (x is not y)", (PROGRAMS, "agree")),
    Fault("the upstream gradient is ignored", BACKWARD, "            (dx,) = op.partials(node._datum, x._datum)\n            x.grad += upstream * dx", "            (dx,) = op.partials(node._datum, x._datum)\n            x.grad += dx", (PROGRAMS, "agree")),
    Fault("nodes are worked off before their last user", "autograd/calculus/order.py", "            stack.append(node)  # it comes up again when its inputs, pushed above it, have all been left\n", "            left.add(node)\n            order.insert(0, node)\n", ("tests/calculus/test_order.py", "")),
    Fault("gradients of an earlier pass are left over", BACKWARD, "    total: dict[Value, Any] = {order[-1]: seed}\n", "    total = contributions.__dict__.setdefault('left over', {})\n    total[order[-1]] = seed\n", ("tests/graph/test_stateful.py", "")),
    Fault("a leaf forgets earlier passes", BACKWARD, "(before or 0.0) + leaf.grad", "0.0 + leaf.grad", ("tests/graph/test_stateful.py", "")),
    Fault("a number set by hand goes unnoticed", BACKWARD, "if x._set > node._set]", "if x._set > node._set + 1]", ("tests/graph/test_stateful.py", "")),
    Fault("an operation of one's own is given numbers that autograd's functions refuse", "autograd/graph/operation/reading.py", "rule(*map(Foreign, xs), **{constant: Foreign(n) for constant, n in constants.items()})", "rule(*xs, **constants)", ("tests/graph/test_operation.py", "properties")),
    Fault("a rule's Values stay Values", "autograd/graph/operation/reading.py", "checked(name, rule(*xs, **constants))", "rule(*xs, **constants)", ("tests/graph/test_operation.py", "become_floats")),
    Fault("a complex result of a rule counts as a number", "autograd/graph/operation/reading.py", "if isinstance(found, complex):", "if found is None:", ("tests/graph/test_operation.py", "refused_as")),
    Fault("an operation takes a name of the table", OPERATION, "if name in TAKEN:", "if name in CONSTANTS:", ("tests/graph/test_operation.py", "cannot_be")),
    Fault("an operation within a function is pickled by a name that nobody finds", OPERATION, "if found is self:", "if found is self or home:", ("tests/graph/test_operation.py", "pickles")),
    Fault("a formula has two operations of one name", "autograd/notation/formulas.py", "    refuse_namesakes(order)\n", "", ("tests/graph/test_operation.py", "one_name")),
    Fault("two operations of one name are taken for one", "autograd/notation/formulas.py", "is not node.op.unbound:", "is None:", ("tests/graph/test_operation.py", "one_name")),
    Fault("a rule with local gradients too many is accepted", "autograd/notation/rules.py", "if len(local) != count:", "if len(local) < count:", ("tests/graph/test_operation.py", "cannot_be")),
    Fault("two rules that take different inputs are accepted", "autograd/notation/rules.py", " or listed != [x.startswith(\"*\") for x in inputs]", "", ("tests/graph/test_operation.py", "cannot_be")),
    Fault("a sheet with an operation of one's own is called damaged", "autograd/by_hand/sheet/code.py", "if name not in known and name.isidentifier():", "if False:", ("tests/graph/test_operation.py", "worksheets")),
    Fault("dual numbers drop a term", "autograd/graph/forward.py", "tangent = tangent + locals_", "tangent = locals_", (PROGRAMS, "agree")),
    Fault("parentheses of a - (b - c) are lost", "autograd/notation/formulas.py", "return PRODUCT if precedence == SUM else precedence + 1", "return precedence", ("tests/notation/test_notation.py", "")),
    Fault("a name is live markup in a formula", "autograd/notation/styles.py", "<mi>{escape(printable(name))}</mi>", "<mi>{printable(name)}</mi>", ("tests/notation/test_notation.py", "")),
    Fault("a condition is shown without its other half", "autograd/notation/symbols.py", "return x if y is (name == \"and\") else y", "return x", ("tests/notation/test_symbols.py", "")),
    Fault("a complex cube root leaves the real branch", "autograd/calculus/elementary.py", "if x.real > 0.0 else -((-x) ** (1 / 3))", "if x.real > 0.0 else x ** (1 / 3)", ("tests/calculus/test_elementary.py", "")),
    Fault("a product with the Hessian loses a path", "autograd/graph/forward.py", "sum(locals_[slot] * tangent", "max(locals_[slot] * tangent", (PROGRAMS, "hessian")),
    Fault("nested derivatives share their epsilon", "autograd/graph/forward.py", "level = next(_levels)", "level = 1", ("tests/graph/test_forward.py", "nested")),
    Fault("paths that meet count once", "autograd/record/derivation.py", "ways[node] = sum(ways[x] for x in onward)", "ways[node] = max(ways[x] for x in onward)", ("tests/record/test_derivation.py", "paths")),
    Fault("a path's formula is that of another input", "autograd/record/derivation.py", "self._formulas[c.output][c.slot]", "self._formulas[c.output][0]", ("tests/record/test_derivation.py", "formulas")),
    Fault("a sentence is missing in Japanese", "autograd/language/ja/expressions.py", '    "never closed": "この ( が閉じられていません。対応する ) がありません",\n', "", ("tests/language/test_language.py", "same_sentences")),
    Fault("a mistake is told in English alone", "autograd/notation/signs.py", 'Mistake(say("never opened"), column)', 'Mistake("there is no ( for this )", column)', ("tests/language/test_language.py", "past_the_catalogues")),
    Fault("a field of a sentence is not given", "autograd/notation/tree.py", 'say("did you mean", name=printable(near[0]))', 'say("did you mean", word=printable(near[0]))', ("tests/language/test_language.py", "every_field")),
    Fault("a sum by node leaves the upstream gradient out", "autograd/record/derivation.py", "[c.upstream, c.local]", "[1.0, c.local]", ("tests/record/test_derivation.py", "by_node")),
    Fault("a box adds up the gradients of two passes", "nn/layers/boxes.py", "            x.grad = 0.0\n", "            pass\n", ("tests/nn/layers/test_boxes.py", "any_function")),
    Fault("a box ignores the gradient that comes back", "nn/layers/boxes.py", "dot(list(flat(dout)), [", "dot([1.0 for _ in flat(dout)], [", ("tests/nn/layers/test_boxes.py", "affine")),
    Fault("a box keeps its weights from the start", "nn/layers/boxes.py", "        self.W, self.b = W, b\n", "        self.W, self.b = plain(W), plain(b)\n", ("tests/nn/layers/test_boxes.py", "two_layer")),
    Fault("PyTorch's activations are not counted as parts", "nn/files/export.py", "found.append((f\"{prefix}{len(found)}\", None, activation))", "pass", ("tests/nn/files/test_to_onnx.py", "names")),
    Fault("tied weights leave untransposed", "nn/files/onnx_file.py", "transB=int(not tied)", "transB=1", ("tests/nn/files/test_to_onnx.py", "tied")),
    Fault("average pooling leaves without its padding", "nn/files/onnx_file.py", '"count_include_pad": 1', '"count_include_pad": 0', ("tests/nn/files/test_to_onnx.py", "images")),
    Fault("a confusion matrix has its classes exchanged", "nn/learning/metrics.py", "counts[place[a]][place[p]]", "counts[place[p]][place[a]]", ("tests/nn/learning/test_metrics.py", "lecture")),
    Fault("precision is divided by the row", "nn/learning/metrics.py", "zip(self.classes, self._of_columns(), strict=True)}", "zip(self.classes, self._of_rows(), strict=True)}", ("tests/nn/learning/test_metrics.py", "scikit or 0_of_0")),
    Fault("all trials have one seed", "nn/search/trials.py", "[seed_of(seed, position) for position in range(len(chosen))]", "[seed_of(seed, 0) for _ in chosen]", ("tests/nn/search/test_search.py", "own_seed")),
    Fault("results come in the order in which they are done", "nn/search/parallel.py", "[done.get(position) for position in range(len(calls))]", "list(done.values())", ("tests/nn/search/test_search.py", "any_number or threads")),
    Fault("no process takes the place of one that ended", "nn/search/processes.py", "                self._close()\n            raise Broken", "                pass\n            raise Broken", ("tests/nn/search/test_search.py", "every_way")),
    Fault("a filter is transposed", "nn/layers/conv.py", "channel[p][q] for channel", "channel[q][p] for channel", ("tests/nn/layers/test_conv.py", "sum_over_its_window")),
    Fault("the last window is left out", "nn/layers/conv.py", "end - self.padding + 1, self.stride", "end - self.padding, self.stride", ("tests/nn/layers/test_conv.py", "sum_over_its_window")),
    Fault("padding does not count in the mean of a window", "nn/layers/conv.py", "total(window) / self.size**2", "total(window) / len(window)", ("tests/nn/layers/test_conv.py", "largest_or_the_mean")),
    Fault("a batch's mean passes no gradient", "nn/layers/blocks.py", "means.append(mean(numbers))", "means.append(Value(mean(numbers).data))", ("tests/nn/layers/test_batch_norm.py", "differences and training")),
    Fault("the running variance is that over n", "nn/layers/blocks.py", "kept(variances[c]) * n / (n - 1)", "kept(variances[c])", ("tests/nn/layers/test_batch_norm.py", "definition")),
    Fault("dropout goes on in use", "nn/layers/blocks.py", "if not self.training or not self.rate:", "if not self.rate:", ("tests/nn/layers/test_dropout.py", "use_changes_nothing")),
    Fault("dropout does not scale what is left", "nn/layers/blocks.py", "lambda: number / (1.0 - self.rate)", "lambda: number", ("tests/nn/layers/test_dropout.py", "expectation")),
    Fault("tied weights are copies", "nn/layers/neuron.py", "neuron.w = column", "neuron.w = [Value(w.data) for w in column]", ("tests/nn/layers/test_recurrences.py", "both_uses")),
    Fault("the mode stays where it was set", "nn/module.py", "            module.training = mode", "            self.training = mode", ("tests/nn/test_module.py", "mode_reaches")),
    Fault("a network's calculated Values are learned", "nn/module.py", "isinstance(x, Value) and x.op is None", "isinstance(x, Value)", ("tests/nn/test_module.py", "calculated")),
    Fault("the half of the squared error is lost", "nn/layers/losses.py", "sum_squared_error(output, target) / 2", "sum_squared_error(output, target)", ("tests/nn/layers/test_recurrences.py", "half_the_squared")),
    Fault("a certain logit loses its digits", "nn/layers/losses.py", "target * softplus(-logit) + (1.0 - target) * softplus(logit)", "softplus(logit) - target * logit", ("tests/nn/layers/test_losses.py", "binary and any_size")),
    Fault("Xavier forgets the outputs", "nn/layers/init.py", "6.0 / (fan_in + fan_out)", "6.0 / (2 * fan_in)", ("tests/nn/layers/test_init.py", "mean_and_variance")),
    Fault("Nesterov looks no step ahead", "nn/learning/optim.py", "return rate * gradient - self.momentum * slots[0]", "return -slots[0]", ("tests/nn/learning/test_optim.py", "formula and Nesterov")),
    Fault("Adam does not correct for its start at 0", "nn/learning/optim.py", "slots[1] / (1.0 - self.beta_2**self.steps)", "slots[1]", ("tests/nn/learning/test_optim.py", "formula and Adam")),
    Fault("the decay of weights is not scaled by the rate", "nn/learning/optim.py", "rate * self.decay * parameter.data", "self.decay * parameter.data", ("tests/nn/learning/test_optim.py", "formula and decay")),
    Fault("a run that goes on shuffles anew", "nn/learning/training.py", "            self.generator.setstate(self.at.shuffle)\n", "", ("tests/nn/learning/test_resume.py", "write")),
    Fault("Python's own random numbers are not kept", "nn/learning/run/resume.py", "        random.setstate(python)\n", "", ("tests/nn/learning/test_resume.py", "write")),
    Fault("a run goes on without its momentum", "nn/learning/run/resume.py", "        remember(optimizer, *memory)\n", "", ("tests/nn/learning/test_resume.py", "write")),
    Fault("a file is written over the last one", "autograd/language/whole.py", 'open(new, "xb", ', 'open(target, "wb", ', ("tests/language/test_whole.py", "any_failure")),
    Fault("what could not be written is left", "autograd/language/whole.py", "            os.unlink(new)", "            pass", ("tests/language/test_whole.py", "any_failure")),
    Fault("a file is in its place before it is on the disk", "autograd/language/whole.py", "os.fsync(file.fileno())", "pass", ("tests/nn/files/test_checkpoint.py", "whole_on_the_disk")),
    Fault("the new name is longer than the old one", "autograd/language/whole.py", 'f".{os.urandom(8).hex()}.part"', 'f"{target}.{os.urandom(8).hex()}"', ("tests/language/test_whole.py", "long_names")),
    Fault("a link is replaced", "autograd/language/whole.py", "os.path.realpath(path)", "os.path.abspath(path)", ("tests/language/test_whole.py", "link_is_followed")),
    Fault("a private file becomes everybody's", "autograd/language/whole.py", "    os.chmod(new, stat.S_IMODE(old.st_mode))", "    os.chmod(new, 0o644)", ("tests/language/test_whole.py", "permissions")),
    Fault("a file that came meanwhile is overwritten", "autograd/language/whole.py", "os.link(new, target)", "os.replace(new, target)", ("tests/language/test_whole.py", "appears_late")),
    Fault("a device is replaced by a file", "autograd/language/whole.py", "if not stat.S_ISREG(old.st_mode):", "if False:", ("tests/language/test_whole.py", "left_alone")),
    Fault("two runs have one checkpoint", "nn/files/lock.py", "fcntl.LOCK_EX if alone", "fcntl.LOCK_SH if alone", ("tests/nn/files/test_lock.py", "second_run or threads")),
    Fault("a save that looks keeps a run away", "nn/files/lock.py", "        if not _locked(path, file, alone=False):\n            file.close()", "        if True:\n            file.close()", ("tests/nn/files/test_lock.py", "looks")),
    Fault("a lock is taken whose file is gone", "nn/files/lock.py", "    while not _is_called(name, file):", "    while False:", ("tests/nn/files/test_lock.py", "removed")),
    Fault("a forked process keeps the lock of one that ended", "nn/files/lock.py", "for file in _held])", "for file in ()])", ("tests/nn/files/test_lock.py", "forked")),
    Fault("a save goes into the checkpoint of a run", "nn/files/checkpoint.py", "    require_free(path)\n", "", ("tests/nn/files/test_lock.py", "second_run")),
    Fault("a small gzip file unpacks to all that it tells", "nn/data/idx.py", "if zipped and told >", "if False and told >", ("tests/nn/data/test_images.py", "tells_its_size")),
    Fault("a forked process waits for a thread that is not there", "viz/pictures/fonts.py", 'if hasattr(os, "register_at_fork"):', "if False:", ("tests/viz/pictures/test_render.py", "forked")),
    Fault("an index with a 0 too many reaches Python", "autograd/notation/signs.py", "                _refuse_leading_0(digits, column)\n", "", ("tests/graph/test_any_text.py", "sentences")),
    Fault("of a choice, the side that has no value is taken", ARRAYS, "side = x if sides.pop() else y", "side = y if sides.pop() else x", (FORMULAS, "only_the_chosen")),
    Fault("every refused part of a choice walks over the whole tree", "autograd/notation/tree.py", "or not may_be_left:", "or not any(map(chooses, ast.walk(tree))):", ("tests/graph/test_expression.py", "excess_is_refused")),
    Fault("of a vector, a side without a number is left out where it is chosen", ARRAYS, "if len(sides) > 1:", "if False:", (FORMULAS, "as_a_whole")),
    Fault("a choice has the shape of its chosen side alone", ARRAYS, "elementwise(lambda number, _: number, side, shaped)", "side", (FORMULAS, "as_a_whole")),
    Fault("a window is turned round", "autograd/graph/expression/windows.py", "[w for row in weights for w in row]", "[w for row in weights[::-1] for w in row[::-1]]", (FORMULAS, "convolution")),
    Fault("a chain of comparisons ends after the first", TREE, "zip(ops, parts, parts[1:], strict=False)", "zip(ops[:1], parts, parts[1:], strict=False)", (FORMULAS, "sympy or new_signs")),
    Fault("the second place of an index is lost", TREE, "chosen(array, places, dry)", "chosen(array, places[:1], dry)", (FORMULAS, "new_signs or places")),
    Fault("e is a constant where it is given, too", TREE, 'if "e" not in known:', "if True:", (FORMULAS, "wins_over")),
    Fault("a definition names a Value of the user", "autograd/graph/expression/parse.py", " and id(items) not in given", "", (FORMULAS, "names_its_node")),
    Fault("a root takes the power after it", "autograd/notation/signs.py", 'token == "**" if self.complete', "False if self.complete", ("tests/graph/test_expression.py", "told_and_pointed_at")),
    Fault("a choice without else reaches Python", "autograd/notation/signs.py", 'raise Mistake(say("else is missing"), self.opened[-1].column)', "return", ("tests/graph/test_expression.py", "told_and_pointed_at")),
    Fault("a choice in a condition reaches Python", "autograd/notation/signs.py", 'if last == "if":', "if False:", ("tests/graph/test_expression.py", "told_and_pointed_at")),
    Fault("a border of any input is refused", "autograd/graph/expression/vectors.py", " and not {*map(id, by)}.isdisjoint(map(id, inputs_first([x, y])))", "", (WRITTEN, "border")),
    Fault("a place where the function jumps counts", "autograd/graph/expression/vectors.py", "if by and x.data == y.data", "if not by and x.data == y.data", (WRITTEN, "border")),
    Fault("a claim about one number is about all of them", "autograd/by_hand/claims/claim.py", "return None  # of this number nothing is claimed", "return found.items", (WRITTEN, "one_number")),
    Fault("a claim's number has no such place, and is wrong", "autograd/by_hand/claims/claim.py", 'raise NoPoint(say("no output", j=self.path[0], n=len(items)))', "return [0.0] * len(items)", (WRITTEN, "right_is_right and sum")),
    Fault("a list on the command line loses its last number", "autograd/commands/numbers.py", 'in _cells(found[1]):', 'in _cells(found[1])[:-1] or ["0"]:', ("tests/commands/test_numbers.py", "")),
    Fault("a keyword in other letters passes", "autograd/notation/signs.py", 'unicodedata.normalize("NFKC", token)', "token", ("tests/graph/test_any_text.py", "sentences")),
    Fault("a flipped bit in a file is not found", "nn/files/tensors.py", "damaged = sha256 != _sha256", "damaged = not _sha256", ("tests/nn/files/test_hostile_files.py", "flipped")),
    Fault("a model is changed before a file is judged", "nn/files/checkpoint.py", "    tensors, document = read(path)\n", "    tensors, document = read(path)\n    fill(model, tensors | {n: x for n, x in tensors_of(model).items() if n not in tensors})\n", ("tests/nn/files/test_hostile_files.py tests/nn/files/test_checkpoint.py", "")),
    Fault("validation is done in training", "nn/learning/training.py", "            settings.model.eval()\n            tally", "            tally", ("tests/nn/learning/test_training.py", "validation or torch")),
    Fault("the last parameters stay instead of the best", "nn/learning/training.py", "            fill(settings.model, self.at.best)", "            pass", ("tests/nn/learning/test_training.py", "patience")),
    Fault("a look at a number is taken for no decision", "autograd/record/watch.py", "            def noted(value: Value, *given: Any) -> Any:\n                _note(value)\n", "            def noted(value: Value, *given: Any) -> Any:\n", ("tests/nn/learning/test_compiled_refusals.py", "decision")),
    Fault("a check is asked once, for the example that was recorded", "nn/learning/compiled/recorded.py", "return any(not np.all(", "return any(False and not np.all(", ("tests/nn/learning/test_compiled_refusals.py", "refusals")),
    Fault("a model that keeps something from call to call is compiled", "nn/learning/compiled/recorded.py", "        if changed:\n", "        if False:\n", ("tests/nn/learning/test_compiled_refusals.py", "call_to_call")),
    Fault("random numbers of a model's own are drawn once", "nn/learning/compiled/recorded.py", "if drawn.has_drawn(after):", "if False:", ("tests/nn/learning/test_compiled_refusals.py", "call_to_call")),
    Fault("dropout draws for one example after the other", "nn/learning/compiled/passes.py", "for _ in range(len(lines))]", "for _ in range(1)] * len(lines)", ("tests/nn/learning/test_compiled.py", "value_by_value")),
    Fault("running means stay as they were", "nn/learning/compiled/steps.py", "        if result.keeps is not None:", "        if False:", ("tests/nn/learning/test_compiled.py", "value_by_value")),
    Fault("the gradient in a program is not clipped", "nn/learning/compiled/steps.py", "            if length > clip:", "            if False:", ("tests/nn/learning/test_compiled.py", "value_by_value")),
    Fault("a slot that overflows in a program is kept", "nn/learning/compiled/steps.py", "for some in (block.data, *twin.slots[0])", "for some in (block.data,)", ("tests/nn/learning/test_compiled_refusals.py", "refusals")),
    Fault("numbers are not brought back for a schedule", "nn/learning/compiled/steps.py", "            if self.schedule:\n                self.write_back()", "            if self.schedule:\n                pass", ("tests/nn/learning/test_compiled.py", "up_to_date")),
    Fault("what a schedule changes does not reach the program", "nn/learning/compiled/steps.py", "if self.schedule and self.held and (changed", "if False and (changed", ("tests/nn/learning/test_compiled.py", "schedule_changes")),
    Fault("a checkpoint has the parameters of its beginning", "nn/learning/training.py", "                    if checkpoint.is_due:\n                        self.steps.write_back()\n", "                    if checkpoint.is_due:\n", ("tests/nn/learning/test_resume.py", "write")),
    Fault("half a step stays", "nn/learning/step.py", "            parameter.data = number\n        if isinstance", "            pass\n        if isinstance", ("tests/nn/learning/test_training.py", "as_a_whole")),
    Fault("a small last batch counts as a full one", "nn/learning/training.py", "mean_loss * len(chosen)", "mean_loss * self.settings.batch_size", ("tests/nn/learning/test_training.py", "formulas")),
    Fault("Ctrl-C does not do again what it did before", "nn/learning/run/interrupt.py", "    finally:\n        signal.signal(signal.SIGINT, before)", "    finally:\n        pass", ("tests/nn/learning/test_training.py", "ctrl_c")),
    Fault("an estimator predicts from inputs as they are", "nn/estimators/network.py", "scaled = self.scaler_.transform(X)", "scaled = X", ("tests/nn/test_estimators.py", "as_train_does or as_values_do")),
    Fault("the order of examples does not follow random_state", "nn/estimators/network.py", "                seed=order,\n", "                seed=0,\n", ("tests/nn/test_estimators.py", "as_train_does")),
    Fault("a search goes on after Ctrl-C", "nn/estimators/network.py", "            raise KeyboardInterrupt(history.stopped)\n", "            pass\n", ("tests/nn/test_estimators_refusals.py", "ctrl_c")),
    Fault("the last wrong row is called the first", "autograd/by_hand/marking/marks.py", "(row for row in self.rows if row.verdict == \"wrong\")", "(row for row in reversed(self.rows) if row.verdict == \"wrong\")", ("tests/by_hand/marking/test_marks.py", "told_first")),
    Fault("hints give the number away", "autograd/by_hand/marking/marking.py", "if self.reveal else advice", "if advice else advice", ("tests/by_hand/marking/test_marks.py", "gives_the_number_away")),
    Fault("what follows from a slip is marked from the true numbers", "autograd/by_hand/own.py", "self.numbers[i] = answer.number", "self.numbers[i] = work.numbers[i]", ("tests/by_hand/marking/test_follow_through.py", "slips_cost")),
    Fault("the digits of an earlier answer are taken for exact", "autograd/by_hand/own.py", "loose = noise + (work.spread(i, self.numbers, self.off) if self.slipped[i] else 0.0)", "loose = noise", ("tests/by_hand/marking/test_follow_through.py", "slips_cost")),
    Fault("three digits need not be right", "autograd/by_hand/answers/answer.py", "if far <= tolerance(answer, number) + slack:", "if far <= max(answer.half_unit, tolerance(answer, number)) + slack:", ("tests/by_hand/answers/test_read.py", "to_the_digits_given")),
    Fault("more digits than three need not be right", "autograd/by_hand/answers/answer.py", "return min(given, ", "return max(given, ", ("tests/by_hand/answers/test_read.py", "to_the_digits_given")),
    Fault("the parts of an answer need not agree", "autograd/by_hand/answers/read.py", "if not all(agrees(", "if not any(agrees(", ("tests/by_hand/answers/test_forms.py", "parts")),
    Fault("a mixed number loses its sign", "autograd/by_hand/answers/forms.py", r'r"(\1+\2/\3)"', r'r"\1+\2/\3"', ("tests/by_hand/answers/test_forms.py", "any_number")),
    Fault("three digits behind a comma are decimals", "autograd/by_hand/answers/forms.py", 'm[0].replace(",", "")', 'm[0].replace(",", ".")', ("tests/by_hand/answers/test_forms.py", "groups")),
    Fault("per cent is a sign without a meaning", "autograd/by_hand/answers/read.py", "- 2 * bool(scaled[3])", "- 0 * bool(scaled[3])", ("tests/by_hand/answers/test_forms.py", "any_number")),
    Fault("a date is a fraction", "autograd/by_hand/answers/read.py", "if is_date(plain):", "if False:", ("tests/by_hand/answers/test_forms.py", "date")),
    Fault("zeros at the end of a whole number are digits", "autograd/by_hand/answers/read.py", "least + zeros) if zeros else 0.0", "least + zeros) if False else 0.0", ("tests/by_hand/answers/test_forms.py", "zeros")),
    Fault("digits that are cut off may be any", "autograd/by_hand/answers/answer.py", "return 0.0 <= abs(number) - abs(answer.number) + slack < unit", "return -unit <= abs(number) - abs(answer.number) + slack < unit", ("tests/by_hand/answers/test_forms.py", "cut_off")),
    Fault("what is unreadable is wrong", "autograd/by_hand/own.py", 'else "unreadable"', 'else "wrong"', ("tests/by_hand/marking/test_unreadable.py", "other_rows")),
    Fault("a refusal does not tell what a number came from", "autograd/notation/refusals.py", "for x in inputs]\n    constants = [Symbol(shown(constant)) for constant in op.bound.values()]\n    operation", "for x in ()] or [Symbol(shown(x.data)) for x in inputs]\n    constants = [Symbol(shown(constant)) for constant in op.bound.values()]\n    operation", ("tests/graph/test_refusals.py", "known_pairs")),
    Fault("the advice on a logarithm forgets its parentheses", "autograd/language/en/calculation.py", "write -softplus({minus})", "write -softplus(-{x})", ("tests/graph/test_refusals.py", "known_pairs")),
    Fault("the point is blamed for a formula that meets 0 times infinity", "autograd/graph/backward.py", "output.made_at, error, from_above)", "output.made_at, error)", ("tests/graph/test_refusals.py", "formula_is_at_fault")),
    Fault("an exact 0 is taken for one that was rounded", "autograd/notation/refusals.py", "return bool(x.data) and 1.0 + x.data == 1.0", "return 1.0 + x.data == 1.0", ("tests/graph/test_refusals.py", "other_pairs")),
    Fault("a function of NumPy takes another row", "autograd/calculus/numbers/ufuncs.py", '"fmin": "minimum"', '"fmin": "maximum"', ("tests/calculus/test_ufuncs.py", "is_that_of_numpy")),
    Fault("a number that leaves the graph is not told", "autograd/record/lost.py", "if name in known:", "if name not in known:", ("tests/record/test_lost.py", "told")),
    Fault("too few digits are called cut off where that is allowed", "autograd/by_hand/answers/pen.py", "if answer.reading.truncation:", "if False:", ("tests/by_hand/marking/test_unreadable.py", "few_digits_that_are_cut")),
    Fault("digits that are cut off are never too few", "autograd/by_hand/answers/pen.py", "few = unit > ", "few = False and unit > ", ("tests/by_hand/marking/test_unreadable.py", "few_digits_that_are_cut")),
    Fault("zeros are no place for digits that are cut off", "autograd/by_hand/answers/answer.py", "2.0 * max(answer.half_unit, answer.coarse), unit_of", "2.0 * answer.half_unit, unit_of", ("tests/by_hand/marking/test_unreadable.py", "zeros_may_stand")),
    Fault("a difference with a fraction is a date", "autograd/by_hand/answers/dates.py", r"([-/])[0-9]{{1,2}}\2(?:", "([-/])[0-9]{{1,2}}[-/](?:[0-9]|", ("tests/by_hand/answers/test_forms.py", "arithmetic")),
    Fault("a time is an expression", "autograd/by_hand/answers/read.py", "if is_time(plain):", "if False:", ("tests/by_hand/answers/test_forms.py", "time")),
    Fault("a question mark is unreadable", "autograd/by_hand/answers/read.py", "if nothing(text):", "if False:", ("tests/by_hand/marking/test_unreadable.py", "stands_for_no_number")),
    Fault("words beside a number are told as a parser sees them", "autograd/by_hand/answers/read.py", "if beside := words_beside(plain):", "if beside := None:", ("tests/by_hand/answers/test_words.py", "named")),
    Fault("words that change a number are left out", "autograd/by_hand/answers/words.py", "if found and words and not ARITHMETIC.search(words)", "if found and words", ("tests/by_hand/answers/test_words.py", "arithmetic")),
    Fault("a sign that was lost is unexplained", "autograd/by_hand/marking/marking.py", "if meant := self._meant(i):", "if meant := '':", ("tests/by_hand/marking/test_unreadable.py", "lost")),
    Fault("every product was a power of ten", "autograd/by_hand/marking/marking.py", "if not any(agrees(meant, number", "if False and any(agrees(meant, number", ("tests/by_hand/marking/test_unreadable.py", "lost")),
    Fault("a folder is a file that cannot be read", "autograd/by_hand/sheet/files/read.py", "if os.path.isdir(path):", "if False:", ("tests/by_hand/sheet/test_bad_files.py", "folder")),
    Fault("a workbook of another format is a text", "autograd/by_hand/sheet/files/read.py", 'else "no format of answers")', 'else "not text")', ("tests/by_hand/sheet/test_bad_files.py", "format_that")),
    Fault("full-width digits are no digits", "autograd/by_hand/answers/forms.py", "plain = in_plain_signs(text).translate", "plain = text.translate", ("tests/by_hand/answers/test_read.py", "many_ways")),
    Fault("a corner that is not declared is a wrong gradient", "autograd/testing/mathematics.py", "return (told and corners(true, exact, op)) or told", "return told", ("tests/testing/test_op_properties.py", "corner")),
    Fault("a value that bends has a corner", "autograd/testing/mathematics.py", "side = SIDE * Fraction(scale)", "side = SIDE", ("tests/testing/test_op_properties.py", "bends")),
    Fault("a jump is told as a slope", "autograd/testing/mathematics.py", "* scale > STEEPEST", "* scale < 0.0", ("tests/testing/test_op_properties.py", "jump_is_told")),
    Fault("a failed property names no point", "autograd/testing/properties.py", 'raise AssertionError(f"{_called(*case)}: {error}")', 'raise AssertionError(f"{error}")', ("tests/testing/test_op_properties.py", "names_the_row")),
    Fault("a file that cannot be sent to a process stops all", "autograd/by_hand/marking/many.py", "except Exception as error:  # the job", "except MemoryError as error:  # the job", ("tests/graph/test_operation.py", "file_by_file")),
    Fault("a pass that was stopped leaves marks", BACKWARD, "for unfinished in [*stack, node]:", "for unfinished in [node]:", ("tests/graph/test_operation.py", "interrupted")),
    Fault("the node where Ctrl-C came keeps its mark", BACKWARD, "for unfinished in [*stack, node]:", "for unfinished in stack:", ("tests/graph/test_backward.py", "interrupted")),
    Fault("a cell runs as a formula", "autograd/by_hand/sheet/files/written.py", "return f\"'{cell}\" if runs else cell", "return cell", ("tests/by_hand/sheet/test_sheets.py", "is_a_formula")),
    Fault("a cell of a workbook is no text", "autograd/by_hand/sheet/files/workbook.py", "TEXT = 49", "TEXT = 0", ("tests/by_hand/sheet/test_workbooks.py", "every_cell")),
    Fault("a cell of a workbook runs as a formula or a link", "autograd/by_hand/sheet/files/workbook.py", "page.write_string(i,", "page.write(i,", ("tests/by_hand/sheet/test_workbooks.py", "every_cell")),
    Fault("a cell of a workbook runs once it is CSV", "autograd/by_hand/sheet/files/workbook.py", "zip(map(harmless, line)", "zip(line", ("tests/by_hand/sheet/test_workbooks.py", "every_cell")),
    Fault("the answers of a workbook are locked", "autograd/by_hand/sheet/files/workbook.py", "\"locked\": False", "\"locked\": True", ("tests/by_hand/sheet/test_workbooks.py", "every_cell")),
    Fault("a workbook tells when it was made", "autograd/by_hand/sheet/files/workbook.py", ", \"created\": datetime(2000, 1, 1)", "", ("tests/by_hand/sheet/test_workbooks.py", "same_bytes")),
    Fault("a row is as high as one line", "autograd/by_hand/sheet/files/workbook.py", "LINE * math.ceil(", "LINE * bool(", ("tests/by_hand/sheet/test_workbooks.py", "high_as")),
    Fault("a date in a cell counts as a number", "autograd/by_hand/sheet/files/cells.py", "return str(cell).translate", "return str(getattr(cell, \"day\", cell)).translate", ("tests/by_hand/sheet/test_workbooks.py", "as_it_was_meant")),
    Fault("the rounding of a formula counts as digits", "autograd/by_hand/sheet/files/cells.py", "DIGITS = 12", "DIGITS = 17", ("tests/by_hand/sheet/test_workbooks.py", "as_it_was_meant")),
    Fault("a small workbook unpacks to everything", "autograd/by_hand/sheet/files/cells.py", "if len(found) > MOST_CHARACTERS:", "if False:", ("tests/by_hand/sheet/test_workbooks.py", "without_answers")),
    Fault("a sign in a cell begins another row", "autograd/by_hand/sheet/files/cells.py", "str(cell).translate(BLANKS)", "str(cell)", ("tests/by_hand/sheet/test_workbooks.py", "as_it_was_meant")),
    Fault("blanks within a cell of .ods are lost", "autograd/by_hand/sheet/files/cells.py", "(?=/?(?:table|office)\\b|text:p\\b)", "(?=.)", ("tests/by_hand/sheet/test_workbooks.py", "blanks_between")),
    Fault("a learner's file is overwritten", "autograd/by_hand/sheet/files/saved.py", "overwrite=overwrite)", "overwrite=True)", ("tests/by_hand/sheet/test_sheets.py", "is_kept")),
    Fault("workers outlive a killed command", "autograd/by_hand/marking/many.py", "            parent.join()\n", "            threading.Event().wait()\n", ("tests/by_hand/marking/test_many.py", "is_left")),
    Fault("a huge file is read to its end", "autograd/by_hand/sheet/files/read.py", "file.read(MOST_BYTES + 1)", "file.read()", ("tests/by_hand/sheet/test_bad_files.py", "huge")),
    Fault("Shift-JIS is not read", "autograd/by_hand/sheet/files/read.py", "(\"utf-8-sig\", \"cp932\")", "(\"utf-8-sig\",)", ("tests/by_hand/sheet/test_bad_files.py", "spreadsheets_write")),
    Fault("of two answers the first counts", "autograd/by_hand/marking/found.py", "            twice[key] = f\"", "            _ = f\"", ("tests/by_hand/sheet/test_bad_files.py", "two_answers")),
    Fault("answers to another sheet are marked", "autograd/by_hand/marking/found.py", "if not code or code == sheet.code:", "if True:", ("tests/by_hand/sheet/test_bad_files.py", "another_sheet")),
    Fault("a small code unpacks to everything", "autograd/by_hand/sheet/code.py", "validate=True), MOST_BYTES)", "validate=True))", ("tests/by_hand/sheet/test_codes.py", "unpacks_to_much")),
    Fault("a code with a rate that is none breaks the program", "autograd/by_hand/sheet/sheet.py", "except (TypeError, ValueError, ArithmeticError) as error:", "except ArithmeticError as error:", ("tests/by_hand/sheet/test_codes.py", "made_up_code")),
    Fault("an uphill step has another size", "autograd/by_hand/mistakes/misconceptions.py", "yield at.xs[0] + at.row.rate * at.xs[1]", "yield at.xs[0] + at.xs[1]", ("tests/by_hand/marking/test_marks.py", "uphill")),
    Fault("what is no number may be the answer", "autograd/by_hand/answers/answer.py", "if answer.number is None or not math.isfinite(number):", "if answer.number is None:", ("tests/by_hand/marking/test_never_stops.py", "total_over_all_floats")),
    Fault("a tolerance takes every float for a normal one", "autograd/by_hand/answers/answer.py", "max(0, min(exponent - LEAST_EXPONENT,", "max(30, min(exponent - LEAST_EXPONENT,", ("tests/by_hand/marking/test_never_stops.py", "smallest_floats")),
    Fault("a row that was left blank counts as answered", "autograd/by_hand/mistakes/reasons.py", "if answer.number is not None}", "}", ("tests/by_hand/mistakes/test_reasons.py", "left_blank")),
    Fault("a mistake is made everywhere or at one place, and at no operation", "autograd/by_hand/mistakes/habits.py", "    yield (op.name,)\n", "", ("tests/by_hand/mistakes/test_named_mistakes.py", "mistake_is_named and operation")),
    Fault("what was answered elsewhere is not looked at", "autograd/by_hand/mistakes/reasons.py", "if c.at == {i}:\n            return []", "if True:\n            return []", ("tests/by_hand/mistakes/test_reasons.py", "would_show")),
    Fault("a carried number follows from rows that are blank", "autograd/by_hand/own.py", "return sorted(filter(self._shows, found))", "return sorted(found)", ("tests/by_hand/mistakes/test_reasons.py", "names_rows_that_were_answered")),
    Fault("a hint has no advice on the mistake", "autograd/by_hand/marking/hints.py", "for reason in found[:1]:", "for reason in found[:0]:", ("tests/by_hand/marking/test_hints.py", "begins_with_advice")),
    Fault("a hint names unknown numbers beside the known", "autograd/by_hand/marking/hints.py", "            missing.append(i)\n", "            known.append(i)\n", ("tests/by_hand/marking/test_marking.py", "no_hint_of_an_empty_sheet")),
    Fault("one digit that was misread is called rounded", "autograd/by_hand/mistakes/reasons.py", "if any(len(differing(self.answers[i], number)) == 1 for number in expected):", "if False:", ("tests/by_hand/mistakes/test_reasons.py", "no_rounding")),
    Fault("a mistake that looks ahead is made once", "autograd/by_hand/mistakes/replays.py", "PASSES if mistake.looks_ahead else 1", "1", ("tests/by_hand/marking/test_explain_result.py", "too_early")),
    Fault("a weight that has made its step is not looked ahead for", "autograd/by_hand/mistakes/table.py", "            looks_ahead=True),", "            looks_ahead=False),", ("tests/by_hand/marking/test_explain_result.py", "too_early")),
    Fault("a coincidence explains a number", "autograd/by_hand/mistakes/chance.py", "LARGEST_CHANCE = 0.075", "LARGEST_CHANCE = 1e9", ("tests/by_hand/mistakes/test_named_mistakes.py", "unrelated_gradient")),
    Fault("operations of one input let infinities through", "autograd/graph/value.py", "            if z - z:  # NaN unless z is finite\n                raise OverflowError", "            if z - z:\n                pass", ("tests/graph/test_value.py", "infinity")),
    Fault("operations of two inputs let infinities through", "autograd/graph/value.py", "z = value(x._datum, y._datum)\n            if z - z:\n                raise OverflowError", "z = value(x._datum, y._datum)\n            if z - z:\n                pass", ("tests/graph/test_value.py", "infinity")),
    Fault("a room knows one above it", "autograd/language/text.py", "import unicodedata\n", "import unicodedata\n\nimport autograd.calculus.order\n", ("tests/test_rooms.py", "one_way")),
    Fault("an index leaves a module out", "autograd/graph/__init__.py", "- `forward`: the chain rule forwards, in dual numbers\n", "", ("tests/test_rooms.py", "lives_there")),
    Fault("the former name of a module is forgotten", "nn/__init__.py", '"history interrupt', '"interrupt', ("tests/test_former.py", "needs_no_import")),
    Fault("a former name takes the place of a function", "autograd/language/former.py", "        if today in sys.modules:", "        if not today:", ("tests/test_former.py", "by_its_former_name")),
    Fault("an operation has a value outside its domain", "autograd/graph/operation/reading.py", "    if domain is everywhere:", "    if domain:", ("tests/graph/test_operation.py", "outside_its_domain_an")),
    Fault("a template goes without parentheses", "autograd/notation/formulas.py", "LOOSE)", "ATOM)", ("tests/graph/test_operation.py", "stands_in_parentheses")),
    Fault("operations of one's own are never freed", "autograd/calculus/row.py", "= WeakKeyDictionary()", "= {}  # type: ignore[assignment]", ("tests/graph/test_operation.py", "is_freed")),
    Fault("forward mode lets infinities through", "autograd/calculus/numbers/number.py", "        if z - z:  # NaN unless finite\n            raise OverflowError\n", "", ("tests/graph/test_forward.py", "infinity")),
    Fault("a gradient that is a constant has a tangent", "autograd/graph/forward.py", "return [tangent.get(g, 0.0) for g in gradients]", "return [tangent.get(g, 1.0) for g in gradients]", ("tests/graph/test_forward.py", "linear")),
    Fault("a refusal at the end of what f takes is called wrong", "autograd/checking/comparison.py", "if case.way.at_edge or len(known) < 2 or sides.infinite", "if case.way.at_edge or len(known) < 2 and sides.infinite", ("tests/checking/test_check.py", "no_derivative_is_an_edge")),
    Fault("who stands at a lone point is told to move away from it", "autograd/checking/comparison.py", "    if not known and not too_large:", "    if False:", ("tests/checking/test_check.py", "alone")),
    Fault("an operation on the way stands for the operation itself", "autograd/checking/comparison.py", "        if about.operation:", "        if False:", ("tests/checking/test_check.py", "other_input")),
    Fault("gradients of shards are added up as they are done", "autograd/program/running/parallel.py", "        return [found[i] for i in range(len(shards))]", "        return list(found.values())", ("tests/program/running/test_parallel.py", "done_last")),
    Fault("a refusal names the lane of its shard", "autograd/program/running/program.py", "self.first_lane + lane", "lane", ("tests/program/running/test_parallel.py", "whole_batch")),
    Fault("the shards of a lost worker are given up", "autograd/program/running/parallel.py", "return None, error", "raise", ("tests/program/running/test_parallel.py", "killed_process")),
    Fault("shards are calculated with the parameters that a worker has", "autograd/program/running/parallel.py", "    program.parameters.data = parameters\n", "", ("tests/program/running/test_parallel.py", "parameters_that_were_changed")),
    Fault("lanes take no notice of comparisons", "autograd/checking/measured/recorded.py", "        Value.__float__ = noted  # type: ignore[method-assign]\n", "", ("tests/checking/measured/test_lanes.py", "comparison_of_results")),
    Fault("lanes believe a graph with numbers that stay behind", "autograd/checking/measured/recorded.py", "or not _stands_for(f, recorded, at)", "", ("tests/checking/measured/test_lanes.py", "read_as_a_number")),
    Fault("lanes are not compared with the function itself", "autograd/checking/measured/recorded.py", "if first == 0 and not _is_met(f, at, points.real, real):", "if False:", ("tests/checking/measured/test_lanes.py", "another_in_arrays")),
    Fault("operations in lanes are not compared with themselves in floats", "autograd/checking/measured/recorded.py", "if not _are_met(op, nodes, points.real, real):", "if False:", ("tests/checking/measured/test_lanes.py", "another_in_arrays")),
    Fault("lanes take any limit that comes first", "autograd/checking/measured/limits.py", "~(far & is_smaller).any(0)", "np.ones(len(left), dtype=bool)", ("tests/checking/measured/test_lanes.py", "last_bit")),
    Fault("rounding errors do not pass on in lanes", "autograd/checking/measured/lanes.py", "            error += abs(local) * of_input\n", "            pass\n", ("tests/checking/measured/test_lanes.py", "numbers_of_the_function")),
    Fault("the check takes no notice of backward()", "autograd/checking/comparison.py", "elif claim.by_backward is not None and", "elif False and", ("tests/checking/test_check.py", "accumulation")),
    Fault("the order of a check is not looked into for a wrong rule", "autograd/checking/blame.py", "for n in range(2, self.claims.order + 1):", "for n in range(2, self.claims.order):", ("tests/checking/test_check.py", "lost_to_second")),
    Fault("a derivative at a kink has derivatives of its own", "autograd/checking/check.py", 'before.verdict in ("kink", "edge")', 'before.verdict == "edge"', ("tests/checking/test_check.py", "second_derivatives_at_a_kink")),
    Fault("a refusal beside two derivatives is called wrong", "autograd/checking/comparison.py", "or sides.infinite or (clear and not sides.agree):", "or sides.infinite and (clear and not sides.agree):", ("tests/checking/test_check.py", "no_derivative_is_an_edge")),
    Fault("a sheet packed otherwise is another sheet", "autograd/by_hand/sheet/code.py", "return one == two and", "return one != two and", ("tests/by_hand/marking/test_alike.py", "packed_otherwise")),
    Fault("sheets that ask for different things are one sheet", "autograd/by_hand/sheet/code.py", "return one == two and settings | {\"formulas\": None} == others | {\"formulas\": None}", "return one == two", ("tests/by_hand/marking/test_alike.py", "packed_otherwise")),
    Fault("an input counted from the end is taken", "autograd/by_hand/sheet/code.py", "if any(i < 0 for i in inputs):", "if False:", ("tests/by_hand/sheet/test_codes.py", "made_up_code")),
    Fault("a warm-up of all steps divides by 0", "nn/learning/schedules.py", "max(1, self.steps - self.warm_up)", "(self.steps - self.warm_up)", ("tests/nn/learning/test_schedules.py", "warm_up_of_all")),
    Fault("a schedule goes on beyond its steps", "nn/learning/schedules.py", "done = min(1.0, ", "done = max(0.0, ", ("tests/nn/learning/test_schedules.py", "warm")),
    Fault("a batch beyond the last one is gone on from", "nn/learning/run/resume.py", "_count(document[\"batch\"], settings.batches)", "_count(document[\"batch\"], len(settings.data.xs))", ("tests/nn/files/test_hostile_files.py", "documents_made and batch")),
    Fault("a file without an option belongs to any run", "nn/learning/run/resume.py", "if there.get(name) != here.get(name)", "if name in there and there[name] != here.get(name)", ("tests/nn/files/test_hostile_files.py", "documents_made and less")),
    Fault("a decimal comma is lost", "nn/data/reading/cells.py", "    if comma:\n        cell = cell.translate(SWAPPED)", "    if False:\n        cell = cell.translate(SWAPPED)", ("tests/nn/data/test_reading.py", "pandas")),
    Fault("a group of three digits is a decimal sign", "nn/data/reading/cells.py", "            if bool(commas) == points and (commas or", "            if bool(commas) == points and (commas and", ("tests/nn/data/test_reading.py", "ambiguous")),
    Fault("a part forgets the decimal comma of the training part", "nn/data/encoder.py", "        differing = part.unsure & (part.commas ^ self.commas)\n", "        differing = frozenset[str]()\n", ("tests/nn/data/test_encoder.py", "decimal_sign")),
    Fault("a number with two readings is read as in the training part, whatever the part shows", "nn/data/encoder.py", "if place is not None and against:", "if False:", ("tests/nn/data/test_encoder.py", "two_readings")),
    Fault("measurements are taken for identifiers", "nn/data/reading/features.py", "    if not whole and (not missing.isdisjoint(first) or _mostly_numbers(first)):", "    if not whole and not missing.isdisjoint(first):", ("tests/nn/data/test_features.py", "measurements")),
    Fault("any different whole numbers are identifiers", "nn/data/reading/features.py", "(whole and not _ends(last, CODES))", "False", ("tests/nn/data/test_features.py", "any_order")),
    Fault("ten doses that go up by one count the rows", "nn/data/reading/features.py", "len(rows) >= MANY", "len(rows) >= FEW", ("tests/nn/data/test_features.py", "stay")),
    Fault("no name tells that a few rows are counted", "nn/data/reading/features.py", "len(rows) > 1 and _ends(last, COUNTERS)", "False", ("tests/nn/data/test_features.py", "tell_the_row")),
    Fault("rows beyond the first hundred tell nothing", "nn/data/reading/features.py", "    if len({*column}) < len(column):", "    if len({*first}) < len(first):", ("tests/nn/data/test_features.py", "late_row")),
    Fault("names of rows shift the columns", "nn/data/reading/names.py", "return [\"\", *header]", "return [*header, \"\"]", ("tests/nn/data/test_reading.py", "names_of_rows")),
    Fault("whole parts of decimal numbers are names of rows", "nn/data/reading/names.py", "    if all(with_comma):", "    if False:", ("tests/nn/data/test_reading.py", "whole_part")),
    Fault("numbers of rows are decimal numbers", "nn/data/reading/names.py", "len(rows) >= FEW and counts_up(", "len(rows) < FEW and counts_up(", ("tests/nn/data/test_reading.py", "told_from_decimal")),
    Fault("a row of numbers is a header", "nn/data/reading/names.py", "name in numbers for name in others) * 2 >", "name in numbers for name in others) >", ("tests/nn/data/test_reading.py", "no_header")),
    Fault("signs of money may differ within a column", "nn/data/reading/units.py", "        if other != sign:", "        if not other:", ("tests/nn/data/test_reading.py", "different_signs")),
    Fault("the second column of a name takes the first one's place", "nn/data/reading/names.py", "while own in found or (own in taken and own != name):", "while False:", ("tests/nn/data/test_reading.py", "names_apart")),
    Fault("any header tells the separator", "nn/data/reading/separator.py", "if first is not None and target in apart(first[1]):", "if first is not None:", ("tests/nn/data/test_reading.py", "separators")),
    Fault("blanks stay around cells", "nn/data/reading/rows.py", "    return any(blank + edge in text or edge + blank in text for blank in blanks for edge in edges)", "    return any(blank + edge in text for blank in blanks for edge in edges)", ("tests/nn/data/test_reading.py", "blanks_around")),
    Fault("an encoding is guessed", "nn/data/reading/text.py", "\"utf-8\" if encoding is None else encoding", "\"latin-1\" if encoding is None else encoding", ("tests/nn/data/test_table.py", "encodings")),
    Fault("every table has the usual missing texts", "nn/data/encoder.py", "        own = \"\" if cell in missing else cell", "        own = \"\" if cell in {\"\", \"None\", \"-\", \"NA\"} else cell", ("tests/nn/data/test_reading.py", "own_missing")),
    Fault("rows without a target keep their lines", "nn/data/reading/rows.py", "Rows([self.lines[i] for i in places]", "Rows(self.lines[: len(places)]", ("tests/nn/data/test_reading.py", "on_request")),
    Fault("a number of a class has the name of the first", "nn/learning/metrics.py", "place |= {k: k for", "place |= {k: 0 for", ("tests/nn/learning/test_metrics.py", "names")),
    Fault("all classes are right as often as the first", "nn/learning/run/measure.py", "found[int(y)].append", "found[0].append", ("tests/nn/learning/test_progress.py", "classes")),
    Fault("a constant column is scaled by its number", "nn/data/encoder.py", "return numbers[0], 1.0", "return numbers[0], abs(numbers[0]) or 1.0", ("tests/nn/data/test_encoder.py", "constant")),
    Fault("a fold is before and after a node that stays", "viz/pictures/fold.py", "(x in stay and x.op is not None)", "(x in stay and x.op is None)", ("tests/viz/pictures/test_fold.py", "parts")),
    Fault("edges between two boxes count once", "viz/pictures/fold.py", "edges[start, end] += 1", "edges[start, end] = 1", ("tests/viz/pictures/test_fold.py", "parts")),
    Fault("a box tells all of its kinds", "viz/pictures/fold.py", "kinds.most_common(4)]", "kinds.most_common()]", ("tests/viz/pictures/test_fold.py", "kinds")),
    Fault("a side may hold the closer the farther away", "autograd/by_hand/claims/partly.py", "CONVERGES = 0.8", "CONVERGES = 1e9", (CLAIMS, "underflow or analytic")),
    Fault("the border of a side is where rounding ends", "autograd/by_hand/claims/partly.py", "ends = last, third, third + step / (1.0 - CONVERGES)", "ends = last, third", (CLAIMS, "truly_holds")),
    Fault("a mistake is made at another place at each point", "autograd/by_hand/mistakes/mistaken.py", "if made.get(place, point in right)]", "if any(fits for (name, *_), fits in made.items() if name == place[0])]", (CLAIMS, "one_reason or false_one")),
    Fault("a mistake need not fit where the claim is right", "autograd/by_hand/mistakes/mistaken.py", "[*_spread(wrong), *_spread(right)]", "_spread(wrong)", (CLAIMS, "one_reason or false_one")),
    Fault("the value of an input is called the forward value", "autograd/by_hand/mistakes/mistaken.py", "range(0 if _of_no_function(habit, rows) else habit.ways)", "range(habit.ways)", (CLAIMS, "one_reason or false_one")),
    Fault("a function of x and its result is worked out at x alone", "autograd/by_hand/mistakes/misconceptions.py", '{"z": at.xs[1], "x": math.nan}', '{"z": at.xs[1], "x": at.xs[1]}', (CLAIMS, "false_one")),
    Fault("the square root of a length is a constant", "autograd/testing/gradients/factors.py", "    if not isinstance(_simple(size), Fraction):\n", "    if False:\n", (CLAIMS, "never_changes")),
    Fault("no length has a square root", "autograd/testing/gradients/factors.py", "    ROOT,\n", "", (CLAIMS, "length_makes")),
    Fault("a value as a factor is the other way round", "autograd/testing/gradients/factors.py", '("a factor too many", "*") if power > 0', '("a factor too many", "*") if power < 0', (CLAIMS, "value_is_told")),
    Fault("any number is the forward value", "autograd/testing/gradients/slips.py", "fit(pairs, lambda point, _: point.output.data, tolerance)", "pairs", (CLAIMS, "false_one")),
    Fault("the gradient of a factor is not transposed", "autograd/program/readings/formulas/signs.py", 'spec = f"{self.out},{self.second}->{self.first}"\n        return self._written("x yᵀ", spec, "$x @ $y.T"', 'spec = f"{self.out},{self.second}->{self.first}"\n        return self._written("x yᵀ", spec, "$x @ $y"', ("tests/lectures/test_programs.py", "numbers")),
    Fault("a formula shows another factor than the code has", "autograd/program/readings/formulas/signs.py", 'self._written("xᵀ y", spec', 'self._written("x y", spec', ("tests/lectures/test_programs.py", "explains_itself")),
    Fault("a repeated number has too short a sum in code", "autograd/program/readings/formulas/sums.py", 'terms = in_code(terms, full("$x", shape, [(x, shape) for x in part.operands], self.lanes))', "pass", ("tests/program/readings/test_repeated.py", "repeated_has_all")),
    Fault("the matrix of local gradients is not transposed in code", "autograd/program/readings/formulas/lists.py", "for column in zip(*flows, strict=True)]", "for column in flows]", ("tests/program/readings/test_outputs.py", "in_code")),
    Fault("a rule in NumPy's code has a function that NumPy lacks", "autograd/program/readings/numpy_code.py", "expanded(node, _is_written)", "expanded(node, lambda row: True)", ("tests/program/readings/test_outputs.py", "numpy_lacks")),
    Fault("an output that comes twice counts once in code", "autograd/program/readings/formulas/equations.py", "counts = [mine.count(i) for", "counts = [int(i in mine) for", ("tests/program/readings/test_repeated.py", "counts_twice")),
    Fault("an output without lanes counts once in code, however many lanes there are", "autograd/program/readings/formulas/equations.py", '"$x * lanes", "*"', '"$x", "*"', ("tests/program/readings/test_repeated.py", "in_each_of_them")),
    Fault("weight decay is taken for a formula of a layer", "autograd/program/readings/explanation.py", "len(part.operands) == 2 and self.names.is_weighted(part)", "len(part.operands) == 2", ("tests/program/readings/test_explanation.py", "several_formulas")),
    Fault("K is shown as its own transposed", "autograd/program/passes/layout.py", "            self._place_as_given([one.columns for one in batch])\n", "", ("tests/program/readings/test_explanation.py", "attention")),
    Fault("a user's name gets into code", "autograd/program/readings/names.py", "return name if PLAIN.fullmatch(name) and", "return name if name.isprintable() and", ("tests/program/readings/test_names.py", "plain_words")),
    Fault("a matrix product lacks a sum", "autograd/program/passes/rectangles.py", "len(at) < len(rows) * len(columns) or", "", ("tests/program/passes/test_rectangles.py", "missing")),
    Fault("a gradient overwrites another of the same number", "autograd/program/backends/in_numpy/gradients.py", "np.add(whole, more, whole)", "np.copyto(whole, more)", ("tests/program/test_networks.py", "twice_in_a_dot or tied")),
    Fault("a gradient by a list of addresses counts once where it comes several times", "autograd/program/backends/in_numpy/gradients.py", "        if operand.is_distinct():\n\n", "        if True:\n\n", ("tests/program/test_networks.py", "convolution or square_matrix")),
    Fault("gradients are not summed over lanes", "autograd/program/backends/in_numpy/gradients.py", "np.add.reduce(function(*xs), -1) if self.along_lanes", "function(*xs)[..., 0] if self.along_lanes", ("tests/program/test_inputs.py", "lanes")),
    Fault("a fused difference loses its sign", "autograd/program/passes/fusing.py", "waiting += [(xs[1], -c), (xs[0], c)]", "waiting += [(xs[1], c), (xs[0], c)]", ("tests/program/test_compiled.py", "random_program_of_sums")),
    Fault("a factor of a sum is lost", "autograd/program/passes/fusing.py", "waiting.append((x, c * data[constant]))", "waiting.append((x, c))", ("tests/program/passes/test_fusing.py", "constants")),
    Fault("a sum takes over a node that is used twice", "autograd/program/passes/fusing.py", "(uses == 1)", "(uses > 0)", ("tests/program/passes/test_fusing.py", "used_twice")),
    Fault("sums of products in a sum lose their structure", "autograd/program/passes/fusing.py", "gathers[i] |= large > 1", "pass", ("tests/program/test_networks.py", "structure")),
    Fault("a group is calculated before its operands", "autograd/program/passes/levels.py", "key=lambda key: key[0])", "key=lambda key: -key[0])", ("tests/program/passes/test_layout.py", "address_of_its_own")),
    Fault("numbers with lanes stand in one table with numbers without", "autograd/program/passes/levels.py", "if 0 < with_lanes < len(xs) else xs", "if False else xs", ("tests/program/test_networks.py", "long_sum")),
    Fault("a row has a value outside its domain, in a program", "autograd/program/backends/in_numpy/arrays.py", "            outside.append(", "            print(", ("tests/program/test_refusals.py", "angle or own_domain")),
    Fault("a program lets infinities through", "autograd/program/backends/in_numpy/arrays.py", "return _are_finite(self.results) and _are_finite(along) and not", "return not", ("tests/program/test_refusals.py", "first_guilty")),
    Fault("a program lets infinite gradients through", "autograd/program/backends/in_numpy/arrays.py", "            sound = _are_finite(self.reached)", "            sound = True", ("tests/program/test_refusals.py", "not_finite or infinity")),
    Fault("the order of wrt is that of first use", "autograd/program/backends/in_numpy/arrays.py", "            self.order.give(self.reached, gradient)", "            np.copyto(gradient, self.reached)", ("tests/program/test_inputs.py", "order_is")),
    Fault("of two plain numbers beside a tensor torch makes float32", "autograd/calculus/numbers/tensors.py", "getattr(no, \"dtype\", torch.float64)", "getattr(no, \"dtype\", torch.float32)", ("tests/calculus/test_elementary.py", "tensors")),
    Fault("a cube root in torch loses its last digits", "autograd/calculus/numbers/tensors.py", "    return root - torch.where(", "    return root - 0.0 * torch.where(", ("tests/calculus/test_elementary.py", "tensors")),
    Fault("a row has a value outside its domain, in torch", "autograd/program/backends/in_torch/tensors.py", "            if op.unbound.domain is not everywhere:", "            if False:", ("tests/program/test_refusals.py", "own_domain and torch")),
    Fault("a gradient in torch forgets the lanes of a single number", "autograd/program/backends/in_torch/memory.py", "add(more.sum(-1))", "add(more[..., 0])", ("tests/program/test_inputs.py", "torch")),
    Fault("torch adds gradients of the last call", "autograd/program/backends/in_torch/tensors.py", "            numbers.zero_()", "            pass", ("tests/program/test_inputs.py", "torch")),
    Fault("a library that others may change is loaded", "autograd/program/backends/native/library.py", "if not _is_own(path.lstat(), stat.S_ISREG):", "if False:", ("tests/program/native/test_library.py", "others_may_change")),
    Fault("a cache folder that others may change serves", "autograd/program/backends/native/library.py", "not _is_own(folder.lstat(), stat.S_ISDIR)", "False", ("tests/program/native/test_library.py", "does_not_serve")),
    Fault("each program is compiled anew", "autograd/program/backends/native/library.py", "            return ctypes.CDLL(str(path))", "            pass", ("tests/program/native/test_library.py", "compiled_once")),
    Fault("a compiler that hangs is waited for", "autograd/program/backends/native/library.py", "communicate(given, timeout=seconds)", "communicate(given, timeout=25)", ("tests/program/native/test_library.py", "does_not_work")),
    Fault("half a library stays in the cache", "autograd/program/backends/native/library.py", "            os.unlink(unfinished)", "            pass", ("tests/program/native/test_library.py", "does_not_work")),
    Fault("what a compiler has started runs on", "autograd/program/backends/native/library.py", "if process.returncode is None:", "if process.poll() is None:", ("tests/program/native/test_library.py", "has_started")),
    Fault("libraries pile up in the cache", "autograd/program/backends/native/library.py", "left + libraries[KEPT:]", "left", ("tests/program/native/test_library.py", "tidy")),
    Fault("half a library of a killed process stays", "autograd/program/backends/native/library.py", "left + libraries[KEPT:]", "libraries[KEPT:]", ("tests/program/native/test_library.py", "tidy")),
    Fault("a library in use is taken for the oldest", "autograd/program/backends/native/library.py", "            os.utime(path)  # of its last use\n", "", ("tests/program/native/test_library.py", "tidy")),
    Fault("no compiler is a cause for a warning", "autograd/program/backends/native/falling_back.py", "compiler() is None or", "", ("tests/program/native/test_library.py", "no_compiler")),
    Fault("a program in C has a value outside a row's domain", "autograd/program/backends/native/preamble/running.py", "return !outside && sound(p);", "return sound(p) | (outside & 0);", ("tests/program/test_refusals.py", "own_domain or angle")),
    Fault("a program in C lets infinities through", "autograd/program/backends/native/preamble/running.py", "return !outside && sound(p);", "return !outside;", ("tests/program/test_refusals.py", "first_guilty")),
    Fault("a program in C lets infinite gradients through", "autograd/program/backends/native/preamble/running.py", "if (!are_finite(p->memory.ds, p->parameters))", "if (0)", ("tests/program/test_refusals.py", "not_finite or infinity")),
    Fault("a gradient in C is set where another was added", "autograd/program/backends/native/flows.py", "not written[index].any()", "True", ("tests/program/test_networks.py", "(tied or twice) and not torch and not numpy")),
    Fault("groups of one kind share their addresses", "autograd/program/backends/native/writing/unit.py", "self.firsts = [0, *accumulate(map(len, found.starts))][:-1]", "self.firsts = [0 for _ in found.starts]", ("tests/program/native/test_kinds.py", "chain")),
    Fault("groups of one kind set gradients where one of them adds", "autograd/program/backends/native/writing/unit.py", 'key = f"{kind} {assigns[g]}"', 'key = f"{kind}"', ("tests/program/native/test_kinds.py", "chain")),
    Fault("groups that share code share their lists of addresses", "autograd/program/backends/native/writing/unit.py", "else self.data.add_addresses(start)", "else 0", ("tests/program/native/test_kinds.py", "layer")),
    Fault("a gradient in C begins with that of the last call", "autograd/program/backends/native/preamble/running.py", "m->ds[x] = 0.0;", "(void)m;", ("tests/program/native/test_agreement.py", "blocks")),
    Fault("gradients in C are not summed over lanes", "autograd/program/backends/native/writing/rows.py", "        summed += lanes\n", "        outer += lanes\n", ("tests/program/test_inputs.py", "lanes and not torch and not numpy")),
    Fault("a block of a matrix product leaves the last columns out", "autograd/program/backends/native/preamble/products.py", "    BAND(1, tile_rows_one, tile_1_one)\n", "", ("tests/program/native/test_agreement.py", "blocks")),
    Fault("a panel of a matrix product leaves the numbers beside its squares out", "autograd/program/backends/native/preamble/products.py", "j = i < down ? along : 0;", "j = along;", ("tests/program/native/test_agreement.py", "blocks")),
    Fault("a matrix product sums up one panel of a long sum", "autograd/program/backends/native/preamble/products.py", "k < inner; k += DEPTH", "k < DEPTH; k += DEPTH", ("tests/program/native/test_agreement.py", "blocks")),
    Fault("a layer in C reads inputs in another order from the lines of a caller", "autograd/program/backends/native/writing/products.py", "return first if list(", "return first if True or list(", ("tests/program/native/test_lines.py", "another_order")),
    Fault("an input that is read by itself is not entered", "autograd/program/backends/native/flows.py", "                mask[_index(x)] = True", "                mask[_index(x)] = False", ("tests/program/native/test_lines.py", "by_itself")),
    Fault("a product in NumPy lacks the inputs that C reads from lines", "autograd/program/backends/native/runner.py", "built.all_entered if self.pieces else built.entered", "built.entered", ("tests/program/native/test_lines.py", "in_numpy")),
    Fault("a program in C reads lines that a caller may change", "autograd/program/backends/native/runner.py", "self.lines[...] = inputs.T  #", "self.structure.memory.inputs = inputs.ctypes.data  #", ("tests/program/native/test_lines.py", "changes")),
    Fault("a loop along lanes joins an axis with other steps", "autograd/program/backends/native/writing/places.py", "not all(place.is_even(axis) for place in places)", "not places", ("tests/program/native/test_agreement.py", "single_numbers")),
    Fault("an optimizer's numbers that are not finite get into a program", "autograd/program/running/parameters.py", "if math.isfinite(squares):", "if True:", ("tests/program/running/test_parameters.py", "block")),
    Fault("a user's name gets into the C of a program", "autograd/program/readings/in_c/c_code.py", "self._is_plain(said)", "bool(said)", ("tests/program/native/test_source.py", "lines_of_numbers")),
    Fault("the C of a program lacks the gradients of all examples but the last", "autograd/program/readings/in_c/frame.py", "gradient[i] += ds[at_parameters[i]];", "gradient[i] = ds[at_parameters[i]];", ("tests/program/native/test_source.py", "lines_of_numbers")),
    Fault("the C of a program calls a gradient by the name of the next tensor", "autograd/program/readings/in_c/frame.py", "at_tensors[t + 1] <= at_parameters[i]", "at_tensors[t] <= at_parameters[i]", ("tests/program/native/test_source.py", "names_of_their")),
    Fault("an array that nothing reads stands in the C of a program", "autograd/program/readings/in_c/c_code.py", "        if is_read:\n", "        if True:\n", ("tests/program/native/test_source.py", "nothing_unused")),
    Fault("the C of a program reads its inputs as they lie in memory", "autograd/program/readings/in_c/c_code.py", 'at = "at_inputs[i]" if self._are_mixed() else "i"', 'at = "i"', ("tests/program/native/test_source.py", "another_order")),
    Fault("the example in C overwrites the files of a folder", "examples/in_c.py", "not options.overwrite and", "options.overwrite and", ("tests/test_in_c.py", "overwritten")),
    Fault("the README tells of other formulas than a program explains", "README.md", "`∂L/∂W1 = Δ1 Xᵀ`", "`∂L/∂W1 = Xᵀ Δ1`", ("tests/docs/test_program_facts.py", "formulas")),
    Fault("a packed list is the difference to a list of another length", "autograd/program/running/recording.py", "is_list & (lengths == n)", "is_list & (lengths >= n)", ("tests/program/running/test_recording.py", "lists")),
    Fault("a decision by an input is taken for all lanes", "autograd/program/compiled.py", "        if placeholders:\n", "        if False:\n", ("tests/program/test_refusals.py", "decision")),
    Fault("a refusal of NumPy's leaves a warning behind", "autograd/program/backends/in_numpy/arrays.py", 'np.errstate(all="ignore"):  # the sum of finite', 'np.errstate():  # the sum of finite', ("tests/program/test_refusals.py", "escapes")),
    Fault("runners are dropped in the order in which they were made", "autograd/program/running/program.py", "self._held[lanes] = self._held.pop(lanes)", "pass", ("tests/program/running/test_parameters.py", "runners")),
    Fault("a decision is seen by what it is between", "autograd/program/compiled.py", "    for node in graph.order:\n", "    for node, depends in zip(graph.order, graph.lanes, strict=True):\n        if not depends:\n            continue\n", ("tests/program/test_refusals.py", "whatever")),
    Fault("what an object holds is not looked after", "nn/learning/compiled/held.py", "        held = _reached(held)\n", "", ("tests/nn/learning/test_compiled_refusals.py", "out_of_sight")),
    Fault("a look at the text of a Value is not seen", "autograd/record/watch.py", '"__float__", "__repr__", "__format__")', '"__float__")', ("tests/nn/learning/test_compiled_refusals.py", "decision")),
    Fault("the total before an arrival is the total after it", "viz/page/data/model.py", "**_numbers(c, before.get(c.input, 0.0))", "**_numbers(c, c.total_so_far)", ("tests/viz/page/test_file.py", "arrivals")),
    Fault("a page counts the paths of one use alone", "viz/page/data/paths.py", "ways.get(c.input, 0.0) + ways[c.output]", "ways[c.output]", ("tests/viz/page/test_file.py", "counted_as")),
    Fault("a page calculates with the numbers of a formula", "viz/page/data/formulas.py", "Symbol(number(each)) for each", "Symbol(float(number(each))) for each", ("tests/viz/page/test_file.py", "calculated_with")),
    Fault("a page lets any script run", "viz/page/html.py", "f\"script-src '{_hash(script)}'\"", "\"script-src 'unsafe-inline'\"", ("tests/viz/page/test_file.py", "policy")),
    Fault("a name ends the data of a page", "viz/page/html.py", '.replace("<", "\\\\u003c")', "", ("tests/viz/page/test_file.py", "ends_the_data")),
    Fault("a library in the page is not what was published", "viz/page/assets/vendor/lit-html.js", "Copyright 2017", "Copyright 2018", ("tests/viz/page/test_file.py", "published")),
    Fault("a module of the page runs twice", "viz/page/linked.py", "order, made, (*above, name))", "order | {}, made, (*above, name))", ("tests/viz/page/test_file.py", "order_of")),
    Fault("a sentence of the page lacks a number in Japanese", "viz/page/words/ja.py", "{to} の勾配は {total} です。", "{to} の勾配が決まります。", ("tests/viz/page/test_page_words.py", "same")),
    Fault("the page shows numbers before they are calculated", "viz/page/assets/watch/graph.js", 'group.classList.add("uncalculated");', "", ("tests/viz/page/test_watch.py", "appear")),
    Fault("the picture of a page overwrites the total", "viz/page/assets/watch/graph.js", 'if (kind === "add") return write(edge.to, gradient);', 'if (kind === "add") return write(edge.to, `grad ${edge.product}`);', ("tests/viz/page/test_watch.py", "paths_meet")),
    Fault("a step back leaves a number in the picture", "viz/page/assets/watch/graph.js", "forth ? text : before", "text", ("tests/viz/page/test_watch.py", "keyboard")),
    Fault("an operation's gradient in a page overwrites what reached it before", "viz/page/assets/live/tape.js", "gradients[input] += upstream * local", "gradients[input] = upstream * local", ("tests/viz/page/test_live.py", "random_program")),
    Fault("a choice is calculated for other numbers as it was recorded", "viz/page/live.py", 'if op.unbound.name == "where":', "if False:", ("tests/viz/page/test_live.py", "choice")),
    Fault("the far end of erfc is cut off too early", "viz/page/assets/live/functions.js", "40 + 700", "10 + 10", ("tests/viz/page/test_live.py", "javascript_lacks")),
    Fault("a page marks against the true numbers alone", "viz/page/assets/try/marking.js", "    numbers[i] = answer.number;\n", "", ("tests/viz/page/test_answers.py", "same_marks")),
    Fault("a page names a mistake of another row", "viz/page/data/answers.py", ".made(row.position)", ".made(sheet.rows[-1].position)", ("tests/viz/page/test_answers.py", "same_mistake")),
    Fault("a spreadsheet runs what was typed on a page", "viz/page/assets/try/csv.js", "harmless(answers.get(line[1]))", "answers.get(line[1])", ("tests/viz/page/test_try.py", "download")),
    Fault("a page's answers are of another sheet", "viz/page/data/answers.py", "Work(record, parameters=chosen(record, None))", "Work(record)", ("tests/viz/page/test_try.py", "download")),
    Fault("a page forgets the answers", "viz/page/assets/try/keep.js", "localStorage.setItem(place, JSON.stringify(texts));", "", ("tests/viz/page/test_try.py", "reload")),
    Fault("names in formulas are read as markup", "viz/page/assets/common/formulas.js", "  made.append(...children);\n  return made;\n}\n\nexport const sign", "  made.innerHTML = children.map((each) => each.outerHTML ?? each).join(\"\");\n  return made;\n}\n\nexport const sign", ("tests/viz/page/test_safe.py", "hostile")),
    Fault("a key of a list moves the page too", "viz/page/assets/watch/controls.js", 'closest?.("input, select, textarea")', 'closest?.("input")', ("tests/viz/page/test_watch.py", "slider")),
    Fault("the button of the last step loses the focus", "viz/page/assets/watch/controls.js", 'aria-disabled=${off ? "true" : "false"}', "?disabled=${off}", ("tests/viz/page/test_access.py", "takes_the_focus")),
    Fault("the keys of a page take those for scrolling", "viz/page/assets/watch/controls.js", "if (!(tabbed && scrolls(event.target)))", "if (tabbed || !tabbed)", ("tests/viz/page/test_access.py", "scrolls_has")),
    Fault("the slider of a page has no name", "viz/page/assets/watch/controls.js", 'aria-label=${say("step slider")}', "", ("tests/viz/page/test_access.py", "axe_finds_nothing")),
    Fault("a page moves for those who asked it not to", "viz/page/assets/page.css", "animation: none !important;", "", ("tests/viz/page/test_access.py", "moves")),
    Fault("a page is wider than a narrow screen", "viz/page/assets/page.css", ".wide { overflow-x: auto; }", "", ("tests/viz/page/test_access.py", "sideways")),
    Fault("a path through one of two slots is not told from the other", "viz/page/assets/watch/node.js", "path.slots[at] ? edge.slot : null", "null", ("tests/viz/page/test_node.py", "alone")),
    Fault("a folded node lights nothing", "viz/pictures/draw.py", 'names.setdefault(folded[node], f"f{i}")', 'names.setdefault(folded[node], f"f{i}") and f"f{i}"', ("tests/viz/page/test_node.py", "folded")),
    Fault("the picture of the apple has another number", "docs/pictures.py", "Value(2, name", "Value(3, name", ("tests/docs/test_pictures.py", "up_to_date")),
    Fault("an import is missing in the map of rooms", "nn/nested.py", "from __future__ import annotations\n", "from __future__ import annotations\n\nimport nn.files  # noqa: F401\n", ("tests/docs/test_pictures.py", "up_to_date")),
    Fault("an arrow of the map of rooms implies itself", "docs/rooms.py", "for other in after[a] - {b})", "for other in {*after[a], a})", ("tests/docs/test_pictures.py", "implies")),
    Fault("a command is changed in one README alone", "README.ja.md", "$ ringo claim \"sigmoid(x)\"", "$ ringo claim \"tanh(x)\"", ("tests/docs/test_readmes.py", "blocks")),
    Fault("an option is renamed in one README alone", "README.md", "`--sheet`", "`--worksheet`", ("tests/docs/test_readmes.py", "words")),
    Fault("the README shows the output of another calculation", "README.md", "   2  num    (given)                      2\n", "   2  num    (given)                      3\n", ("tests/docs/test_readmes.py", "commands")),
]  # fmt: skip


def plant(fault: Fault) -> Finding:
    """Run the fault's tests on a copy of the code that has it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder)
        copy_to(copy)
        code = (copy / fault.file).read_text("utf-8")
        if code.count(fault.right) != 1:
            return Finding(fault, "", f"{fault.right!r} stands {code.count(fault.right)} times in {fault.file}")
        (copy / fault.file).write_text(code.replace(fault.right, fault.wrong), "utf-8")
        files, words = fault.tests
        command = [sys.executable, "-m", "pytest", "-x", "-q", "--tb=no", "-p", "no:cacheprovider", *files.split()]
        environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "HYPOTHESIS_PROFILE": PROFILE}
        done = subprocess.run(
            [*command, "-k", words], cwd=copy, env=environment, capture_output=True, text=True, check=False
        )
        failed = re.search(r"^FAILED (\S+)", done.stdout, re.MULTILINE)
        if done.returncode != 1 or not failed:  # 1: tests failed; others: nothing was tested
            return Finding(fault, "", done.stdout.strip().rpartition("\n")[2] or done.stderr[-200:])
        return Finding(fault, failed[1].removeprefix("tests/"), "")


def plant_all(faults: Iterable[Fault]) -> Iterator[Finding]:
    """All of them, one for each processor at a time; they come in their order."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        yield from pool.map(plant, faults)


def main(words: list[str]) -> int:
    chosen = [fault for fault in FAULTS if all(word in fault.what for word in words)]
    findings = []
    for finding in plant_all(chosen):
        print(".", end="", file=sys.stderr, flush=True)
        findings.append(finding)
    print(file=sys.stderr)
    rows = [[str(i), f.fault.what, f.found_by or f"NOT FOUND: {f.problem}"] for i, f in enumerate(findings, 1)]
    print(table(["", "planted fault", "found by"], rows, right=[0]))
    missed = sum(not f.found_by for f in findings)
    print(f"\n{len(findings)} faults planted, {len(findings) - missed} found")
    return 1 if missed or not findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
