"""Networks in English: layers, boxes, losses and scores."""

SENTENCES = {
    # numbers and parts
    "one number": "one number",
    "a list of one number": "a list of one number",
    "so many numbers": "{count} numbers",
    "a module without a call": "{kind} does not say in __call__ what it makes of an example",
    "list in a Sequential": "part {part} of a Sequential is a {kind}: write Sequential(*layers)",
    "no part of a Sequential": "part {place} of a Sequential is {part!r}, and no module or function",
    "residual changes the shape": "a residual sum needs an inner part that keeps the shape: from {before} it "
    "made {after}",
    "batch normalisation of one example": "batch normalisation in training needs the whole batch: "
    "call model.batch(examples), or model.eval()",
    "batch normalisation of few examples": "batch normalisation in training needs two examples or more, and "
    "was given {count}",
    "batch normalisation of another size": "batch normalisation of {features} was given {given}",
    # phrases for numbers out of their range
    "a dropout rate": "a dropout rate",
    "the number of features": "the number of features",
    "the momentum of batch normalisation": "the momentum of batch normalisation",
    "the epsilon of batch normalisation": "the epsilon of batch normalisation",
    "the size of a window": "the size of a window",
    "a stride": "a stride",
    "a padding": "a padding",
    "the number of channels": "the number of channels",
    "the number of filters": "the number of filters",
    "the number of inputs": "the number of inputs",
    "the number of outputs": "the number of outputs",
    "the number of outputs of a layer": "the number of outputs of a layer",
    "the number of rows of an embedding": "the number of rows of an embedding",
    "the size of an embedding": "the size of an embedding",
    "more than 0 and finite": "more than 0 and finite",
    "at least 0 and finite": "at least 0 and finite",
    "at least 0 and less than 1": "at least 0 and less than 1",
    "between 0 and 1": "between 0 and 1",
    "no whole number": "{what} is a whole number of at least {least}, not {number!r}",
    "out of range": "{what} is a number {within}, and {number!r} is not",
    # layers and boxes
    "backward before forward": "backward goes back through the last forward, and there is none: call forward first",
    "wrong number of inputs of a box": "{kind} takes {inputs} in forward, and was given {given}",
    "shapes of an affine": "Affine takes a W of inputs × outputs and a b of outputs, not of {weight} and {bias}",
    "input of an affine": "Affine with a W of {weight} takes {many}, or rows of as many, not {given}",
    "targets of a softmax": "SoftmaxWithLoss takes a target for each row: {count} of them, not {given}",
    "no such class of a softmax": "there is no class {target!r}: {count} {count:number is|numbers are} for "
    "the classes 0 to {last}",
    "no vectors for a box": "a box of vectors takes a vector, or a batch as a list of rows, not {given}",
    "shape unlike another": "{name} has the shape of {other}: {right}, not {given}",
    "the output": "the output",
    "the first": "the first",
    "the second input": "the second input",
    "rows of several lengths": "rows of several lengths ({first} has {right}, and {place} has {given})",
    "ragged image": "{part} takes an image whose rows are all as long, and whose channels are all as large, "
    "not {given}",
    "window larger than image": "a window of {size} × {size} is larger than an image of {given}",
    "padding without anything to pool": "a padding of {padding} would leave windows of {size} × {size} "
    "without anything to pool",
    "init not called": "{name} makes a start, and is none itself: write init=nn.init.{name}()",
    "no init": "init is a function of the numbers of inputs and outputs, as nn.init.he(), not {init!r}",
    "nonlin is no truth": "nonlin is True or False, not {nonlin!r}: a function goes by name, as in activation=tanh",
    "input of a neuron": "a neuron takes {many}, and was given {given}",
    "name of a layer is no text": "the name of a layer is a text: a function goes by name, as in activation=tanh",
    "nouts is no list": "nouts is a list of the numbers of neurons, as in MLP(2, [3, 1]), not {nouts!r}",
    "no row of an embedding": "an embedding takes the number of a row, from 0 to {last}, and was given {given}",
    "activation of all outputs": "{name} takes all outputs at once: write Sequential(Layer(2, 3, "
    "activation=None), {name})",
    "no activation": "an activation is a function of one number, as in activation=tanh, or None, not {given}",
    # losses and metrics
    "target of a hinge loss": "the target of a hinge loss is 1 or -1, not {target!r}",
    "target of another size": "an output of {outputs} has a target of {targets}; it needs as many",
    "loss of several classes": "this loss takes an output for each class, in a list, and was given {given}: "
    "for one output there is the same loss with binary_ in its name",
    "no such class": "there is no class {target!r}: {count} {count:output is|outputs are} for the classes 0 to {last}",
    "no probability": "a probability is between 0 and 1, and {number} is not: for logits there is the same "
    "loss with _from_logits in its name",
    "target of a binary loss": "the target of a binary loss is 0, 1 or a number between them, not {target!r}",
    "shares of a target": "the shares of a target are at least 0 and sum to 1, as in one-hot vectors, and those "
    "of {numbers} do not",
    "no largest output": "an output of {size} has no largest: {scores}",
    "empty output": "an output is empty",
    "no threshold": "a single score, here {score:g}, needs a threshold between its two classes: threshold=0 if "
    "it is a logit or was learned by the hinge loss, threshold=0.5 if it is a probability",
    "as many predictions": "{predicted} {predicted:prediction is|predictions are} for {actual} "
    "{actual:example|examples}; there must be as many, and at least one",
    "no label": "a class is a number or a name, such as predicted_class tells, and not {label!r}",
    "score as a class": "{label!r} looks like a score, which is no class: predicted_class(output) tells the class",
    "names and numbers": "the predicted classes are numbers or names such as {predicted!r}, and the actual ones such "
    "as {actual!r}: write both as numbers or both as names, or use confusion_matrix(predicted, actual, classes=[…])",
    "class twice": "a class stands twice in classes={classes}",
    "label not among the classes": "there is no class {label!r} among the classes {classes}",
    "one feature": "one feature",
    "so many features": "{count} features",
    "one input": "one input",
    "so many inputs": "{count} inputs",
    "no image": "{part} takes an image of channels of rows of numbers, and was given {given}",
    "no image of so many channels": "{part} takes an image of {channels} channels of rows of numbers, and "
    "was given {given}",
    "input of a layer": "the layer takes {many}, and was given {given}",
    "input of a named layer": "the layer {name} takes {many}, and was given {given}",
    "dout": "dout",
    "in a part of a Sequential": "part {i} ({name}): {error}",
    "nonlin of a network": "an MLP takes no nonlin: its last layer alone is linear, and activation=tanh "
    "chooses the function of the others",
}
