"""What runs in the browser's Python: each answer to the lab's front end, as plain data.

- `calls`: a request and its answer, both JSON
- `calculation`: a typed formula, and claims about it
- `training`: a network that learns, step by step
- `surface`: the path of a network over its loss surface
- `settings`: the settings of a network, as they are chosen
- `health`: what can go wrong in a network, seen and named
- `exports`: a typed formula as a program, a notebook and a worksheet
"""
