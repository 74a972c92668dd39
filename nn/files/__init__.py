"""Networks in files, here and for other programs; nothing here trains.

- `tensors`: named numbers in a safetensors file
- `lock`: one run for one checkpoint
- `checkpoint`: `save` and `load`
- `export`: `to_torch`
- `onnx_file`: `to_onnx`
"""
