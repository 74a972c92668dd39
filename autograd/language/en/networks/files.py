"""Networks in English: networks in files, and checkpoints."""

SENTENCES = {
    # any file
    "cannot be used": "{path} cannot be used: {why}",
    "empty path": 'a file needs a name, such as "model.safetensors", and was given an empty text',
    "tensor not written": "{name} holds {number}, so {path} was not written: it takes finite numbers",
    "network file too large": "it is no file of at most {most} MB",
    "no safetensors file": "it is damaged, or no safetensors file",
    "file of another program": "it is damaged, or another program has written it",
    "version of a format": "its format has version {version}, and this Ringograd reads version {known}",
    "checksum damaged": "it is damaged: its checksum is another one",
    "type of a tensor": "{name} has numbers of type {kind}, not F64",
    "tensor not finite": "{name} holds a number that is not finite",
    "files need safetensors": 'networks are kept in files by safetensors: {pip} install "safetensors>=0.8"',
    # checkpoints
    "tensor of another model": "it belongs to another model: {name} is {there} there, and {here} here",
    "variance damaged": "it is damaged: {name} has a variance that is less than 0",
    "tied here alone": "it belongs to another model: {name} is tied to other weights here, and not there",
    "option of another model": "it belongs to another model: {name} is {there} there, and {here} here",
    "saved without an optimizer": "it was saved without an optimizer",
    "another optimizer": "its optimizer is {there}, and this one {here}",
    "optimizer of another size": "its optimizer has {there} parameters, and this one {here}",
    "steps damaged": "it is damaged: an optimizer cannot have made {steps} {steps:step|steps}",
    "square damaged": "it is damaged: its optimizer remembers a square that is less than 0",
    "no tensor": "not",
    "another run writes": "another run writes it: wait until that has ended, or give this one a file of its own",
    "no lock here": "no other run must use {path}, which has no lock here: {error}",
    # files for other programs
    "estimator is no model": "{kind} is an estimator, and not a model: after fit, {call} takes its network, "
    "whose inputs must first go through estimator.scaler_.transform",
    "no model for a file": "the model is a Module, such as an MLP or a Sequential, {call}, not {given}",
    "to_torch needs PyTorch": 'to_torch needs PyTorch: {pip} install "ringograd[torch]"',
    "activations differ": "part {name} of the model has neurons of different activations: elsewhere, a layer has one",
    "no counterpart elsewhere": "{where} is of type {kind}, which has no counterpart elsewhere; functions "
    "have one, and {names}",
    "part of the model": "part {name} of the model",
    "the whole model": "the model",
    "not in double precision": "part {name} of the model needs the operator {operator}, which runtimes lack "
    'in double precision: write the file with precision="single", or make the model of layers, max pooling and '
    "relu, sigmoid, silu or tanh",
    "option beyond single precision": "the {option} of part {name} is {number}: in a file it is of single precision",
    "beyond the precision": "{name} holds {number}: the file is of {precision} precision, up to {largest:.1e}",
    "embedding in a file": "part {name} of the model is an Embedding, whose input is the number of a row, "
    "and to_onnx writes inputs of single precision: leave it out, and give its rows to the model, embedding(i)",
    "function not for ONNX": "part {name} of the model is the function {function}, which to_onnx does not know; "
    "it knows {functions}, between parts that are {kinds}",
    "no path for ONNX": "the path is that of a file, to_onnx(model, path, shape), not {given}",
    "to_onnx needs onnx": 'to_onnx needs onnx: {pip} install "ringograd[onnx]"',
    "file exists already": "{path} exists: give another path, or overwrite=True to replace it",
    "no shape of an example": "the shape is that of one example, such as (2,) or (1, 8, 8), and {shape!r} is not",
    "no such precision": "precision is {known}, not {given}",
}
