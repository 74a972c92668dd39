"""The page, in English."""

SENTENCES = {
    # around the calculation
    "step by step": "step by step",
    "no script": "The picture shows the whole calculation. To walk through it step by step, allow scripts in this "
    "browser.",
    "language": "Language",
    "English": "English",
    "Japanese": "日本語",
    "graph": "Graph",
    "graph of": "The graph of {label}: {nodes} nodes and {edges} edges, from the inputs on the left to the output on "
    "the right.",
    "scroll": "The picture, which scrolls",
    "larger": "Larger",
    "smaller": "Smaller",
    "fit": "Fit",
    "unfold box": "Unfold a box of the picture",
    "nodes of the box": "The nodes of the box",
    "more nodes": "{from} to {to} of {count} nodes.",
    "fold box": "Fold the box",
    # the network
    "network": "Network",
    "network of": "The network: {layers}.",
    "network inputs": "inputs",
    "so many neurons": "{layer}: {count}",
    "lines": "What the lines show",
    "weights": "Weights",
    "gradients": "Gradients",
    "layers": "Layers",
    "unfold layer": "Unfold {layer}: {count}",
    "fold layer": "Fold {layer}",
    "this neuron": "Lit: {layer}, number {number}.",
    "this line": "The line from number {from} ({layer}) to number {to} ({next}).",
    "not in the network": "This step is outside the network.",
    "positive line": "solid: positive",
    "negative line": "dashed: negative",
    "zero line": "dotted: 0, or not known yet",
    "widest of weights": "widest: {largest}, the largest weight",
    "widest of gradients": "widest: {largest}, the largest gradient",
    "how to read": "How to read it",
    "network numbers": "A neuron shows its value, or with gradients the gradient that has reached it so far. A "
    "folded layer shows the least and the greatest; a line to it is as wide as the largest one that it stands for. "
    "A click on a neuron or on a line tells its history; a click on a layer folds or unfolds it.",
    # a link
    "link too long": "The link was not followed: it has more than {most} characters.",
    "link to no step": "The link was not followed: step {given} is none of the steps 1 to {steps}.",
    "link moves what is fixed": "The link was not followed: it moves {name}, and the inputs cannot be changed here.",
    "link to no input": "The link was not followed: no input here has the name {name}.",
    "link to no number": "The link was not followed: for {name} it gives {given}, which is no number like "
    "-1.5 or 2e-3.",
    # controls
    "controls": "Walk through the steps",
    "first": "First step",
    "back": "One step back",
    "play": "Play",
    "pause": "Pause",
    "on": "One step on",
    "last": "Last step",
    "step slider": "Go to step",
    "step of": "Step {step} of {steps}",
    "speed": "Speed",
    "keys": "Keys: ← → one step, Home and End, the space bar plays and pauses, Esc puts a chosen node back.",
    # what happens in a step
    "given": "{label} is given: {value}.",
    "a number": "The number {value} stands in the formula.",
    "calculate": "{label} is calculated from {inputs}: the result is {value}.",
    "calculate last": "{label} is calculated from {inputs}: the output is {value}. The forward pass ends here.",
    "seed": "Now back from the output. If {label} grows by a little, then {label} grows by just as much: its "
    "derivative with respect to itself is 1.",
    "multiply": "The gradient goes from {from} back to {to}: upstream {upstream} times local {local} is {product}. "
    "No other edge leads out of {to}, so {product} is the gradient of {to}.",
    "multiply one of": "The gradient goes from {from} back to {to}: upstream {upstream} times local {local} is "
    "{product}. It is arrival {arrival} of {arrivals} at {to}.",
    "add first": "{to} is used {arrivals} times, so {arrivals} gradients arrive and are added up. The total begins at "
    "0: with the first arrival it is {total}.",
    "add": "Paths meet: {to} has {before} already. Arrival {arrival} of {arrivals}, {product}, is added and replaces "
    "nothing. The total so far is {total}.",
    "add last": "Paths meet: {to} has {before} already. The last of {arrivals} arrivals, {product}, is added and "
    "replaces nothing. The gradient of {to} is {total}.",
    "folded": "{label} stands in a box with other nodes, which is lit.",
    # numbers of a step
    "local": "local",
    "product": "product",
    "total before": "total before",
    "arrival": "arrival",
    "total": "total",
    "arrivals at": "Arrivals at {label}",
    "is in": "is in",
    "arrives": "arrives now",
    "to come": "still to come",
    "total of all": "Total",
    # a node and its paths
    "node and paths": "A node, and its paths",
    "choose": "Choose a node, here or in the picture",
    "none": "none",
    "inputs": "Given",
    "results": "Calculated",
    "put back": "Put back",
    "how to choose": "A chosen node tells its history. A given one lights every path from the output, with its "
    "product.",
    "history": "History of {label}",
    "in step": "step {step}",
    "gradient of": "The gradient of {label} is {gradient}.",
    "no gradient": "No gradient reaches {label}: its gradient is 0.",
    "its own gradient": "{label} is the output, so its gradient is 1.",
    "paths to": "Paths from {output} to {label}",
    "one path": "One path leads from {output} to {label}. The product along it is the gradient.",
    "several paths": "{count} paths lead from {output} to {label}. The sum of their products is the gradient.",
    "not written": "They are lit, and too many or too long to be written out.",
    "path number": "Path {number}",
    "all paths": "All paths",
    # inputs on sliders
    "change inputs": "Change the inputs",
    "number of": "{label} as a number",
    "gradient": "gradient {gradient}",
    "put inputs back": "Put the inputs back",
    "moved": "{output} is {value} now. The gradient of {label} is {gradient}.",
    "refused": "{label} = {numbers} is no finite number: its inputs are outside the domain of the "
    "operation, or the result is too large. What follows from it is not known. Move an "
    "input, or put the inputs back.",
    "refused back": "{label} = {numbers} passes on no finite gradient: the local gradient is infinite "
    "there, or a product is too large. So no gradient is known. Move an input, or put "
    "the inputs back.",
    "other inputs": "{count} more: an input that is chosen as a node gets a slider here.",
    "inputs of a choice": "The inputs cannot be changed here: {name} chose one of its sides when the "
    "calculation was recorded, and that choice would not follow.",
    "inputs of a rule": "The inputs cannot be changed here: the rule of {name} cannot be written for a browser.",
    # the calculation with blanks
    "mode": "What to do",
    "watch": "Watch",
    "try": "Try",
    "how to try": "Work the calculation out by hand, forwards and then back. Give {digits} digits, a "
    "fraction such as 1/3, or a calculation such as 2*1.1 or √(1/4).",
    "mark answers": "Mark",
    "download": "Download as CSV",
    "start again": "Start again",
    "bring back": "Bring the answers back",
    "not kept": "This browser keeps no answers: download them before the page is closed.",
    "hint": "Hint",
    "write a number": "write a number such as 0.25, 1/4, 2.5e-3 or 2*1.1",
    # all steps
    "all steps": "All steps as a table",
}
