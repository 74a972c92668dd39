"""What becomes of a graph as a whole, at any depth: how it is copied, and how it is freed.

- `copies`: copies and pickles
- `freed`: a graph freed without recursion, where Python itself cannot
"""
