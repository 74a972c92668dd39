"""Files of ONNX.

- `numbers`: the numbers of a file's tensors
- `graph`: a file as operators, in the order of calculation
- `given`: the inputs and the options of an operator
- `operators`: one operator as one part
- `network`: `from_onnx`
"""
