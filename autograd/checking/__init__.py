"""Derivatives against independent numbers: measured, compared, blamed, reported; the engine under test is only asked.

- `check`: `check_grad`, which goes this way
- `measured`: what the engine gives, and what is measured without it, point by point or in lanes
- `differences`: derivatives of functions of floats, by differences
- `comparison`: the verdict on one derivative, from both: a `Comparison`
- `blame`: the operations on the way, each on its own inputs, and which of them is at fault
- `report`: what a reader is told
- `engines`: what other engines answer, asked live or looked up
"""
