"""Networks in English: why a model is not compiled."""

SENTENCES = {
    # why a model or a loss is not compiled
    "examples depend on each other": "its examples depend on each other",
    "draws in its own order": "it draws random numbers in an order of its own",
    "draws other numbers": "it draws other random numbers from example to example",
    "graphs of other sizes": "its graph is another one from example to example: {one} nodes for one, and "
    "{other} for another",
    "other constants": "one example has the constant {one:.6g}, and another has {other:.6g}",
    "graphs of one size": "its graph is another one from example to example",
    "other outputs": "its outputs are others from example to example",
    "holds an iterator": "{name} is an iterator, which gives something else each time",
    "holds an optimizer": "{name} is an optimizer, which changes with each step",
    "examples of several shapes": "the examples are of several shapes, or have something else than numbers",
    "error where Values stand": "{kind} where inputs and targets are Values: {error}",
    "changes with each call": "{name} changes with each call of model or loss",
    "draws random numbers of its own": "it draws random numbers of its own",
    "looks at a number": "{place} looks at the number of a Value while the graph is recorded, and a program "
    "cannot look again for each example: write relu, maximum, minimum, clamp or abs, without .data, float() "
    "and comparisons",
    "schedule changes": "the schedule changes {name}",
    "cannot be compiled": "compiled=True cannot be: {error}. Without compiled=True, the network learns Value by Value",
    "loss is not that of the graph": "the loss of its program is not that of the graph: model or loss "
    "treat numbers and Values in other ways",
    "gradient is not that of the graph": "the gradient of its program is not that of the graph: model or "
    "loss treat numbers and Values in other ways",
    "calculates otherwise than before": "model or loss calculate otherwise than before: {error}. That began "
    "after step {proved} of this call of train, and by step {steps} at the latest. A program does not see it, "
    "so steps since then may be wrong, and the parameters are those after step {proved} again. {advice}",
    "begin anew": "Begin anew with compiled=False",
    "begin anew with another checkpoint": "Begin anew with compiled=False and another checkpoint: this one "
    "may have such steps",
    "default of a function": "a default of {name}",
    "constant of a graph": "the constant {name}",
    "the loss": "the loss",
}
