"""Names of a package that are loaded when they are first used, so that nobody waits for what is not used."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from importlib import import_module
from types import ModuleType
from typing import Any


def later(package: str, homes: Mapping[str, str]) -> None:
    """Let a package have names that it loads when they are first used. `homes` has the names that come from each
    module, as words. Names that come from the package itself are its modules.

    For type checkers, the package imports the same names where `TYPE_CHECKING` holds.

    >>> import autograd.record
    >>> autograd.record.steps.__module__
    'autograd.record.steps'
    """
    here = sys.modules[package]
    home = {name: module for module, names in homes.items() for name in names.split()}

    def found(name: str) -> Any:
        if name not in home:
            raise AttributeError(f"module {package!r} has no attribute {name!r}", name=name, obj=here)
        if home[name] == package:
            return import_module(f"{package}.{name}")
        thing = getattr(import_module(home[name]), name)
        setattr(here, name, thing)
        return thing

    def names() -> list[str]:
        return sorted({*vars(here), *vars(here).get("__all__", ()), *home})

    class Package(ModuleType):
        def __setattr__(self, name: str, value: Any) -> None:
            if home.get(name) != f"{package}.{name}" or not isinstance(value, ModuleType):
                super().__setattr__(name, value)

    vars(here).update(__getattr__=found, __dir__=names)
    if any(module == f"{package}.{name}" for name, module in home.items()):
        here.__class__ = Package  # else Python would put the module in the place of its namesake once it is loaded
