"""Models of ours from the networks of other libraries, without trusting what is read.

- `line`: from a graph of steps to a model, whose sums lead around some of its parts
- `shared`: the Values of tensors, which are one where tensors are
- `pytorch`: `from_torch`
- `onnx_format`: `from_onnx`
- `sklearn_network`: `from_sklearn`
"""
