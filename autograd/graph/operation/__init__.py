"""Operations of one's own: rows that stand in no table. The rows of the table are in `calculus`.

- `reading`: a rule, read in numbers of every kind
- `made`: `operation`, and the row that it makes
"""

from autograd.graph.operation.made import Operation, operation

__all__ = ["Operation", "operation"]
