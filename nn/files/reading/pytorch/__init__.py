"""Networks and state dicts of PyTorch.

- `state`: the numbers of tensors, and a model that is filled with them
- `layers`: one module as one part
- `in_place`: calls that write into their input
- `forward`: a module with a forward of its own, by the calls that it makes
- `network`: `from_torch`
"""
