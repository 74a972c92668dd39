"""What a network is made of, down to the losses that end it; how it learns lives in `learning`.

- `ranges`: numbers that parts are made with
- `init`: what weights start from
- `neuron`: neurons, layers, and layers in a row
- `blocks`: parts that stand between them
- `conv`: convolution and pooling
- `losses`: how far an output is from its target
- `boxes`: the boxes of a textbook, with `forward` and `backward`
"""

from nn.layers.blocks import BatchNorm, Dropout, Flatten, Residual, Sequential

__all__ = ["BatchNorm", "Dropout", "Flatten", "Residual", "Sequential"]
