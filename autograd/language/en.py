"""The sentences in English. `ja.py` has the same keys and the same fields."""

SENTENCES = {
    # the record
    "forward pass": "Forward pass",
    "backward pass": "Backward pass",
    # derivations
    "path": "path",
    "derivative": "derivative",
    "chain rule": "chain rule",
    "local gradients": "local gradients",
    "in numbers": "in numbers",
    "= product": "= product",
    "value": "value",
    "sum": "sum",
    "many paths": "From the output to here there are {count} paths, too many to write them all out.",
    "long paths": "The paths from the output to here have up to {longest} steps, too many to write them all out.",
    "large paths": "The products along single paths are too large for floats.",
    "summed by node": "So the paths are summed by node: a derivative is the sum, over the nodes made from that one, "
    "of their own derivative (found before) times the local gradient.",
    "no path": "The output does not depend on it: no path leads there.",
    "slots": "[0], [1], … after a name: the local gradient by that slot alone, where a name comes in by several ways.",
    "nodes left out": "… {count} nodes between these are left out …",
    "terms left out": "Of the sums, … stands for {count} terms that are left out.",
    "no such node": "no node of this graph is called '{name}'",
    "several nodes": "several nodes of this graph are called '{name}': give the Value itself",
    "about": "about {number}",
    "more than": "more than {number}",
}
