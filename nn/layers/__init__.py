"""The parts of a network, and the losses at its end. Optimizers and training stand in `learning`.

- `ranges`: the allowed numbers of the options, and their names
- `init`: the first weights
- `neuron`: neurons, layers, layers in a row, and embeddings
- `blocks`: parts that stand between them
- `conv`: convolution, pooling, and images as one list
- `losses`: how far an output is from its target
- `boxes`: the boxes of a textbook, with `forward` and `backward`
"""

from nn.layers.blocks import BatchNorm, Dropout, Residual, Sequential
from nn.layers.conv import Flatten

__all__ = ["BatchNorm", "Dropout", "Flatten", "Residual", "Sequential"]
