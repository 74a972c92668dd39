"""Engines that many use.

- `casadi`, `hips`, `jax`, `torch`: a file for each
"""
