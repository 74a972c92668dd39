"""The search for hyper-parameters, in parallel. A trial is any function of yours.

- `processes`: an executor whose processes may end at any moment
- `parallel`: calls that do not depend on each other
- `trials`: `grid`, `at_random`, `search`, `cross_validated`
"""

from nn.search.trials import (
    CrossValidation,
    Results,
    Setting,
    Trial,
    at_random,
    cross_validated,
    grid,
    log_uniform,
    search,
)

__all__ = [
    "CrossValidation",
    "Results",
    "Setting",
    "Trial",
    "at_random",
    "cross_validated",
    "grid",
    "log_uniform",
    "search",
]
