"""All readers, by name. A room of readers is imported when one of them is asked for.

- `texts`: what is typed, expressions and claims and answers
- `sheets`: files of answers, and codes of worksheets
- `classes`: what a teacher writes, lists of students and corrections and points, and kept marks
- `networks`: data, networks and runs in files
- `lab`: the requests that links of the lab become
- `planted`: a reader that fails, and one that does not end, by which the search itself is tested
"""

from importlib import import_module

from tests.fuzz.target import Target

ROOMS = {
    "texts": ("expression", "numbers", "answers", "matrix", "marking", "claim", "verdict"),
    "sheets": ("csv", "markdown", "json", "xlsx", "ods", "code"),
    "classes": ("students", "corrections", "corrections-toml", "points", "marks"),
    "networks": ("idx", "safetensors", "checkpoint", "run", "table", "onnx"),
    "lab": ("lab", "settings"),
    "planted": ("planted-crash", "planted-hang"),
}
PLANTED = ROOMS["planted"]
NAMES = tuple(name for room, names in ROOMS.items() if room != "planted" for name in names)


def target(name: str) -> Target:
    """The reader of this name. Raises `KeyError` if there is none."""
    [room] = [room for room, names in ROOMS.items() if name in names] or [""]
    if not room:
        raise KeyError(name)
    made: Target = import_module(f"tests.fuzz.readers.{room}").TARGETS[name]()
    assert made.name == name
    return made
