"""The search for hyper-parameters, in parallel. A trial is any function of yours.

- `processes`: an executor whose processes may end at any moment
- `parallel`: calls that do not depend on each other
- `settings`: `grid`, `at_random`, `log_uniform`
- `trials`: `search`
- `folds`: `cross_validated`
"""

from nn.search.folds import CrossValidation, cross_validated
from nn.search.settings import Setting, at_random, grid, log_uniform
from nn.search.trials import Results, Trial, search

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
