"""The parts of a network, and the losses at its end. Optimizers and training stand in `learning`.

- `ranges`: the allowed numbers of the options
- `init`: the first weights
- `neuron`: neurons, layers, and layers in a row
- `blocks`: parts that stand between layers
- `conv`: convolution and pooling
- `losses`: how far an output is from its target
- `boxes`: the boxes of a textbook, with `forward` and `backward`
"""

from nn.layers.blocks import BatchNorm, Dropout, Flatten, Residual, Sequential

__all__ = ["BatchNorm", "Dropout", "Flatten", "Residual", "Sequential"]
