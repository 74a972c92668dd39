"""Records, derivations and refusals, in English."""

SENTENCES = {
    # the record
    "forward pass": "Forward pass",
    "backward pass": "Backward pass",
    "step": "step",
    "node": "node",
    "formula": "formula",
    "in numbers": "in numbers",
    "value": "value",
    "(given)": "(given)",
    "from output": "from output",
    "to input": "to input",
    "slot": "slot",
    "upstream": "upstream",
    "× local": "× local",
    "= product": "= product",
    "total so far": "total so far",
    # derivations
    "path": "path",
    "derivative": "derivative",
    "chain rule": "chain rule",
    "local gradients": "local gradients",
    "sum": "sum",
    "many paths": "From the output to here there are {count} paths, too many to write them all out.",
    "long paths": "The paths from the output to here have up to {longest} steps, too many to write them all out.",
    "large paths": "The products along single paths are too large for floats.",
    "summed by node": "So the paths are summed by node. The derivative of a node is a sum over the nodes that use it: "
    "for each of them, its derivative (found before) times the local gradient.",
    "no path": "The output does not depend on it: no path leads there.",
    "slots": "[0], [1], … after a name: the local gradient through that slot alone, "
    "as the name comes in by several ways.",
    "nodes left out": "… {count} nodes between these are left out …",
    "terms left out": "In the sums, … stands for {count} terms that are left out.",
    "no such node": "no node of this graph is called '{name}'",
    "several nodes": "several nodes of this graph are called '{name}': give the Value itself",
    "two operations of one name": "two different operations of this graph are called {name}: "
    "make one of them anew with another name",
    "about": "about {number}",
    "more than": "more than {number}",
    # what is refused
    "too large": "{what} is too large: a float ends at 1.8e308",
    "not defined": "{what} is not defined: {formula} needs {condition}",
    "has no value": "{what} is not defined",
    "not defined with": "{formula} is not defined with {constants}: it needs {condition}",
    "operation at": "{operation} at {values}",
    "derivative too large": "the derivative that flows through {what} is too large: a float ends at 1.8e308{made}",
    "local gradient not defined": "the local gradient of {what} is infinite or not defined: "
    "differentiate a little away from there{made}",
    "where the node was made": "; the node was made at {place}",
    "sum of gradients too large": "a gradient, added to what .grad held before, is beyond 1.8e308: "
    "set .grad to 0 first",
    "changed data": "the data of {who} was set to {number} by hand after results had been calculated with its old "
    "number: calculate all of them again first",
    "a name": "'{name}'",
    "no name": "a Value without a name",
    "beyond floats": "{what} holds one float, and this {kind} is beyond 1.8e308",
    "not finite": "{what} holds a finite number, not {number}: the chain rule cannot pass it on",
    "a Value": "a Value",
    "an argument": "an argument",
    "a calculation": "a calculation",
    "the learning rate": "the learning rate",
    "the variable": "the variable {name}",
    "the data": "the data of {name}",
    "the constant": "the {constant} of {function}",
    "the result of a rule": "the value of {function}",
    "the claimed gradient": "the claimed gradient of {name}",
}
