"""Engines of networks that few use, or that are made to be read.

- `chainer`, `mlx`, `mxnet`, `mygrad`, `paddle`, `tfjs`: a file for each
"""
