"""Speed and memory as ratios, measured side by side in one run: `python -m tests.bench` is the table.

Each module measures one kind of work, and `rows(quick)` gives its rows of the table. All work has one thread.
"""

import os

for library in ("OMP", "OPENBLAS", "MKL"):  # before NumPy, torch or scikit-learn is imported
    os.environ.setdefault(f"{library}_NUM_THREADS", "1")
