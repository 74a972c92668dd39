"""A typed formula, as it is worked with in the lab.

- `typed`: a formula and its numbers, as they are typed
- `examples`: formulas to choose, with their numbers, and the exercises of lectures
- `calculation`: its graph, its steps and its worksheet
- `moved`: the same calculation at other numbers of its inputs
- `claims`: a claim about one of its derivatives
- `exports`: it as a program, a notebook and a worksheet
"""
