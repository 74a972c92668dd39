"""Neurons and networks built from Values, with micrograd's signatures.

>>> model = MLP(2, [3, 1])
>>> len(model.parameters()), model.parameters()[4].name
(13, 'l1.n2.w2')
>>> print(model)
MLP of [Layer of [ReLUNeuron(2), ReLUNeuron(2), ReLUNeuron(2)], Layer of [LinearNeuron(3)]]
"""

from nn.module import Module
from nn.neuron import MLP, Layer, Neuron

__all__ = ["MLP", "Layer", "Module", "Neuron"]
