"""How each engine does the same work, and what it has: a class for each, which imports the engine when it is made."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

VERSIONS = {
    "ringograd": "", "micrograd": "micrograd==0.1.0", "micrograd-viz": "micrograd-viz==0.2.0", "torch": "torch==2.13.0",
    "jax": "jax==0.10.2", "sympy": "sympy==1.14.0",
    "dezero": "dezero==0.0.13 numpy==1.23.5 matplotlib==3.7.5 contourpy==1.2.1",
}  # fmt: skip
"""What is installed for each, by pip; ours is this project. DeZero needs numpy.int, which NumPy 1.24 removed, and
Matplotlib, which it does not ask for."""

QUESTIONS = (
    "drawn", "steps", "worksheets", "second", "forward", "symbolic", "checks", "refuses", "layers", "tensors", "gpu",
)  # fmt: skip
"""A picture of the graph with values and gradients; a table of the chain rule's products; worksheets and their marking;
a gradient of a gradient; forward mode; a derivative as a formula; whether a derivative is right; an error for log(-1);
layers of networks; an array in one node; a GPU."""


class Engine:
    """What is not said here, an engine has not."""

    module = ""
    value: Callable[[float], Any]
    """A leaf, of engines whose gradients are calculated as here."""
    length = 20_000
    """Of the chain whose memory is measured."""

    def __init__(self) -> None:
        self.library: Any = importlib.import_module(self.module)

    def relu(self, x: Any) -> Any:
        return x.relu()

    def gradients(self, f: Callable[[list[Any]], Any], numbers: list[float]) -> list[float]:
        values = [self.value(number) for number in numbers]
        f(values).backward()
        return [float(value.grad) for value in values]

    def chain(self, number: float, length: int) -> Any:
        node = x = self.value(number)
        for _ in range(length):
            node = node * x
        return node

    def __getattr__(self, name: str) -> Callable[[], bool]:
        if name in QUESTIONS:
            return lambda: False
        raise AttributeError(name)


class Ringograd(Engine):
    module = "autograd"

    def value(self, number: float) -> Any:
        return self.library.Value(number)

    def drawn(self) -> bool:
        import viz

        return "grad 6" in viz.draw(self.library.Value(3.0) ** 2).svg

    def steps(self) -> bool:
        return bool(self.library.steps(self.library.Value(3.0) ** 2).backward[0].product == 6.0)

    def worksheets(self) -> bool:
        sheet = self.library.worksheet(self.library.Value(3.0, name="x") ** 2)
        return bool(self.library.mark(sheet, {"grad x": "6"}).points == 1)

    def second(self) -> bool:
        x = self.library.Value(2.0)
        [first] = self.library.grad(x**3, [x])
        [second] = self.library.grad(first, [x])
        return bool(second.data == 12.0)

    def forward(self) -> bool:
        return bool(self.library.jvp(lambda x: x**3, [2.0], [1.0])[1] == 12.0)

    def layers(self) -> bool:
        import nn

        return len(nn.MLP(2, [3, 1]).parameters()) == 13

    def checks(self) -> bool:
        return not self.library.check_claim("x**3", "2*x**2", wrt="x")

    def refuses(self) -> bool:
        return _fails(lambda: self.library.log(self.library.Value(-1.0)))


class Micrograd(Engine):
    module = "micrograd.engine"

    def value(self, number: float) -> Any:
        return self.library.Value(number)

    def layers(self) -> bool:
        from micrograd import nn

        return len(nn.MLP(2, [3, 1]).parameters()) == 13


class MicrogradViz(Micrograd):
    def drawn(self) -> bool:
        return callable(self.library.Value(1.0).draw_dot)  # the picture needs Graphviz as well


class Torch(Engine):
    module = "torch"

    def value(self, number: float) -> Any:
        return self.library.tensor(number, dtype=self.library.float64, requires_grad=True)

    def relu(self, x: Any) -> Any:
        return self.library.relu(x)

    def second(self) -> bool:
        x = self.value(2.0)
        [first] = self.library.autograd.grad(x**3, [x], create_graph=True)
        return bool(self.library.autograd.grad(first, [x])[0] == 12.0)

    def forward(self) -> bool:
        one = self.library.tensor(1.0)
        return bool(self.library.func.jvp(lambda x: x**3, (2 * one,), (one,))[1] == 12.0)

    def layers(self) -> bool:
        return bool(sum(p.numel() for p in self.library.nn.Linear(2, 3).parameters()) == 9)

    def tensors(self) -> bool:
        x = self.library.ones(2, 2, requires_grad=True)
        (x @ x).sum().backward()
        return bool(x.grad[0, 0] == 4.0)

    def gpu(self) -> bool:
        return callable(self.library.cuda.is_available)

    def checks(self) -> bool:
        return bool(self.library.autograd.gradcheck(lambda x: x**3, [self.value(2.0)]))

    def refuses(self) -> bool:
        return _fails(lambda: self.library.log(self.value(-1.0)))


class Jax(Engine):
    module = "jax"
    length = 2_000

    def __init__(self) -> None:
        super().__init__()
        self.library.config.update("jax_enable_x64", True)
        self.library.config.update("jax_platforms", "cpu")

    def relu(self, x: Any) -> Any:
        return self.library.numpy.maximum(x, 0.0)

    def gradients(self, f: Callable[[list[Any]], Any], numbers: list[float]) -> list[float]:
        return list(map(float, self.library.grad(f)(numbers)))

    def chain(self, number: float, length: int) -> Any:
        def product(x: Any) -> Any:
            node = x
            for _ in range(length):
                node = node * x
            return node

        return self.library.vjp(product, number)

    def second(self) -> bool:
        return bool(self.library.grad(self.library.grad(lambda x: x**3))(2.0) == 12.0)

    def forward(self) -> bool:
        return bool(self.library.jvp(lambda x: x**3, (2.0,), (1.0,))[1] == 12.0)

    def tensors(self) -> bool:
        ones = self.library.numpy.ones((2, 2))
        return bool(self.library.grad(lambda x: (x @ x).sum())(ones)[0, 0] == 4.0)

    def gpu(self) -> bool:
        from importlib.metadata import metadata

        return "cuda12" in metadata("jax").get_all("Provides-Extra", [])

    def checks(self) -> bool:
        from jax.test_util import check_grads

        check_grads(lambda x: x**3, (2.0,), order=1)
        return True

    def refuses(self) -> bool:
        return _fails(lambda: self.library.numpy.log(-1.0))


class Sympy(Engine):
    module = "sympy"

    def relu(self, x: Any) -> Any:
        return self.library.Max(0, x)

    def gradients(self, f: Callable[[list[Any]], Any], numbers: list[float]) -> list[float]:
        names = self.library.symbols(f"x:{len(numbers)}", real=True)
        formula = f(list(names))
        derivatives = [formula.diff(name) for name in names]
        return list(map(float, self.library.lambdify(names, derivatives, "math", cse=True)(*numbers)))

    def chain(self, number: float, length: int) -> Any:
        x = node = self.library.Symbol("x")
        for _ in range(length):
            node = self.library.Mul(node, x, evaluate=False)
        return node

    def second(self) -> bool:
        x = self.library.Symbol("x")
        return bool((x**3).diff(x, 2) == 6 * x)

    def symbolic(self) -> bool:
        x = self.library.Symbol("x")
        return str((x**3).diff(x)) == "3*x**2"

    def checks(self) -> bool:
        x = self.library.Symbol("x")
        return bool(self.library.simplify((x**3).diff(x) - 3 * x**2) == 0)

    def refuses(self) -> bool:
        return _fails(lambda: self.library.log(-1))


class Dezero(Engine):
    module = "dezero"

    def value(self, number: float) -> Any:
        import numpy

        return self.library.Variable(numpy.array(number))

    def relu(self, x: Any) -> Any:
        return self.library.functions.relu(x)

    def gradients(self, f: Callable[[list[Any]], Any], numbers: list[float]) -> list[float]:
        values = [self.value(number) for number in numbers]
        f(values).backward()
        return [float(value.grad.data) for value in values]

    def second(self) -> bool:
        x = self.value(2.0)
        (x**3).backward(create_graph=True)
        first = x.grad
        x.cleargrad()
        first.backward()
        return bool(x.grad.data == 12.0)

    def layers(self) -> bool:
        return callable(self.library.layers.Linear(3).params)

    def tensors(self) -> bool:
        import numpy

        x = self.library.Variable(numpy.ones((2, 2)))
        self.library.functions.sum(self.library.functions.matmul(x, x)).backward()
        return bool(x.grad.data[0, 0] == 4.0)

    def gpu(self) -> bool:
        return callable(self.library.cuda.as_cupy)

    def refuses(self) -> bool:
        return _fails(lambda: self.library.functions.log(self.value(-1.0)))


def _fails(work: Callable[[], Any]) -> bool:
    """Whether it is an error. NaN and complex numbers are none."""
    try:
        work()
    except (ArithmeticError, ValueError):
        return True
    return False


ENGINES: dict[str, type[Engine]] = {
    "ringograd": Ringograd, "micrograd": Micrograd, "micrograd-viz": MicrogradViz, "torch": Torch, "jax": Jax,
    "sympy": Sympy, "dezero": Dezero,
}  # fmt: skip
