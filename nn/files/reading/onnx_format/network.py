"""From ONNX: a file as a model of ours."""

from __future__ import annotations

from autograd import silu
from autograd.language import say
from autograd.language.text import printable
from nn.files.reading.line import Step, model_of
from nn.files.reading.onnx_format.given import inputs, options
from nn.files.reading.onnx_format.graph import Graph, Node, read_graph
from nn.files.reading.onnx_format.operators import Reader
from nn.files.tensors import Path, refuse, told
from nn.layers.blocks import Sequential

FLOATS = (1, 10, 11, 16)
"""ONNX's numbers for the types of FLOAT, FLOAT16, DOUBLE and BFLOAT16."""


def from_onnx(path: Path, *, output: str | None = None) -> Sequential:
    """The model that calculates the same as an ONNX file, in double precision, and in use, not in training.

    Files of `nn.to_onnx` are read, and files of other programs that hold the same operators in a row, with sums
    `x + f(x)`: networks of layers as PyTorch and skl2onnx write them, with `Gemm` or with `MatMul` and `Add`. PyTorch's
    softplus is read as the function, from which it differs above 20 by up to 2e-9. A file
    with several outputs needs the name of one, such as `output="probabilities"`; it may be any result in the graph.
    Numbers in a second file of the same folder are read too.

    The model is a `Sequential`; parts in a `Sequential` of its own stand in the row of the others. Tied weights stay
    tied in the files of `to_onnx`. What a file does not hold is as usual here: `Dropout` has left no trace.

    Raises `CheckpointError` for a file that is damaged, hostile, or has an operator without a counterpart, and
    `OSError` if it cannot be read. Raises `TypeError` for what is no path or no name, and `ModuleNotFoundError` without
    the library onnx.
    """
    try:
        import onnx  # noqa: F401
    except ModuleNotFoundError:
        raise ModuleNotFoundError(say("from_onnx needs onnx"), name="onnx") from None
    if not isinstance(output, (str, type(None))):
        raise TypeError(say("no name of a result", given=printable(repr(output))))
    try:
        graph = read_graph(path, output)
        found = _Steps(graph)
        model = model_of(found.steps, graph.start, found.names[graph.end])
    except ValueError as error:
        refuse(path, str(error))
    return model.eval()


class _Steps:
    """The steps of a graph, and which results are only other names of earlier ones."""

    def __init__(self, graph: Graph) -> None:
        self.graph, self.reader = graph, Reader(graph)
        self.names = {graph.start: graph.start}
        self.maker = {node.output: node for node in graph.nodes}
        self.users: dict[str, list[Node]] = {}
        for node in graph.nodes:
            for name in node.inputs:
                self.users.setdefault(name, []).append(node)
        self.steps: dict[str, Step] = {}
        for node in graph.nodes:
            try:
                self._add(node)
            except ValueError as error:
                raise ValueError(
                    say("operator refused", operator=told(node.operator), output=told(node.output), error=error)
                ) from error

    def _add(self, node: Node) -> None:
        if node.operator in ("Identity", "Cast"):
            options(node, to=FLOATS, saturate=(0, 1))
            self.names[node.output] = self._calculated(*inputs(node, 1))
            return
        if self._bias_of_product(node) is not None or self._is_switch(node):
            return  # the sum makes the layer
        if node.operator == "Add":
            step = self._sum(node)
        elif node.operator == "Where":
            self.names[node.output] = self._softplus(node)
            return
        elif node.operator == "Mul":
            step = Step((self._gated(node),), silu)
        else:
            part = self.reader.part(node)
            step = Step((self._calculated(node.inputs[0]),), part)
        self.names[node.output], self.steps[node.output] = node.output, step

    def _calculated(self, name: str) -> str:
        if name not in self.names:
            if name in self.reader.numbers:
                raise ValueError(say("constant is not calculated", name=told(name)))
            raise ValueError(say("second result", name=told(name)))
        return self.names[name]

    def _bias_of_product(self, node: Node) -> str | None:
        """The tensor that is added to a product without a bias, and to nothing else."""
        if node.operator not in ("MatMul", "Gemm") or len(node.inputs) != 2:
            return None
        users = self.users.get(node.output, [])
        if len(users) != 1 or users[0].operator != "Add" or node.output == self.graph.end:
            return None
        constant = [name for name in users[0].inputs if name in self.reader.numbers]
        return constant[0] if len(constant) == 1 else None

    def _sum(self, node: Node) -> Step:
        """x + f(x), or a product with its bias."""
        options(node)
        for name in inputs(node, 2):
            product = self.maker.get(name)
            bias = None if product is None else self._bias_of_product(product)
            if product is not None and bias is not None:
                part = self.reader.part(product._replace(inputs=(*product.inputs, bias)))
                return Step((self._calculated(product.inputs[0]),), part)
        first, second = map(self._calculated, node.inputs)
        return Step((first, second), None)

    def _is_switch(self, node: Node) -> bool:
        """Whether it is the x > 20 of PyTorch's softplus, see `_softplus`."""
        users = self.users.get(node.output, [])
        return node.operator == "Greater" and [user.operator for user in users] == ["Where"]

    def _softplus(self, node: Node) -> str:
        """The softplus in Where(x > 20, x, Softplus(x)), which differs from it by 2e-9 at most."""
        options(node)
        condition, x, otherwise = inputs(node, 3)
        switch, function = self.maker.get(condition), self.maker.get(otherwise)
        if (
            switch is not None
            and function is not None
            and (switch.operator, switch.inputs[:1]) == ("Greater", (x,))
            and (function.operator, function.inputs) == ("Softplus", (x,))
            and self.reader.row(inputs(switch, 2)[1], 1)[1][0] >= 20.0
        ):
            return self._calculated(otherwise)
        raise ValueError(say("no softplus"))

    def _gated(self, node: Node) -> str:
        """The x of x · sigmoid(x)."""
        options(node)
        for x, gate in (inputs(node, 2), inputs(node, 2)[::-1]):
            maker = self.maker.get(gate)
            if maker is not None and maker.operator == "Sigmoid" and maker.inputs == (x,):
                return self._calculated(x)
        raise ValueError(say("no silu"))
