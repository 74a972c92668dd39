"""Claimed gradients put to the test at many points; the operations themselves are tested in `properties`.

- `arguments`: what a function under test is given
- `points`: the points at which it is tried, and what happens there
- `factors`: numbers by which a claim may be off
- `slips`: the slips that explain a wrong claim
- `failures`: what is said of a claim that fails
- `assertion`: `assert_gradient`
"""
