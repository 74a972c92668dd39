"""Networks in English: networks of other libraries that are read."""

SENTENCES = {
    # any network that is read
    "sums too deep": "it has sums within sums, more than {most} deep",
    "not in a row": "its operators do not stand in a row: a sum x + f(x) may lead around some, and nothing else",
    "rows out of others": "it makes rows of {many} out of rows of {width}",
    "rows without a layer": "it makes rows of {many}, and no layer tells that an example is one row: flatten "
    "from axis 1 instead",
    "shape of a tensor": "{name} has the shape {found}, and {wanted} is needed",
    "tensor has no finite number": "{name} holds {number}, which is no finite number",
    "variance below 0": "{name} holds {number}: a variance is not less than 0",
    "of one number": "of one number",
    # PyTorch
    "module refused": "{place} is {kind}, {why}",
    "part of the network": "part {name} of the network",
    "the whole network": "the network",
    "tensor of a part": "{name} of {place}",
    "parametrized": "whose {name} is calculated from other tensors: {remove} makes it a tensor",
    "with a hook": "with a hook, or with another forward, which may change numbers: remove it before "
    "(weight_norm and spectral_norm have hooks, and torch.nn.utils.remove_weight_norm and remove_spectral_norm)",
    "option of a module": "whose {name} is {found!r}: here it can only be {known}",
    "option of two sides": "whose {name} is {found!r}: here it is one number for rows and columns",
    "module without weights": "which has no weights",
    "windows of even size": "whose windows of {size} × {size} cannot be padded to the same on both sides",
    "no running means": "without running means: here they are always kept",
    "momentum of all batches": "whose momentum is None, a mean over all batches: here it is a share, such as 0.1",
    "dropout of everything": "which keeps nothing: here a rate is less than 1",
    "softplus with a threshold": "whose threshold is {threshold}: below 20 it is another function than softplus",
    "module without a counterpart": "which has no counterpart here; these have one, from torch.nn itself: {names}",
    "takes several inputs": "which takes {count} inputs: here it is one",
    "forward takes a tensor from elsewhere": "whose forward calls {name} with a tensor that is not made by a "
    "call before",
    "forward works in place": "where {error}",
    "output is more than a row": "whose output is more than a row of modules makes of the input",
    "forward of another form": "whose forward has another form: {error}",
    "forward cannot be followed": "whose forward cannot be followed without numbers: {error}",
    "forward calls in another way": "whose forward calls {name} in a way that has no counterpart here",
    "forward calls what is not here": "whose forward calls {name}, which has no counterpart here",
    "forward gives several tensors": "whose forward gives {name} {count} tensors: here it takes one",
    "forward calls with an option": "whose forward calls {name} with an option that has no counterpart here: {error}",
    "forward drops in use": "whose forward drops numbers in use too: write dropout(x, p, training=self.training) there",
    "works in place": "{name} works in place on numbers that are used again: set inplace=False there, or write x "
    "= x + y",
    "from_torch needs PyTorch": 'from_torch needs PyTorch: {pip} install "ringograd[torch]"',
    "no network of PyTorch": "from_torch takes a network of torch.nn, or first its state dict and then a model "
    "of nn, and not {given}",
    "state without a model": "a state dict holds numbers, and neither activations nor strides: give the "
    "network, nn.from_torch(network), or a model with the same parts, nn.from_torch(state, model)",
    "no tensor of a state": "{name} is of type {kind}, and no tensor",
    "type of weights": "{name} has numbers of type {kind}, and weights are of a type such as torch.float32",
    "tensor without numbers": "{name} is on the device meta, which holds shapes and no numbers",
    "state lacks": "the state dict lacks {lacks}: its names are to be those of nn.to_torch(model), part by part. "
    "A network whose parts have other names is read as a whole, by nn.from_torch(network)",
    "state has more": "the state dict also has {more}: its names are to be those of nn.to_torch(model), part "
    "by part. A network whose parts have other names is read as a whole, by nn.from_torch(network)",
    "state has others": "the state dict lacks {lacks}, and also has {more}: its names are to be those "
    "of nn.to_torch(model), part by part. A network whose parts have other names is read as a whole, "
    "by nn.from_torch(network)",
    "tied in the model": "{name} is tied to other weights in the model, and not equal to them in the state",
    # scikit-learn
    "weight of a layer": "the weight of layer {layer}",
    "bias of a layer": "the bias of layer {layer}",
    "search is no estimator": "{kind} has searched for an estimator: give search.best_estimator_",
    "no network of scikit-learn": "from_sklearn takes a fitted MLPClassifier or MLPRegressor, alone or "
    "after StandardScaler in a pipeline, or nn.Classifier or nn.Regressor, not {given}",
    "not fitted": "{kind} has not learned anything yet: call fit first",
    "step before the network": "before the network stands {kind}, and from_sklearn knows StandardScaler: give "
    "the network alone, pipeline[-1], and apply the steps before it to its inputs",
    # the file
    "from_onnx needs onnx": 'from_onnx needs onnx: {pip} install "ringograd[onnx]"',
    "no name of a result": "output is the name of a result, such as 'probabilities', not {given}",
    "tensors of one name": "it has two tensors of one name, or more than {most} operators",
    "graph of several inputs": "it has {count} inputs, and a model here has one",
    "end not calculated": "it does not calculate {name}",
    "ONNX file too large": "it is no file of at most {most} MB",
    "no ONNX file": "it is damaged, or no ONNX file",
    "operators of another meaning": "it gives operators of ONNX another meaning, by functions of its own",
    "no opset": "it has no opset, and opsets 9 to {newest} are known: it is damaged, or no ONNX file",
    "another opset": "it has opset {found}, and opsets 9 to {newest} are known: it is damaged, or no ONNX file",
    "used before calculated": "{name} is used before it is calculated",
    "operator makes nothing": "an operator {operator} makes nothing, or something of a name that is taken",
    "options of another kind": "{operator} with options of another kind",
    "no output of a graph": "it has no output",
    "several outputs": "it has {count} outputs ({several}): name one, as in output={name!r}",
    # operators
    "operator refused": "{operator}, which makes {output}: {error}",
    "constant is not calculated": "{name} is constant: here it is to be calculated from the input",
    "second result": "{name} is a second result of an operator: here it is to be calculated from the input",
    "no softplus": "a choice has a counterpart only as Where(x > 20, x, Softplus(x)), as PyTorch writes softplus",
    "no silu": "a product has a counterpart only as x · Sigmoid(x), which is silu",
    "option without a counterpart": "its option {name} is {given}, which has no counterpart here",
    "inputs of an operator": "it has {count} {count:input|inputs}, and takes {least}",
    "inputs from to": "it has {count} {count:input|inputs}, and takes {least} to {most}",
    "sides of a window": "its {name} are {sides}: here they are one number for rows and columns",
    "pads twice": "it has both pads and auto_pad, and one of them is enough",
    "auto_pad without a counterpart": "its auto_pad has a counterpart for windows of odd size, one row and "
    "one column apart",
    "dimensions of a tensor": "{name} has the shape {shape}, and not {count} {count:dimension|dimensions}",
    "operator without a counterpart": "this operator has no counterpart here; these have one: {names}",
    "operator after a model": "this operator has no counterpart here; these have one: {names}. The model up to "
    "it is read with output={name!r}",
    "factor times a tensor": "{factor} times a tensor",
    "its last tensor": "its last tensor",
    "windows not square": "its windows are {rows} × {columns}: here they have as many rows as columns",
    "mean without padding": "it leaves the padding out of its means: here the padding counts as zeros",
    "no flat shape": "it gives numbers the shape {sizes}: here they can only become one list",
    "squeeze of another axis": "it takes away another axis than that of one column, or does not say which",
    "in training for ever": "it is in training for ever: here a model says when it is",
    "constant of selu": "its {name} is {found}: here it is always {constant}",
    # numbers
    "kind of numbers": "{name} has numbers of type {kind}, and weights are of {known}",
    "no whole numbers": "{name} is no list of whole numbers",
    "no truth value": "{name} is no truth value",
    "not constant": "{name} is no tensor of the file, but calculated, and here it is to be constant",
    "shape of nothing": "{name} has the shape {sizes}, which holds nothing",
    "too many numbers": "it has more than {most} numbers, and each becomes a Value here",
    "numbers do not fill": "{name} is damaged: its numbers do not fill its shape",
    "numbers elsewhere": "{name} is in {file}: only a file in the same folder is read",
    "no place in a file": "{name} begins at {start} of {file}, which is no place in a file",
    "numbers not there": "{name} is not in {file}, or this is no file of its own",
    "numbers cannot be read": "{name} is in {file}, which cannot be read: it belongs into the same folder",
}
