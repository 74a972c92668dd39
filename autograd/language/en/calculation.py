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
    "many paths": "From the output to here there {count:is|are} {count} {count:path|paths}, too many to write them all "
    "out.",
    "long paths": "The paths from the output to here have up to {longest} steps, too many to write them all out.",
    "large paths": "The products along single paths are too large for floats.",
    "summed by node": "So the paths are summed by node. The derivative of a node is a sum over the nodes that use it: "
    "for each of them, its derivative (found before) times the local gradient.",
    "no path": "The output does not depend on it: no path leads there.",
    "slots": "[0], [1], … after a name: the local gradient through that slot alone, "
    "as the name comes in by several ways.",
    "nodes left out": "… {count} {count:node between these is|nodes between these are} left out …",
    "terms left out": "In the sums, … stands for {count} {count:term that is|terms that are} left out.",
    "no such node": "no node of this graph is called '{name}'",
    "several nodes": "several nodes of this graph are called '{name}': give the Value itself",
    "two operations of one name": "two different operations of this graph are called {name}: "
    "make one of them anew with another name",
    "about": "about {number}",
    "more than": "more than {number}",
    # what is refused
    "too large": "{what} is too large: a float ends at 1.8e308",
    "not defined": "{what} is not defined: {formula} needs {condition}",
    "no such index": "choose(xs, {name}) is not defined at {name} = {index}: of {count} {count:number|numbers} the "
    "index is a whole number from 0 to {last}",
    "has no value": "{what} is not defined",
    "refused with advice": "{sentence}; {advice}",
    "log of sigmoid": "write -softplus({minus}): the sigmoid rounds to 0, but its logarithm is no extreme number",
    "log of 1 - sigmoid": "write -softplus({x}): the sigmoid rounds to 1, but this logarithm is no extreme number",
    "log of softmax": "write log_softmax, which needs no share that rounds to 0",
    "log of exp": "write {x}: the logarithm undoes exp",
    "log of zero": "for {x} * log({x}), which is 0 there, write {x} * log(where({x} > 0, {x}, 1))",
    "log of 1 + x": "write log1p({x}) for log(1 + {x}): 1 and so small a number add up to 1, rounded",
    "log of 1 - x": "write log1p({minus}) for log(1 - {x}): 1 minus so small a number is 1, rounded",
    "exp minus 1": "write expm1({x}) for exp({x}) - 1: exp of so small a number is 1, rounded",
    "zero over zero": "0 / 0 has no value, so the formula may be at fault, and not the point: simplify it, or divide "
    "by where({x} != 0, {x}, 1) and choose the value at this point yourself",
    "exp too large": "softmax, logsumexp, softplus and sigmoid need no such exp",
    "root of squares": "write hypot, if these are two, whose gradient is 0 there; or add a small number under the root",
    "root of a square": "write abs({x}), whose gradient is 0 there",
    "root of variance": "add a small number under the root: where all numbers are equal, it has no derivative",
    "left the graph": "{function} gives a plain number, and no gradient flows back through it",
    "compared in place of a node": "{function} gives one of its numbers, and makes no node",
    "write instead": ": write {instead}",
    "nothing to write instead": ": there is no such operation, but autograd.operation makes one",
    "not defined with": "{formula} is not defined with {constants}: it needs {condition}",
    "operation at": "{operation} at {values}",
    "derivative too large": "the derivative that flows through {what} is too large: a float ends at 1.8e308{made}",
    "local gradient not defined": "the local gradient of {what} is infinite or not defined: "
    "differentiate a little away from there{made}",
    "zero times infinity": "the local gradient of {what} is infinite or not defined, and the chain rule multiplies it "
    "by 0, which has no value: the formula may be at fault, and not the point{made}",
    "write without it": "simplify it, as sqrt(x) ** 2 to x; behind a where, put another where inside, as in "
    "sqrt(where(x > 0, x, 1))",
    "where the node was made": "; the node was made at {place}",
    "gradient so far not finite": ".grad of {name} was {number} before this pass, and gradients are added to it: "
    "set .grad to 0 first",
    "sum of gradients too large": "a gradient, added to what .grad held before, is beyond 1.8e308: "
    "set .grad to 0 first",
    "decided while recording": "{what} was decided when the graph was recorded, and another example may need the other "
    "choice: write maximum, minimum, relu, clamp or abs, or compile without inputs",
    "in lane": "in lane {lane}, counted from 0: {sentence}",
    "too large in a program": "a sum of the program is too large on the way: a float ends at 1.8e308",
    "sum over lanes too large": "a gradient, summed over all lanes and outputs, is beyond 1.8e308",
    "not in float32": "in float32, which ends at 3.4e38 and has 7 digits, a number of the program is not finite, and "
    "in float64 it is: compile with dtype='float64'",
    "beyond float32": "{what} holds a float32, and {number} is beyond 3.4e38",
    "changed data": "the data of {who} was set to {number} by hand after results had been calculated with its old "
    "number: calculate all of them again first",
    "a name": "'{name}'",
    "no name": "a Value without a name",
    "beyond floats": "{what} holds one float, and this {kind} is beyond 1.8e308",
    "not finite": "{what} holds a finite number, not {number}: the chain rule cannot pass it on",
    "input not finite": "inputs must be finite numbers, and {name} is {number}: fill it in, or leave this example out",
    "a Value": "a Value",
    "an argument": "an argument",
    "a calculation": "a calculation",
    "the learning rate": "the learning rate",
    "the decay": "the weight decay",
    "the variable": "the variable {name}",
    "the data": "the data of {name}",
    "the constant": "the {constant} of {function}",
    "the result of a rule": "the value of {function}",
    "the claimed gradient": "the claimed gradient of {name}",
    # wrong types and numbers
    "local gradients of an operation": "{name} has {inputs} {inputs:input|inputs}, and {gradients} local "
    "{gradients:gradient|gradients}",
    "arguments of grad": "grad takes an output Value and a list of Values: grad(out, [x, y])",
    "no operations": "operations is a list of what autograd.operation made, and {given} is not",
    "operations of one name": "two operations are called {name}: give one of them another name",
    "expression is no text": "an expression is a text, not {kind}: parse('w * x', {{'w': 2, 'x': 3}})",
    "variables without names": "variables are given by name: parse('w * x', {{'w': 2, 'x': 3}})",
    "variable without numbers": "the variable {name} is a list without numbers: give it one or more",
    "at and direction": "at and direction are lists of numbers, one for each argument, such as [2.0] and [1.0]",
    "numbers of a direction": "a direction has one number per argument: {direction} {direction:number|numbers} for "
    "{at} {at:argument|arguments}",
    "numbers of a vector": "a vector has one number per argument: {vector} {vector:number|numbers} for {at} "
    "{at:argument|arguments}",
    "no list for arguments": "{what} is a list of numbers, one for each argument, such as [{numbers!r}]",
    "Hessian of several outputs": "a Hessian is that of one output, and f returned {count}",
    "weights of a dot": "dot needs one weight per input, and got {weights} {weights:weight|weights} for {inputs} "
    "{inputs:input|inputs}",
    "no condition": "a condition is a comparison, such as x > 0, or a number, not {condition!r}",
    "nothing to choose from": "choose takes one number or more, as in choose([x, y], 0), and was given none",
    "operation without a place": "cannot pickle {name}: another process looks for it in the module {module}, "
    "where it has no name: write {name} = operation({name!r}, …) there, outside of any function",
    "no name of an operation": "an operation is called by a name that Python can have, such as 'cube', not {name}",
    "name of an operation is taken": "{name} means something in typed expressions already: give your "
    "operation another name",
    "name is no text": "a name is a text, such as 'x', not {kind} ({name!r})",
    "derivation of no Value": "derivation takes a Value of the graph, or its name, not {kind}",
    "steps of no Value": "steps takes the Value that was calculated, not {kind}",
    "variable of another kind": "the variable {name} is a number, a list of numbers or a list of rows of "
    "one length, not {given}",
    "rule is no function": "the {what} of {name} is a function, such as {example}, not {rule}",
    "template is no text": "the {what} of {name} is a text with a $ before each argument, not {template}",
    "rule cannot be read": "a rule of {name} cannot be read: x may be a plain number, so write exp(x), not "
    "x.exp() ({error})",
    "no path of a file": "a file is named by a text or a pathlib.Path, and {given} is neither",
    "no such file": "No such file or directory",
    "not allowed": "Permission denied",
    "a folder instead": "Is a directory",
    "no folder on the way": "Not a directory",
    "disk is full": "No space left on device",
    "disk is read-only": "Read-only file system",
    "no ordinary file": "Not an ordinary file, so it is left alone",
    "no language": "there is no language {lang!r}: the languages are {names}",
    "no real number": "{who} holds one real number, not {kind} ({given}): {advice}",
    "convert a text": "convert it first, for example float(text)",
    "convert a truth": "convert it first, as int(x)",
    "pass the real part": "complex numbers have no place here; pass the real part, x.real",
    "return was forgotten": "a function that forgot its return gives None",
    "pass one number at a time": "pass one number at a time, or make a list of Values: [Value(x) for x in numbers]",
    "pass numbers of an array": "pass one number at a time: [Value(x) for x in array.flat]",
    "pass a number of a tensor": "pass one number at a time, as tensor.item()",
    "a Value already": "it is a Value already; use it as it is, or its number, v.data",
    "pass an int or a float": "pass an int or a float",
    "function without a derivative": "numpy.{name} has no derivative here, so no graph can hold it",
    "function without a derivative, near another": "numpy.{name} has no derivative here, so no graph can hold "
    "it (did you mean numpy.{near}?)",
    "power written with ^": "a power is written x ** 2, not x ^ 2",
    "matrix product of one Value": "numpy.{name} takes no Value alone: write np.array([v, w]) @ np.array([x, "
    "y]), or v * x",
    "method of an array": "numpy.{name}.{method} takes an array of Values, np.array([v, w]), and no Value alone",
    "options of a function of NumPy": "numpy.{name} takes no {options} for Values: their results are new nodes",
    "constant is no number": "the constant {name} of {function} is a number, and has no gradient: pass the "
    "number of {given}, its .data, or make it an input",
    "constants of an operation": "{name} has the constants {constants}, and was given {given}",
    "jumps between whole numbers": "{sign} jumps from one whole number to the next, and has no derivative "
    "there: write x / y, or use the numbers alone, as in v.data {sign} 2",
    "no numbers of a list": "{name} takes one number or more, as in {name}([x, y]), and was given none",
    "keywords of a function": "{call} takes {known} alone by keyword, and was given {unknown}",
    "no keywords of a function": "{call} takes nothing by keyword, and was given {unknown}",
    "one number of a function": "{call} takes 1 number, and was given {given}",
    "numbers of a function": "{call} takes {most} numbers, and was given {given}",
    "either of two conditions": "or",
    "both of two conditions": "and",
    # rules and formulas of operations
    "inputs of local gradients": "the local gradients of {name} take z, the result, then the inputs, called x, or x "
    "and y, or *xs for a list, and then constants of other names; here they take ({taken})",
    "value and local gradients": "the value of {name} takes ({own}), and its local gradients ({taken}): after z, these "
    "take the same inputs and constants",
    "template without an argument": "the {what} of {name} has each of its arguments, {slots}, unlike {template!r}",
    "condition on symbols": "a condition on symbols is neither true nor false: choose with where(condition, x, y), and "
    "join conditions with & and |",
    "arguments of a row": "{name} takes {arguments}",
    "arguments of a new row": "what {name} takes begins with x, with x, y or with xs, and not as in {takes!r}",
    "row not pickled": "cannot pickle {name}: it is not in the table, so no other process would find it",
    "formula too long": "this formula has more than {most:,} characters: write a part of it, or its steps",
    "MathML needs latex2mathml": 'MathML needs the package latex2mathml: pip install "ringograd[mathml]"',
}
