"""Inputs that nobody would write, for every reader; and random programs, for the engine. `python -m tests.fuzz --help`.

- `target`: a reader, what it may refuse, and one input given to it
- `readers`: all readers
- `beside`: the process that reads the cells of workbooks
- `mutated`: inputs made by changing others, without any package
- `guided`: inputs that atheris makes, led by the lines that they reach
- `links`: links of the pages and of the lab, read in Node.js
- `programs`: random programs against numbers with 57 digits
"""
