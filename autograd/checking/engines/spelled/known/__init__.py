"""Engines that many use.

- `casadi`, `dezero`, `hips`, `jax`, `tensorflow`, `tinygrad`, `torch`: a file for each
"""
