"""Derivatives against independent numbers: measured, compared, blamed, reported; the engine under test is only asked.

- `check`: `check_grad`, which goes this way
- `claimed`: measured, what the engine gives: a `Claim` for each derivative
- `measured`: measured without the engine, by a complex step or by differences, point by point or in lanes
- `differences`: derivatives of functions of floats, by differences
- `comparison`: the verdict on one derivative, from both: a `Comparison`
- `blame`: the operations on the way, each on its own inputs, and which of them is at fault
- `report`: what a reader is told
"""
