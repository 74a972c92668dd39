"""Derivatives measured: those of the engine, and without it, by a complex step or by differences.

- `claimed`: what the engine gives: a `Claim` for each derivative
- `independent`: of a function of numbers, point by point: `Measured`
- `lanes`: a recorded graph, and operations, at many points at once
- `limits`: extrapolated differences of many functions at once
- `screening`: derivatives at many points at once, for most of which no more need be asked
- `recorded`: the same for a whole function, where its graph stands for it, and for many operations
- `words`: how the two sides of a derivative are told, and every verdict
"""
