"""Comparisons with other engines, in English."""

SENTENCES = {
    # the command
    "compare does": """\
Show the value and the derivatives of a formula beside what other engines answer, and
why some answer another number. Engines that are installed are asked, each in a process
of its own. The others are looked up in a table of what they were measured to answer.""",
    "help order": "the order of the derivatives, 1 or 2",
    "help engine": "an engine to compare with: {engines}; may be given several times; if not given, all",
    "help environments": "a folder with a Python environment for each engine, such as FOLDER/jax; "
    "if not given, engines are looked for in this Python",
    "help compare markdown": "print the comparison as Markdown",
    "no such order": "--order takes 1 or 2, and not '{given}'",
    "no such engine": "there is no engine '{name}' here; there are {engines}",
    "no environments": "there is no folder {folder}: it holds an environment for each engine, such as {folder}/jax",
    "too many to compare": "at most {most} inputs can be compared, and here are {count}: compare a part of the formula",
    # the table
    "column engine": "engine",
    "column call": "typed as",
    "cell: refused": "refused",
    "cell: error": "error",
    "column from": "from",
    "from: ours": "here",
    "from: live": "live",
    "from: table": "table",
    "call of inputs": "{call}, with {made}",
    "sign of another answer": "≠ is another answer than ours.",
    "where live ones are from": 'Engines that are "live" were asked now.',
    "where others are from": 'What is from the "table" was measured with the version that is named; a blank was not '
    "measured.",
    "ours refuses": "Ringograd refuses: {why}.",
    "without rounding": "Without any rounding: {numbers}.",
    "no answer": "{title}, {call}: {why}",
    "have no such operation": "These have no {name}: {titles}.",
    "does not start": "{title} does not start {where}: {why}. {command} installs it there.",
    "in this Python": "in this Python",
    "in an environment": "in {folder}",
    "no answer in time": "no answer in {seconds} s",
    "engine missing": "{title} is not installed, and the table has no answer of it here. In an environment of its own, "
    "such as FOLDER/{name}, {command} installs it; then add --environments FOLDER.",
    "no engine installed": "No other engine is installed in this Python, so these answers are from the table.",
    "nobody answers": "No other engine is installed in this Python, and the table has no answers to this formula at "
    "these numbers: it holds single functions at their kinks, edges and far points. Install an engine, with pip "
    "install torch for example.",
    # reasons
    "no derivative": "{f} has no derivative by {name} at {where}: {left}, {right}. What an engine answers there is a "
    "convention of its own:",
    "number on the left": "it is {number} from the left",
    "number on the right": "{number} from the right",
    "nothing on the left": "the function does not exist on the left",
    "nothing on the right": "the function does not exist on the right",
    "no bound on the left": "it grows without bound on the left",
    "no bound on the right": "it grows without bound on the right",
    "unclear on the left": "it cannot be told on the left",
    "unclear on the right": "it cannot be told on the right",
    "kinks on the way": "{f} has the derivative {number} by {name} at {where}. But an operation on the way has a kink "
    "there, and the convention for it decides what an engine answers:",
    "an answer": "{number}, {what}: {who}",
    "an answer refused": "no number: {who}, because {why}",
    "convention: left": "the derivative from the left",
    "convention: right": "the derivative from the right",
    "convention: middle": "the middle of both sides",
    "convention: between": "a number between both sides",
    "convention: outside": "of neither side, nor between them",
    "convention: no bound": "since it grows without bound",
    "convention: another": "no derivative from any side",
    "convention: true": "the derivative",
    "convention: nan": "not a number",
    "other inputs alike": "{count} other derivatives do not exist either.",
    "no second derivative": "Where there is no first derivative, there is no second one. What stands in the table "
    "comes from the same conventions.",
    "one number is true": "{what} at {where} is one number, since there is no kink:",
    "the true number": "the true number",
    "answer: off": "with a relative error of {off}, as digits were lost on the way",
    "answer: nothing left": "with no digit right, as all were lost on the way",
    "answer: another": "not the true one",
    "answer: out of range": "as a step on the way left the range of floats",
    "at this point": "this point",
    "engine and call": "{title} ({call})",
    "between engines": ", ",
}
