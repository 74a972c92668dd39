"""The commands of `ringo`, in English."""

SENTENCES = {
    # the command: what it can do
    "usage: ": "usage: ",
    "positional arguments": "arguments",
    "options": "options",
    "what is typed": """\
An expression has:
  numbers, names, pi, e, + - * / **, ( ), functions; also |x|, √x, ln(x)
  1 if x > 0 else 0, where(x > 0, 1, 0), with < <= > >= == != and 0 < x < 1
  of vectors and matrices: x[0], W[0, 1], W.T, @, sum(x) or Σ(x), max(x),
    min(x), mean(x), softmax(x), dot(u, v), outer(u, v), conv(x, window);
    everything else goes number by number
  several formulas: "h = w*x + b; sigmoid(h)"
""",
    "functions: ": "functions: ",
    "examples:": "examples:",
    "help of the expression": 'what to calculate, such as "x * sin(y) ** 2"; quotes keep the shell away',
    "help of the numbers": "the number a name stands for: x=3, y=-0.5, z=1/3; a vector "
    "'v=[1, 2]', a matrix 'W=[[1, 2], [3, 4]]'",
    "help of --save": "draw to FILE, which ends in .svg, .png, .pdf or .dot, or in .html for a page "
    "of all steps; may be given several times; a file that is there is kept",
    "help of --markdown": "print the steps as Markdown",
    "help of --help": "show this help message and exit",
    "help of --lang": "en or ja; or set {variable}",
    "help of --version": "show program's version number and exit",
    "saved": "saved {path}",
    # the command: mistakes
    "see --help": "{mistake} ({command} --help shows what there is)",
    "no option": "there is no option {option}{near}",
    "unrecognized arguments": "unrecognized arguments: {words}",
    "option without argument": "argument {option}: expected one argument",
    "option without arguments": "argument {option}: expected {count} {count:argument|arguments}",
    "option with argument": "argument {option}: ignored explicit argument {words}",
    "arguments missing": "the following arguments are required: {words}",
    "no such option": "there is no option {option}: ringo --help shows what there is",
    "no such language": "{where} must be {languages}, and not '{word}'",
    "no name and number": "'{word}' is not of the form NAME=NUMBER, such as x=3, without blanks around =; "
    "an expression with blanks or * in it stands in quotes",
    "no name before =": "'{name}' is no name, in '{word}': a name is letters, digits and _",
    "no number after =": "a number is missing after {name}=: type one, such as {name}=3",
    "several after =": "'{word}' has a {sign} after {name}=: type one number, such as {name}=3, or numbers between "
    "commas, such as {name}=[1, 2]",
    "groups in a list": "in '{word}', a comma may stand for thousands or between two numbers: write 1000 for 1,000, "
    "and a blank after each comma, as in {name}=[1000, 2500]",
    "not a number": "after {name}= comes a number, such as 3, -0.5 or 1/3: {reason}",
    "no value here": "'{name}' has no value",
    "no list of numbers": "'{word}' is no list of numbers: a vector is written {name}=[1, 2], and a matrix "
    "{name}=[[1, 2], [3, 4]]",
    "rows of different lengths": "the rows of '{word}' have different lengths: a matrix is written "
    "{name}=[[1, 2], [3, 4]]",
    "number given twice": "'{name}' was given a number twice: leave one out",
    "number without a use": "'{name}' was given a number, and the expression has no such name",
    "no file to draw to": "--save needs a file to draw to, such as --save picture.svg",
    "picture not saved": "the picture {file} could not be saved: {reason}",
    "formulas as text": 'formulas stand in the page as text: {pip} install "ringograd[mathml]" draws them',
    "too large for a page": "{count} nodes and edges are more than a page holds, {most}: show a part of the "
    "calculation, or draw it, which folds it",
    "not printed": "the output could not be printed: {reason}",
    # the commands for worksheets
    "help learning rate": "go on to the update with this learning rate, and to the loss after it",
    "no learning rate": "a learning rate is a number, such as 0.1: {problem}",
    "help parameters": "what is updated, such as w,b or W[0, 1]; the name of a matrix means all of it; if not given, "
    "it is told by the names",
    "help level": "what is asked for: {levels}",
    "help ask": "ask for rows by key, by a pattern such as 'new w*', or by kind such as delta; may be repeated",
    "help digits of a sheet": "the significant digits that answers are to have",
    "help decimals of a sheet": "the decimals that answers are to have, instead of significant digits",
    "help steps": "so many updates, one after the other",
    "help optimizer": "how parameters are updated: {names}",
    "help formulas": "show the formula of each local gradient",
    "help grids": "show a vector or a matrix as one question, with a grid of cells",
    "help answers": "with the true numbers instead of blanks",
    "help save sheet": "write the sheet to FILE, which ends in .pdf (to be printed), .xlsx, .csv, .md, .json, "
    ".xml (for Moodle) or .html; may be given several times",
    "help overwrite": "replace a file that is there already, which is kept otherwise",
    "help files": "worksheets that were filled in: .xlsx, .ods, .xls, .csv, .md or .json; or a folder of them",
    "help sheet": "mark against this worksheet, and refuse answers to another; else each file tells its own",
    "help report": "write the class to FILE.html or FILE.md, a line per file to FILE.csv, or everything to FILE.json; "
    "may be given several times",
    "help reveal": "let the hints tell the numbers",
    "help digits": "the significant digits that must be right: as many as the sheet asks for, or 3",
    "help decimals": "the decimals that must be right, instead of digits",
    "help points": "what rows and mistakes are worth, in a file such as points.toml: a table [rows] with delta = 2, "
    'and a table [mistakes] with "decimal point" = 0.5',
    "help truncation": "accept digits that are cut off, not rounded",
    "help comma": "the decimal sign is a comma, as in 0,5; a CSV file with ; between its cells needs no telling",
    "no digits": "{option} takes a whole number from {least} to {most}, such as {option} 3, and not '{typed}'",
    "no files": "name the files with the answers, such as answers/*.csv (ringo mark --help shows more)",
    "no such files": "there are no files {pattern}",
    "no such report": "{path} cannot be written: a report ends in .html, .md, .csv or .json",
    "report is input": "{path} is one of the files that are read: choose another name for the report",
    "not all marked": "{n} of {of} {of:file|files} could not be marked",
    "column file": "file",
    "column score": "score",
    "column points": "points",
    "column of": "of",
    "column first wrong": "first wrong",
    "column hint": "hint",
    "column remarks": "remarks",
    # the lab
    "help of the folder": "where the site is written: a new folder, an empty one, or one that holds a lab",
    "help of --pyodide": "where Pyodide's files come from: a folder, which is copied, or an address",
    "no folder for the lab": "the lab needs a folder to be written to, such as ringo lab site --pyodide FOLDER",
    "no pyodide": "the lab needs Pyodide: npm install pyodide@314, then --pyodide node_modules/pyodide",
    "not pyodide": "'{folder}' holds no Pyodide: {file} is missing there",
    "not an address": "'{address}' is no address of a folder: it begins with https://, names a host, and has no signs "
    "but letters, digits and . _ - / : @",
    "folder in use": "'{folder}' holds something else than a lab: choose a new folder",
    "lab not written": "the lab could not be written: {reason}",
    "lab written": "the lab is in {folder}: python -m http.server --directory {folder}",
    "no such choice": "{what} is one of {choices}, and not '{given}'",
    "no such number": "{what} is a number from {low} to {high}, and not '{given}'",
    "no such layers": "hidden layers are up to {layers} numbers of neurons, each from 1 to {neurons}, as in 8 8; "
    "and not '{given}'",
    "no input is named": "name the input by which the formula is differentiated, such as x",
    "no such kind": "behind the sizes of a vector stands {choices}, as in t=n:onehot, and not '{given}'",
    "too long": "a text of at most {most} characters can be read here",
    "no such inputs": "the inputs can be moved to as many numbers as the graph shows, each a number",
    "another graph": "these inputs make another graph: type them as numbers, and show it",
    "no network": "no network is in training: start one first",
}
