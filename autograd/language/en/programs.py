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
    "so many nodes": "{count} nodes",
    "one node": "1 node",
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
    "sign scatter": "scatter(A) takes the entries of A back to the places from which A[…] took them, and adds up.",
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
    "picture edges": "{count} edges",
    "picture edge": "1 edge",
    "picture nodes": "{count} nodes",
    "picture given": "{count} given",
    "picture others": "{count} of other kinds",
    "picture folded": "folded: {lines}",
    "picture folded edges": "{edges} of the folded nodes",
    "picture product": "{from_} to {to}: upstream {upstream} × local {local} = {product}",
    # viz.network: words in a picture
    "picture inputs": "{count} inputs",
    "picture input": "1 input",
    "picture parameters": "{count} parameters",
    "picture parameter": "1 parameter",
    "picture range of weight": "parameters {range}",
    "picture range of gradient": "gradients {range}",
    "picture more neurons": "{count} more",
    "picture more parts": "{count} more parts",
    # ringo compile
    "shown for a shorter list": " (for a list of {n}; here it has {count})",
    "help compiled parameters": "what has gradients, such as W,b; if not given, it is told by the names; all other "
    "names are inputs",
    "help explanation format": "how the explanation is written: {formats}",
    "help source": "write the program as code in this language, such as numpy, instead of the explanation",
    "help output": "write to FILE, and not to the screen",
    "source or format": "--source writes code and --format an explanation: leave one of them out",
    "no such format here": "--format is one of {formats}, and not '{format}'",
    "no file to write to": "--output needs a file to write to, such as --output neuron.py",
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
    "no moving picture": "a moving picture is saved as .gif, .webp or .png, and the name is {name!r}",
    "plots of other sizes": "the plots of a moving picture have one size: as many parts and columns in each",
    "no time of a picture": "{name} is a time from 0.02 to 60 seconds, and not {time!r}",
    "number of plots": "a moving picture has 1 to {most:,} plots, and was given {count:,}",
    "no plot in a moving picture": "a moving picture is made of plots, as viz.plot gives them, not {kind}",
    "no format of a plot": "a plot is saved as .svg, .png or .pdf, and the name is {name!r}",
    "no columns of plots": "{count} plots in {columns!r} columns are no picture; each is at least 1",
    "plots need Matplotlib": 'plots need Matplotlib: pip install "ringograd[plots]"',
    "PNG too large": "A PNG of this graph would have {across:,.0f} x {down:,.0f} pixels, more than can be "
    "drawn safely. It has {smaller_across:,.0f} x {smaller_down:,.0f}, so small text may be unreadable; save SVG "
    "or PDF instead, which stay sharp at any size.",
    "Graphviz gave no reason": "it gave no reason.",
    "Graphviz is not here": "Drawing needs Graphviz, which is not here: pip install pygraphviz, or where "
    "that fails, install Graphviz with your system (Debian: apt install graphviz).",
    "Graphviz gave nothing": "its text is empty.",
    "no format of pictures": "{format!r} is not a format of pictures: choose one of {formats}.",
    "character in no picture": "The graph's text has the character {character!r}, which no picture can hold.",
    "Graphviz cannot draw": "Graphviz cannot draw this graph: {reason}",
    "no suffix of a picture": "{path!r} should end in .svg, .png, .pdf or .dot: that says the format.",
    "graph kept as text": "{error} The graph is kept as text in {path}",
    "no prefix of ids": "a prefix of ids is a letter, then letters, digits and _, none of them accented: {prefix!r}",
    "no font": "No font here has {shown}: boxes stand in their place. Install a font that has them (Japanese: "
    'pip install pygraphviz "ringograd[ja]", or on Debian apt install fonts-noto-cjk), or save SVG, which needs '
    "no font.",
    "Fontconfig says": "Fontconfig says: {line}",
}
