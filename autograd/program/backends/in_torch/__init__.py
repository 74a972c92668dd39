"""Programs in torch.

- `memory`: the numbers of a program in torch's tensors, and where its operands stand in them
- `tensors`: a program in torch
"""
