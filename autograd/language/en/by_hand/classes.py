"""What is said of classes in English: their numbers and their sheets."""

SENTENCES = {
    "nothing to vary": "this worksheet has no number to vary: each is 0, a class, or a target of 1",
    "all numbers kept": "no number is left to vary: --keep, or a --vary with one number, keeps each that could be: "
    "{names}",
    "no such number to vary": "no number of this worksheet is called '{name}': its numbers are {names}",
    "no numbers found": "no numbers as easy as those of the worksheet were found in {tries} {tries:try|tries}: allow "
    "more of them, as in x=1..9",
    "no numbers in the domain": "the numbers that are allowed give no value: {reason}. Allow others, as in x=1..9",
    "no choice of numbers": "'{text}' is no choice of numbers: write a name and what it may be, "
    "as in tax=1.05,1.08 or apple=100..900",
    # the command ringo class
    "help class list": "the list of students, with a column of names",
    "help class exercise": "a ready exercise instead of an expression: ringo exercise lists them",
    "help class seed": "required: a word or a number that decides the numbers; note it, since it makes the same "
    "sheets again",
    "help class folder": "required: the folder, with sheets/ to hand out, solutions/ for the teacher, and the "
    "list class.csv",
    "help class format": "an ending such as pdf, xlsx, csv, md, json; or html or xml (Moodle), which hold the "
    "answers and are for the teacher; may be repeated "
    "(default: xlsx)",
    "help vary": "what a number may be, as in tax=1.05,1.08 or apple=100..900; may be repeated",
    "help class keep": "names of numbers that stay as they are, separated by commas",
    "no class list": "name the list of students, such as ringo class students.csv --exercise apple",
    "no class folder": "name the folder for the sheets: --save class",
    "no class seed": "give a word or a number that decides the numbers: --seed 2026",
    "no class format": "no sheet ends in {ending}: there are {endings}",
    "exercise and expression": "an exercise has its own formula: leave --exercise or '{expression}' out",
    "exercise and settings": "an exercise has its own settings: leave --exercise out, or {settings}",
    "class sheets": "{n} {n:sheet|sheets} to hand out: {path}",
    "class solutions": "{n} {n:solution|solutions}, for the teacher: {path}",
    "class kept": "{n} {n:file was there already and is|files were there already and are} kept",
    "class alike": "{n} {n:student has|students have} the numbers of another one: there are too few, and --vary gives "
    "more",
    "class marks": "when they come back: ringo mark {path}",
}
