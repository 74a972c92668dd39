"""What runs in the browser's Python: each answer to the lab's front end, as plain data.

- `calls`: a request and its answer, both JSON
- `formulas`: a typed formula, claims about it, and what can be taken along
- `networks`: a network that learns, step by step
"""
