"""The picture of a model: neurons and weights where they can be told apart, and else a box for each part."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

import graphviz

from autograd.language import say
from autograd.language.text import printable
from viz.networks.layers import draw_layers
from viz.networks.neurons import draw_neurons
from viz.networks.parts import Stage, stages
from viz.networks.strength import greatest, short
from viz.pictures.shapes import FONTS, Drawing, escaped, require_prefix

DEEP = 6
"""The most layers of neurons that are drawn neuron by neuron."""


def network(model: Any, by: str = "weight", prefix: str = "") -> Drawing:
    """The layers and neurons of a model, from left to right, with its weights as lines, or with `by="gradient"` the
    gradients that `backward()` left in them.

    A line is solid if its number is positive and dashed if it is negative, and the wider the larger it is; few lines
    have their numbers. A neuron shows its bias, or the gradient of its bias. Of a wide layer, some neurons stand for
    all. A network that has many layers, or branches, is drawn with a box for each part: its tensors, and the range of
    its numbers. The model is an `nn.Module`, an estimator that has learned, a box of a textbook, or a list of those.
    Parts of a module of your own stand in the order of its attributes, without arrows: how it calls them is not known.

    The picture is saved and shown as that of `viz.draw`. Raises `TypeError` if this is no model, and `ValueError` if
    `by` is neither "weight" nor "gradient".

    >>> from nn import MLP
    >>> network(MLP(2, [3, 1])).dot.count("shape=circle")
    6
    """
    if by not in ("weight", "gradient"):
        raise ValueError(say("no number of a line", given=printable(repr(by))))
    require_prefix(prefix)
    chain = stages(model, by)
    every = list(_every(chain))
    largest = greatest(x for stage in every for x in stage.numbers)
    mark = prefix or "r" + hashlib.sha256(repr(chain).encode("utf-8", "replace")).hexdigest()[:8]
    graph = graphviz.Digraph(
        graph_attr={"id": mark, "class": "ringograd", "fontsize": "11"},
        node_attr={"fontname": FONTS, "fontsize": "11"},
        edge_attr={"fontname": FONTS, "fontsize": "10"},
    )
    graph.graph_attr["fontname"] = FONTS
    layers_of_neurons = [stage for stage in chain if stage.rows]
    by_neuron = len(every) == len(chain) and 0 < len(layers_of_neurons) <= DEEP
    graph.graph_attr["label"] = escaped(_legend(by, largest, by_neuron))
    if by_neuron:
        draw_neurons(graph, chain, largest)
    else:
        draw_layers(graph, chain, largest, by)
    return Drawing(graph.source)


def _every(chain: Sequence[Stage]) -> Iterator[Stage]:
    for stage in chain:
        yield stage
        yield from _every(stage.inside)


def _legend(by: str, largest: float, by_neuron: bool) -> str:
    """What the lines mean."""
    size = short(largest)
    if by == "gradient" and not largest:
        return say("lines without gradients")
    if by == "gradient":
        return say("lines by gradient", largest=size) if by_neuron else say("lines to parts by gradient", largest=size)
    if not largest:
        return say("lines without weights")
    return say("lines by weight", largest=size) if by_neuron else say("lines to parts by weight", largest=size)
