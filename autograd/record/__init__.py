"""What happened in a calculation, for readers. Nothing here changes the calculation.

- `record`: every forward step and every multiplication of the chain rule, as data
- `steps`: the record as tables and formulas
- `equations`: an equation of derivatives, in symbols and in numbers
- `derivation`: one derivative derived, path by path
- `debug`: the line of the program that made each node
- `lost`: numbers that leave the graph without a word
- `watch`: what Python asks of the numbers of a graph while it is recorded
"""

from typing import TYPE_CHECKING

from autograd.language.names.later import later

if TYPE_CHECKING:
    from autograd.record.record import ForwardStep, Record, labels
    from autograd.record.steps import Steps, steps

later(
    "autograd.record",
    {"autograd.record.record": "ForwardStep Record labels", "autograd.record.steps": "Steps steps"},
)

__all__ = ["ForwardStep", "Record", "Steps", "labels", "steps"]
