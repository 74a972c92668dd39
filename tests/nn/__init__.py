"""Networks: what they are built from, what trains them, and what judges them."""
