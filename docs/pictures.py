"""The pictures of README.md, CONTRIBUTING.md and the guides: `python -m docs.pictures` in the project's folder.

It writes docs/apple.svg, the first example, docs/rooms.svg, the map of the code, and docs/compile-*.svg, a network
before and after it is compiled.
"""

from __future__ import annotations

from pathlib import Path

import autograd
import nn
from autograd import Value
from autograd.language.whole import write_whole
from docs import rooms
from viz import Drawing, draw

COMMAND = "python -m docs.pictures"
HERE = Path(__file__).parent


def apple() -> Drawing:
    """Two apples at 100 yen and 10 % tax, with the gradient of every number."""
    apple, count, tax = Value(100, name="apple"), Value(2, name="count"), Value(1.1, name="tax")
    price = apple * count * tax
    price.name = "price"
    return draw(price)


def network() -> tuple[nn.Module, list[Value], Value]:
    """A network of two layers, its inputs and the target, and its loss: that of the guide to compile."""
    model = nn.MLP(2, [3, 1], activation=autograd.tanh, init=nn.init.xavier(seed=0))
    x1, x2, target = Value(0.5, name="x1"), Value(-1.0, name="x2"), Value(1.0, name="t")
    loss = (model([x1, x2]) - target) ** 2
    loss.name = "L"
    return model, [x1, x2, target], loss


def graph_of_a_network() -> Drawing:
    return draw(network()[2])


def program_of_a_network() -> Drawing:
    model, inputs, loss = network()
    return draw(autograd.compile(loss, wrt=model.parameters(), inputs=inputs))


def map_of_rooms() -> Drawing:
    return Drawing(rooms.dot())


PICTURES = {
    "apple.svg": apple,
    "compile-graph.svg": graph_of_a_network,
    "compile-program.svg": program_of_a_network,
    "rooms.svg": map_of_rooms,
}


def main() -> None:
    for name, picture in PICTURES.items():
        write_whole(HERE / name, picture().svg.encode() + b"\n")
        print(HERE / name)


if __name__ == "__main__":
    main()
