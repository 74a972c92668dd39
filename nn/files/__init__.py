"""Networks in files, for this program and for others. Nothing here trains.

- `tensors`: named numbers in a safetensors file
- `lock`: a checkpoint belongs to one run at a time
- `checkpoint`: `save` and `load`
- `export`: `to_torch`
- `onnx_file`: `to_onnx`
- `reading`: `from_torch`, `from_onnx` and `from_sklearn`
"""
