"""What is said of classes in English: their numbers and their sheets."""

SENTENCES = {
    "nothing to vary": "this worksheet has no number to vary: each is 0, a class, or a target of 1",
    "no numbers found": "no numbers as easy as those of the worksheet were found in {tries} tries: "
    "allow more of them, as in x=1..9",
    "no choice of numbers": "'{text}' is no choice of numbers: write a name and what it may be, "
    "as in tax=1.05,1.08 or apple=100..900",
}
