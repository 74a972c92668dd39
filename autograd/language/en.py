"""The sentences in English. `ja.py` has the same keys and the same fields."""

SENTENCES = {
    # the record
    "forward pass": "Forward pass",
    "backward pass": "Backward pass",
}
