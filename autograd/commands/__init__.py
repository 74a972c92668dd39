"""What `ringo` can do: a module per command, each with `add_options(parser)` and `run(options)`.

`run` returns the exit status, or None for 0. `NAMES` lists the commands; the first one runs if no command is named. A
module is loaded when its command is used.
"""

NAMES = ("steps", "worksheet", "exercise", "class", "mark", "claim", "compare", "compile", "gallery", "lab")
ROOMS = {"worksheet": "sheets", "exercise": "sheets", "class": "sheets", "mark": "sheets", "compare": "engines"}
"""The rooms of the commands that do not stand in this one."""


class UserError(Exception):
    """A mistake in the typed command, said in one sentence."""
