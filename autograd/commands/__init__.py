"""What `ringo` can do: a module per command, each with `USAGE`, `SEE`, `add_options(parser)` and `run(options)`.

`run` returns the exit status, or None for 0. `USAGE` is what follows the command, and `SEE` names commands that do
something near; both stand in the page of help. `NAMES` lists the commands; the first one runs if no command is named. A
module is loaded when its command is used.
"""

GROUPS = {
    "calculate": ("steps", "claim", "compare", "compile"),
    "teach": ("exercise", "worksheet", "class", "mark"),
    "show": ("gallery", "lab"),
    "about": ("doctor", "completion", "help"),
}
"""The commands as the overview lists them."""
NAMES = tuple(name for names in GROUPS.values() for name in names)
ROOMS = {
    "claim": "formulas", "compare": "engines", "compile": "formulas",
    "exercise": "sheets", "worksheet": "sheets", "class": "sheets", "mark": "sheets",
    "doctor": "about", "completion": "about", "help": "about",
}  # fmt: skip
"""The rooms of the commands that do not stand in this one."""


class UserError(Exception):
    """A mistake in the typed command, said in one sentence."""
