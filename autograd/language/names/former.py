"""Modules by their former names, for pickles and programs that use these names."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from importlib.machinery import ModuleSpec
from types import ModuleType


class _Finder:
    """Finds a module by its former name. It holds the same things as the module of today.

    It is a `MetaPathFinder` and a `Loader` by its methods: importing those classes takes as long as autograd.
    """

    def __init__(self, today: Mapping[str, str]) -> None:
        self.today = today

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        return ModuleSpec(name, self) if name in self.today else None  # type: ignore[arg-type]

    def create_module(self, spec: ModuleSpec) -> None:
        """Python makes the module."""

    def exec_module(self, module: ModuleType) -> None:
        sys.modules[module.__name__] = import_module(self.today[module.__name__])  # the very module, and no copy


def answer_to(package: str, rooms: Mapping[str, str]) -> None:
    """Let modules be imported as if they still stood in the package itself. `rooms` has the modules of each room, as
    words; `claims=assertion` is a module that had the first name, and has the second today.

    Call it when the package is complete. A module that is loaded already gets its former name at once: an import of
    `autograd.debug` then does not put the module in the place of the function.

    >>> from autograd.value import Value
    >>> Value.__module__
    'autograd.graph.value'
    """
    pairs = [(room, *word.partition("=")) for room in rooms for word in rooms[room].split()]
    names = {f"{package}.{former}": f"{package}.{room}.{today or former}" for room, former, _, today in pairs}
    for former, today in names.items():
        if today in sys.modules:
            sys.modules[former] = sys.modules[today]
            room, _, name = former.rpartition(".")
            if room in sys.modules:
                vars(sys.modules[room]).setdefault(name, sys.modules[today])
    sys.meta_path.append(_Finder(names))


FORMER = {
    "autograd": {
        "calculus": "elementary forms needed ops row",
        "calculus.numbers": "number",
        "checking": "blame check comparison differences report",
        "checking.measured": "claimed independent",
        "graph": "backward expression forward functions value",
        "graph.memory": "copies",
        "graph.expression": "by_hand.vectors=vectors",
        "language": "errors text whole",
        "notation": "refusals signs styles symbols",
        "record": "debug derivation equations",
    },
    "autograd.checking": {"measured": "claimed"},
    "autograd.commands": {"formulas": "claim compile", "sheets": "mark worksheet"},
    "autograd.language": {
        "names": "former",
        "en.by_hand": "mistakes_en=mistakes",
        "ja.by_hand": "mistakes_ja=mistakes",
    },
    "autograd.testing": {
        "certainty": "claims=assertion gradients.assertion=assertion",
        "gradients": "arguments factors failures points slips",
    },
    "autograd.by_hand.mistakes": {"kinds": "misconceptions table", "replays": "habits"},
    "autograd.by_hand": {
        "answers": "pen",
        "claims": "claim formulas shapes=formulas claims.shapes=formulas tried",
        "claims.wrong": "partly refuted claims.partly=partly claims.refuted=refuted",
        "marking": "hints many marks results",
        "mistakes": "mistaken own reasons",
        "mistakes.kinds": "misconceptions",
        "mistakes.replays": "habits replays",
        "sheet": "code files roles work",
        "sheet.shown": "names",
        "sheet.work": "textbook",
    },
    "autograd.by_hand.sheet": {"shown": "names", "work": "textbook"},
}
"""The modules of each room that stood in the package itself before."""
