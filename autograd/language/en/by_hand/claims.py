"""Claims about derivatives, in English."""

SENTENCES = {
    # why a claimed gradient is wrong
    "the claim is wrong": "the claimed gradient of {name} is wrong. The smallest counterexample:",
    "the claim has no value": "the claimed gradient of {name} has no value "
    "where {name} has a gradient. The smallest arguments found:",
    "no value there": "The claimed formula has no value there: {why}.",
    "it gives": "it gives {number} for {name}",
    "it raises": "it raises {kind}: {error}",
    "f is in doubt": "the claim cannot be judged, for {name} itself is in doubt. The smallest arguments found:",
    "differences contradict": "The gradient called true is what the engine finds, "
    "but differences of {name} nearby are not close to it. "
    "Does {name} use a number in place of a Value somewhere, as in x.data, float(x) or math.exp(x)?",
    "differences confirm": "Differences of {name} nearby confirm the true gradient.",
    "gradient of": "gradient of",
    "claimed": "claimed",
    "true": "true",
    "wrong": "wrong",
    "(none)": "(none)",
    "more wrong numbers": "... and {n} more wrong numbers",
    "the reason": "The reason: {slip}.",
    "what would explain it": "What would explain it:",
    "no slip explains it": "No simple slip explains it: no sign, factor, "
    "missing term or transposition fits all arguments tried.",
    "right for some sizes": "The claim was right wherever {what} was {right}, and wrong for {wrong}.",
    "the length of": "the length of {name}",
    "the number of rows of": "the number of rows of {name}",
    "the number of columns of": "the number of columns of {name}",
    "the number of numbers in": "the number of numbers in {name}",
    "a number": "a number",
    "a list of": "a list of {n}",
    "a matrix of": "a matrix of {rows} x {columns}",
    "in the gradient of": "in the gradient of {x}, {slip}",
    "transposed": "rows and columns are swapped (transposed): claimed[i][j] = true[j][i]{unlike}",
    "transposed and wrong": "rows and columns are swapped (transposed), and the numbers are not right either{unlike}",
    "unlike shapes": "; the claimed gradient is {claimed}, and {name} is {shape}",
    "where n is": "{multiple}, where n is {length}",
    "or 1/n": "or {count}: n = {n} is {length}",
    "always 0": "all of it is missing: the claimed gradient is always 0",
    "the sign is flipped": "the sign is flipped",
    "the sign is flipped in": "the sign is flipped in {places}, and in no other",
    "the sign of one term is flipped": "the sign of one term is flipped: the term that reaches {x} from {out}",
    "a factor too many": "there is a factor {factor} too many",
    "a factor is missing": "the factor {factor} is missing",
    "a factor is one too many": "the factor {factor} is one too many",
    ", and": ", and ",
    "a use is left out": "a term is missing: {x} is used {n} times, and its use in {out} is left out",
    "only one use is counted": "terms are missing: {x} is used {n} times, and only its use in {out} is counted",
    "a local gradient is missing": "a factor of the chain rule is missing: the "
    "local gradient of {out} by {x}, here {local}",
    "the upstream gradient is missing": "the upstream gradient is missing: this is the gradient of {out} alone",
    "the inner derivative is missing": "the inner derivative is missing: this is the gradient by {out}, not yet by {x}",
    "and likewise": ", and likewise for the other numbers",
    # claims
    "the claim": "the claim: ∂{y}/∂{x} = {claim}",
    "of the function": "of:        {function}",
    "refuted": "It is wrong. The smallest counterexample:",
    "refuted at a point": "It is wrong. A counterexample:",
    "without hypothesis": "Tried at {n} {n:point|points} of a fixed list. Without the package Hypothesis, no smallest "
    "counterexample is sought.",
    "there": "where {names}",
    "right everywhere": "It is right at all {n} {n:point|points} tried where the function has a gradient:",
    "from to": "{name} from {low} to {high}",
    "proved": "It is proved: SymPy shows that the difference is 0 for all real numbers at which the function has a "
    "gradient. (These do not round, and 0.1 is 1/10.)",
    "proved for sizes": "SymPy proves it for the sizes {letters} from 1 to {most}, and larger ones were tried.",
    "tried alone": "It is tried: neither a proof nor a solver confirms it, so it may be wrong between these points.",
    "searched": "A solver, CrossHair, looked for {seconds} {seconds:second|seconds} for a point on each path, and "
    "found none where it is wrong.",
    "right for sizes": "the claim is right for {what} = {right}, and wrong for {what} = {wrong}",
    "right for shares": "the claim is right only where the numbers of {name} add up to 1 (to ask only for these, "
    "declare {name} as onehot or as shares)",
    "right below": "the claim is right where {name} is below {border}, and wrong above",
    "right above": "the claim is right where {name} is above {border}, and wrong below",
    "shapes without names": "'{given}' is a shape without a name: write the name of its input too, as in x=n",
    "not a shape": "the shape of {name} is one or two sizes, each a letter or a number from 1 to {most}, as in n or "
    "n,m or 3; it is '{given}'",
    "no such input": "the function has no input {name}: its inputs are {inputs}",
    "no input at all": "the function has no input {name}, nor any other: it is a number",
    "calculated": "{name} is calculated from {inputs}: to claim the "
    "gradient by {name}, type the function from there on",
    "a size and more": "{name} is a size, and the name of something else: choose another letter",
    "the output is no scalar": "the output {name} is {shape}, and only a scalar has a gradient: multiply it by an "
    "upstream gradient g and add, as in sum(g * {name})",
    "no such name": "the function has no name '{name}'{near}: its names are {names}",
    "the shape of a claim": "the gradient by {name} is {needed}, like {name} itself, but the claim is {shape}",
    "no vector": "{name} is to be one-hot or shares, and is no vector: declare its shape, such as {name}=n",
    "defined nowhere": "the function has a gradient at none of the {tried} {tried:point|points} tried; for instance: "
    "{why}",
    "nothing is claimed": 'claim a derivative, such as --d x "y*(1-y)"',
    "not NAME=SIZES": "'{given}' is not of the form NAME=SIZES, such as x=n, W=n,m or x=3",
    "help: function": 'the function, such as "sigmoid(x)", or definitions such as "h = tanh(W @ x); L = sum((h - '
    't)**2)"; an output without a name is y (z if y is an input)',
    "help: --d": "the claimed derivative with respect to an input, or to a number of it such as x[0], in the inputs "
    "and the names defined; may be given several times",
    "help: --shape": "a vector (x=n), a matrix (W=n,m) or fixed sizes (x=3); letters are sizes from 1 to 3 or 4",
    "help: --onehot": "this vector has one 1 and otherwise 0s",
    "no time of a proof": "'{given}' is no number of seconds: write one such as 4, or 0 for no proof and no solver",
    "help: --seconds of a proof": "how long a proof by SymPy may take, and after it the search of a solver, "
    "CrossHair, where they are installed; 4 if not given, 0 for neither",
    "help: --shares": "the numbers of this vector add up to 1",
}
