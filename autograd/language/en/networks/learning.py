"""Networks in English: optimizers, runs, their checkpoints, and estimators."""

SENTENCES = {
    # optimizers and schedules
    "no parameters": "an optimizer needs parameters, as in SGD(model.parameters(), rate=0.1), and was given none",
    "parameters of another type": "{wanted}, not of type {kind}",
    "parameter is no Value": "{wanted}, not a list with {parameter!r}",
    "parameters are a list of Values": "parameters are a list of Values, as in SGD(model.parameters(), rate=0.1)",
    "option by another name": "{optimizer} has no option {name}: here it is {ours}",
    "option is an optimizer": "{optimizer} has no option {name}: here it is an optimizer of its own, {ours}",
    "options are missing": "{optimizer} needs {names}, as in {optimizer}(model.parameters(), rate=0.1)",
    "no option of an optimizer": "{optimizer} has no option {name}: it takes {known}",
    "a learning rate": "a learning rate",
    "the decay of an optimizer": "the decay",
    "the rate after some steps": "the rate after {steps} {steps:step|steps}",
    "the momentum": "the momentum",
    "the largest length of a gradient": "the largest length of a gradient",
    "no schedule": "a schedule is a function of the number of steps, and {name} is none: call what makes one, "
    "as in rate=step_decay(0.1, every=100)",
    # before a run
    "no model to train": "{called}: the model is an nn.Module, not {given}",
    "no examples": "{what} has lists .xs and .ys, like nn.data.Dataset(xs, ys), and {given} has not",
    "no loss": "{called}: the loss is a function of an output and its target, such "
    "as nn.losses.mean_squared_error, not {given}",
    "no optimizer": "{called}: the optimizer is one such as nn.optim.SGD(model.parameters(), rate=0.1), not {given}",
    "option is no whole number": "{name} is a whole number of at least 1, and {number!r} is not",
    "no clip": "clip is the largest length of a gradient, more than 0, and {clip!r} is not",
    "patience without validation": "patience waits for a lower validation loss: pass validation=examples that "
    "are set apart",
    "compiled is no truth": "compiled is True, False or None, and {given!r} is not",
    "parameters of another model": "the optimizer has parameters of another model: make it with "
    "model.parameters() of this one",
    "as many targets": "{what} has {inputs} {inputs:input|inputs} and {targets} "
    "{targets:target|targets}; it needs as many, and some",
    "one output for several classes": "{name} takes an output for each class, and the model has one: give it "
    "as many outputs as there are classes, or take binary_{name}",
    "loss is no Value": "the loss is {given}, not a Value, so nothing can be learned from it: model and loss "
    "are to calculate with Values, without .data and float()",
    "loss of no parameter": "the loss depends on none of the optimizer's parameters, so nothing can be "
    "learned from it: the model may put out .data or float() instead of Values, or the loss may not use the output",
    "batch normalisation of the only example": "batch normalisation compares the examples of a batch, and there "
    "is one example: train with more",
    "last batch of one example": "with batch_size={batch_size} the last batch of {examples} examples has 1, "
    "and batch normalisation compares the examples of a batch: take another size, such as batch_size={better}",
    "a class instead": "the class {name} (it is to be called)",
    "a thing of a type": "a {kind}",
    # the table of a run, and how far it is
    "best epoch so far": "best: epoch {epoch}",
    # in a run
    "no epoch so far": "no epoch is finished",
    "no epoch was finished": "no epoch was finished; stopped: {reason}",
    "right of each class": "right of each class after epoch {epoch}: {shares}",
    "in the loss of an example": "{error}, in the loss of {name}",
    "progress needs tqdm": "the progress bar needs tqdm: {pip} install tqdm, or train with progress=False",
    "gradient too long": "the gradient, most of all that of {name}, is too long to be shortened",
    "memory not finite": "what {who} remembers of {name} is no longer finite",
    "parameter without a name": "a parameter without a name",
    "going on from a checkpoint": "going on from {path}, after {place}",
    "no lower loss": "{count} {count:epoch|epochs} without a lower validation loss than that of epoch {best}",
    "only epoch done": "the only epoch is done",
    "all epochs done": "all {count} epochs are done",
    "the validation after an epoch": "the validation after epoch {epoch}",
    "number no longer finite": "a number was no longer finite in {place}",
    "compiled needs NumPy": 'compiled=True needs NumPy: {pip} install "ringograd[numpy]"',
    "log of a probability": "The log is that of a probability: end the model with softmax or sigmoid, or, for "
    "outputs as they are, take nn.losses.cross_entropy_from_logits or binary_cross_entropy_from_logits",
    "no step was made": "No step was made before, so the cause is not the rate: look at the numbers of "
    "the data (are they scaled?), at the first parameters, and at the loss",
    "smaller rate": "Try a smaller rate",
    "rate below": "Try a smaller rate than {rate:g}",
    "smaller rate or clip": "Try a smaller rate, or clip=1.0, which shortens the gradient",
    "rate below or clip": "Try a smaller rate than {rate:g}, or clip=1.0, which shortens the gradient",
    "training error": "{stopped}: {error}. {advice}",
    "stopped by Ctrl-C": "Ctrl-C after {place}",
    "epoch and batch": "epoch {epoch}, batch {batch} of {batches}",
    "epoch alone": "epoch {epoch}",
    # checkpoints of runs
    "checkpoint not written": "training goes on, but {path} was not written: {error}",
    "place of a run damaged": "it is damaged: where its run was cannot be read",
    "saved outside of a run": "it was saved outside of a run; nn.load reads it",
    "was and is": "{name} was {there} and is {here}",
    # estimators
    "targets of one class": "all targets are of one class, {target!r}: a classifier needs two or more",
    "estimators need scikit-learn": "nn.Classifier and nn.Regressor need scikit-learn 1.6 or later: "
    '{pip} install "ringograd[sklearn]"',
    "no hidden": "hidden is how many neurons each hidden layer has, such as (16,) or (16, 8), not {given!r}",
    "no such activation": "activation is one of {names}, not {given!r}",
    "estimator option is no whole number": "{name} is a whole number of at least 1, not {number!r}",
    "no rate": "rate is a number of more than 0, not {rate!r}",
    "no decay": "decay is a number of at least 0, not {decay!r}",
    "out of the range of floats": "numbers of up to {largest:g} lead out of the range of floats; give them in "
    "a larger unit",
    "a text": "{kind} {text!r}",
    "a None": "None",
    "no number at a place": "{where} has no number at {place}, but {number}: put a number there, or leave "
    "this example out",
    "no number of an example": "{where} has no number, but {number}: put a number there, or leave this example out",
    "best epoch": "best: epoch {epoch}; stopped: {reason}",
    "another run": "it belongs to another run, where {differences}. Move it away to begin a new run; nn.load "
    "takes its numbers along",
    "and more differences": "and {count} more",
    "option of a part": "the {option} of {part}",
    "its class": "class",
    "its checksum": "checksum",
    "all of the model": "the model",
    "its optimizer": "the optimizer",
    "its data": "the data",
    "its validation data": "the validation data",
    "epsilon": "epsilon",
    "rho": "rho",
    "beta_1": "beta_1",
    "beta_2": "beta_2",
    "column epoch": "epoch",
    "column loss": "loss",
    "column accuracy": "accuracy",
    "column validation loss": "validation loss",
    "column validation accuracy": "validation accuracy",
    "line of an epoch": "epoch {epoch}/{epochs}: {numbers}",
    "time left of a run": "{seconds:.0f} s left",
    "bar of a run": "{{desc}}{{remaining}} left{{postfix}} |{{bar}}|",
    "epoch of a bar": "epoch {epoch}/{epochs}, ",
    "loss of a bar": "loss {loss:.4g}",
    "validation of a bar": "val {loss:.4g}",
    "accuracy of a bar": " acc {percent:.1f}%",
    "actual and predicted": "actual \\ predicted",
    "precision": "precision",
    "recall": "recall",
    "so many are right": "{right} of {examples} right: {share}",
}
