"""Compiled programs and their explanations, in English."""

SENTENCES = {
    "nodes recorded": "Nodes that were recorded: {count}",
    "nodes given": "given numbers",
    "nodes calculated": "calculated by the formulas below",
    "nodes inside": "now terms of sums in these formulas",
    "nodes folded": "calculated from constants alone, and now constants",
    "L is the output": "In gradients, L is the output {outputs}.",
    "L is the sum": "In gradients, L is the sum of all outputs: {outputs}.",
    "columns are lanes": "Lanes are examples, side by side as columns. Gradients are summed over them.",
    "layer in pieces": "Layer {layer} has several formulas, {results}: its neurons have unlike numbers of inputs, as "
    "at the edge of a padded image, or it is used several times.",
    "so many nodes": "{count} {count:node|nodes}",
    "lanes": "lanes",
    "local derivatives": "Local derivatives, from the table of operations (z is the result)",
    "names in formulas": "Names",
    "signs in formulas": "Signs",
    "tensor": "name",
    "shape": "shape",
    "what it is": "what it is",
    "kind parameter": "parameters",
    "kind input": "inputs",
    "kind constant": "constants",
    "sign delta": "Δ1 is short for ∂L/∂A1; Δ2, Δ3, … are such gradients too.",
    "sign entrywise": "A ⊙ B multiplies entry by entry; A B is the matrix product, and Aᵀ the transposed matrix.",
    "sign columns": "A 1 is the sum over the columns of A.",
    "sign sum": "Σ A is a sum of the entries of A: of all of them, or of each column.",
    "sign picked": "A[…] has entries of A in another order, or several times, such as the windows of an image.",
    "sign scatter": "scatter(A) takes the entries of A back to the places from which A[…] took them, and adds up; "
    "scatter[i](A) to the places [i].",
    "sign unit": "e0 is a column with a 1 at entry 0, counted from 0, and 0 elsewhere; e1, e2, … have theirs at entry "
    "1, 2, …",
    "sign counts": "ν says of each entry how often it is an output.",
    "sign lanes": "lanes is the number of lanes.",
    "sign jacobian": "f′(A) of a function with several outputs is its Jacobian matrix: entry (j, i) says how output j "
    "changes with input i. Each column of A has a matrix of its own.",
    "shares add up to 1": "If the numbers in each column of {target} add up to 1, this is the textbook's "
    "Δ{layer} = {share} - {target}.",
    "no such code": "the languages of code are {languages}, and '{language}' is none of them",
    "too many groups": "a picture of {count} groups could not be read: the most are {most}",
    # pictures of networks
    "no model to draw": "a picture of a network needs a module of nn, an estimator that has learned, a box with "
    "forward, or a list of such parts; {given} is none of them",
    "model without parts": "there is nothing to draw: this {kind} has no parts",
    "no network in the graph": "the model {kind} has no layer of neurons that this graph was calculated with",
    "no number of a line": "the lines of a network are drawn by 'weight' or by 'gradient', not by {given}",
    "lines by weight": "Lines are weights. Solid: positive. Dashed: negative. The wider, the larger; the widest is "
    "{largest}.",
    "lines by gradient": "Lines are gradients. Solid: positive. Dashed: negative. The wider, the larger; the widest is "
    "{largest}.",
    "lines to parts by weight": "The line to a part is the wider, the larger its largest weight is; the widest is "
    "{largest}.",
    "lines to parts by gradient": "The line to a part is the wider, the larger its largest gradient is; the widest is "
    "{largest}.",
    "lines without weights": "All weights are 0, or there are none.",
    "lines without gradients": "All gradients are 0: call backward() on a loss, then draw.",
    # ringo draw: words in a picture
    "picture gradient": "grad {number}",
    "picture local": "local {number}",
    "picture edges": "{count} {count:edge|edges}",
    "picture edge": "1 edge",
    "picture nodes": "{count} {count:node|nodes}",
    "picture given": "{count} given",
    "picture others": "{count} of other kinds",
    "picture folded": "folded: {lines}",
    "picture folded edges": "{edges} of the folded nodes",
    "picture product": "{from_} to {to}: upstream {upstream} × local {local} = {product}",
    # viz.network: words in a picture
    "picture inputs": "{count} {count:input|inputs}",
    "picture input": "1 input",
    "picture parameters": "{count} {count:parameter|parameters}",
    "picture parameter": "1 parameter",
    "picture range of weight": "parameters {range}",
    "picture range of gradient": "gradients {range}",
    "picture more neurons": "{count} more",
    "picture more parts": "{count} more {count:part|parts}",
    # ringo compile
    "shown for a shorter list": " (for a list of {n}; here it has {count})",
    "help compiled parameters": "what has gradients, such as W,b; if not given, it is told by the names; all other "
    "names are inputs",
    "help explanation format": "how the explanation is written: {formats}",
    "help source": "write the program as code in this language, such as numpy or c, instead of the explanation",
    "help output": "write to FILE, and not to the screen; its name ends as fits what is written, in .txt, .md, .tex, "
    ".svg, .py or .c",
    "source or format": "--source writes code and --format an explanation: leave one of them out",
    "no such format here": "--format is one of {formats}, and not '{format}'",
    "no file to write to": "--output needs a file to write to, such as --output neuron.py",
    "another ending": "{path} would hold {what}: name a file that ends in {fitting}, or choose what is written with "
    "--format or --source",
    # pictures that cannot be drawn or saved
    "and more characters": "{shown} and {count} more",
    "Graphviz says": "Graphviz says: {line}",
    "page without .html": "{path!r} should end in .html: a page is a file of HTML",
    "no points to plot": "a plot needs points, as in plot({{'loss': [(1, 0.7), (2, 0.4)]}}), and was given none",
    "no epochs to plot": "this history has no epochs yet, so there is no loss to plot",
    "point without a place": "the point {point} of {name!r} has no place in a picture",
    "no plane for a boundary": "a boundary is drawn in the plane: each x of the data is two numbers",
    "no filters": "filters are the weights of a convolution, such as nn.Conv2D: {kind} has none",
    "no parameters to count": "this {kind} has no parameters, so there is nothing to count",
    "class of a number": "class {number}",
    "points with a ring": "wrong: {count}",
    "predicted classes": "predicted",
    "actual classes": "actual",
    "filters and their numbers": "{count} {count:filter|filters} of {tall} × {wide}, {low} (black) to {high} (white)",
    "weights of a part": "{part}: {count} {count:weight|weights}",
    "gradients of a part": "{part}: {count} {count:gradient|gradients}",
    "no moving picture": "a moving picture is saved as .gif, .webp or .png, and the name is {name!r}",
    "plots of other sizes": "the plots of a moving picture have one size: as many parts and columns in each",
    "no time of a picture": "{name} is a time from 0.02 to 60 seconds, and not {time!r}",
    "number of plots": "a moving picture has 1 to {most:,} plots, and was given {count:,}",
    "no plot in a moving picture": "a moving picture is made of plots, as viz.plot gives them, not {kind}",
    "no format of a plot": "a plot is saved as .svg, .png or .pdf, and the name is {name!r}",
    "no columns of plots": "{count} {count:plot|plots} cannot stand in {columns!r} columns; each is at least 1",
    "plots need Matplotlib": 'plots need Matplotlib: {pip} install "ringograd[plots]"',
    "PNG too large": "A PNG of this graph would have {across:,.0f} x {down:,.0f} pixels, more than can be "
    "drawn safely. It has {smaller_across:,.0f} x {smaller_down:,.0f}, so small text may be unreadable; save SVG "
    "or PDF instead, which stay sharp at any size.",
    "Graphviz gave no reason": "it gave no reason.",
    "Graphviz is not here": "Drawing needs Graphviz, which is not here: {pip} install pygraphviz, or where "
    "that fails, install Graphviz with your system (Debian: apt install graphviz).",
    "Graphviz gave nothing": "its text is empty.",
    "no format of pictures": "{format!r} is not a format of pictures: choose one of {formats}.",
    "character in no picture": "The graph's text has the character {character!r}, which no picture can hold.",
    "Graphviz cannot draw": "Graphviz cannot draw this graph: {reason}",
    "no suffix of a picture": "{path!r} should end in .svg, .png, .pdf or .dot: that says the format.",
    "no suffix to save to": "{path!r} should end in .svg, .png, .pdf or .dot, or in .html for a page: that says the "
    "format.",
    "graph kept as text": "{error} The graph is kept as text in {path}",
    "no prefix of ids": "a prefix of ids is a letter, then letters, digits and _, none of them accented: {prefix!r}",
    "no font": "No font here has {shown}: boxes stand in their place. Install a font that has them (Japanese: "
    '{pip} install pygraphviz "ringograd[ja]", or on Debian apt install fonts-noto-cjk), or save SVG, which needs '
    "no font.",
    "Fontconfig says": "Fontconfig says: {line}",
    # what cannot be compiled or run
    "wrt takes Values": "wrt takes a Value, a list of Values or a model, and {leaf} is no Value",
    "inputs takes Values": "{what} takes a Value or a list of Values, and {leaf} is no Value",
    "sum of a program": "a sum",
    "one number of an example": "the program takes 1 number for each example, in a list or as an array lanes × "
    "1, and was given {given}",
    "numbers of an example": "the program takes {count} {count:number|numbers} for each example, in a list or as an "
    "array lanes × {count}, and was given {given}",
    "one number of a line": "the program takes 1 number for each example, and line {line}, counted from 0, has {found}",
    "numbers of a line": "the program takes {count} {count:number|numbers} for each example, and line {line}, counted "
    "from 0, has {found}",
    "no backend": "the back ends are {names}, and {backend!r} is none of them",
    "compile needs NumPy": 'compile needs NumPy: {pip} install "ringograd[numpy]"',
    "backend needs PyTorch": 'this back end needs PyTorch: {pip} install "ringograd[torch]"',
    "no output to compile": "out is a Value or a list of Values, and {given} is neither",
    "no outputs to compile": "out is an empty list: a program has one output or more",
    "parameter and input": "{leaf} is in wrt and in inputs: a leaf is a parameter or an input, not both",
    "no dtype": "dtype is {names}, not {dtype}",
    "no leaf": "{leaf} in {what} was calculated: give the leaves that it was calculated from",
    "leaf twice": "{what}[{first}] and {what}[{second}] are the same Value, {leaf}: give each Value "
    "once ([Value(0.0)] * 2 is one Value twice, and [Value(0.0) for _ in range(2)] are two)",
    "rule not in C": "the rule of {rule} cannot be written in C: take source('numpy')",
    "no program": "a program is what autograd.compile gives, not {given}",
    "no executor of a batch": "an executor is one of concurrent.futures, as get_executor() of a Dask client "
    "gives, or None to calculate here, and not {given}",
    "no shards": "shards is how many parts a batch is cut into, 1 or more, not {given}",
    "program cannot be sent": "the program cannot be sent to a worker ({error}): an operation of your own has "
    "to be assigned at the outer level of a module",
    "no reduction": "reduce is {names}, not {reduce!r}",
    "no batch": "a batch is an array, lanes × {columns}, with a line for each example",
    "size of a block": "the block has {size} {size:number|numbers}, and was given {given}",
    "no last call": "gradients are those of the last call, and there was none: call the program first",
    "no number of an output": "output is a number from 0 to {last}, not {given}",
    "program without inputs": "the program takes no inputs: compile names them, as in compile(out, wrt, inputs=[x])",
    "inputs are no numbers": "inputs are numbers, lanes × {wanted}, not {given}",
    "block of no numbers": "the block takes numbers, not {given}",
    "a single number": "one number",
    "not in C": "the program runs in NumPy and not in C: {error}",
    "executor takes no more": "the executor takes no more work, and the shards were calculated here: {why}",
    "worker was lost": "a worker was lost, and its shards were calculated here: {why}",
    "picture of no Value": "{function} draws the Value that was calculated, and not {given}",
}
