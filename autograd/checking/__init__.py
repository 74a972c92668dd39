"""Derivatives against independent numbers: measured, compared, blamed, reported; the engine under test is only asked.

- `check`: `check_grad`, which goes this way
- `claimed`: what the engine and its rules claim
- `differences`: derivatives of functions of floats, by differences
- `independent`: a derivative without the engine, by a complex step or by differences
- `comparison`: the verdict on one derivative
- `blame`: the operation that is at fault
- `report`: what a reader is told
"""
