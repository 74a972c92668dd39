"""Data to learn from: examples made from a seed, images of digits, tables from CSV files.

- `dataset`: examples with their targets, and how they are divided
- `made`: points in the plane, made from a seed
- `idx`: the file format of MNIST
- `images`: handwritten digits
- `reading`: from the bytes of a file to named columns
- `table`: the cells of a CSV file
- `encoder`: from cells to numbers

>>> train, test = moons(count=100, noise=0.1, seed=0).split(test=0.25, seed=0)
>>> len(train), len(test), train.classes
(75, 25, ['upper', 'lower'])
>>> xs, ys = train.batches(10)[0]
>>> len(xs), len(xs[0])
(10, 2)
"""

from nn.data.dataset import Dataset
from nn.data.encoder import Encoder
from nn.data.images import digits, mnist
from nn.data.made import circles, linear, moons, spiral
from nn.data.table import Table, TableWarning, csv

__all__ = [
    "Dataset",
    "Encoder",
    "Table",
    "TableWarning",
    "circles",
    "csv",
    "digits",
    "linear",
    "mnist",
    "moons",
    "spiral",
]
