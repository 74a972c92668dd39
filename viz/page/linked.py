"""Modules of JavaScript as one script, for a page that is a single file: a module that is imported needs an address.

A module begins with lines `import { a, b } from "./x.js";` and exports what it declares, with `export function`,
`export class` or `export const`. A library's file, as published, may end with one list `export{a as b}`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from importlib.resources import files

IMPORT = re.compile(r'^import \{ ([\w, ]+) \} from "(\.[\w./-]+)";$', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:function|class|const) (\w+))", re.MULTILINE)
EXPORTS = re.compile(r"\bexport\s*\{([^}]*)\};?")
SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*\n?", re.MULTILINE)


def asset(name: str) -> str:
    """The text of a file of the front end, such as "page.css"."""
    return files("viz.page").joinpath("assets", *name.split("/")).read_text("utf-8")


def linked(name: str, made: Mapping[str, str] | None = None) -> str:
    """The module `name` with all that it imports. Each module becomes a function, which runs once, after its imports.
    `made` are modules that are no files, by their names.

    Raises `ValueError` for a module in another form, and for modules that import each other in a circle.

    >>> script = linked("common/store.js")
    >>> script.startswith('const modules = {};'), "export" in script
    (True, False)
    """
    order: dict[str, str] = {}
    _add(name, order, made or {}, ())
    return "\n".join(["const modules = {};", *order.values()])


def _add(name: str, order: dict[str, str], made: Mapping[str, str], above: tuple[str, ...]) -> None:
    if name in above:
        raise ValueError(f"modules import each other: {' → '.join([*above, name])}")
    if name in order:
        return
    folder = posixpath.dirname(name)
    source = made[name] if name in made else SOURCE_MAP.sub("", asset(name))
    for _, path in IMPORT.findall(source):
        _add(posixpath.normpath(posixpath.join(folder, path)), order, made, (*above, name))

    def taken(found: re.Match[str]) -> str:
        return f'const {{ {found[1]} }} = modules["{posixpath.normpath(posixpath.join(folder, found[2]))}"];'

    exports = EXPORT.findall(source)
    body = EXPORT.sub("", IMPORT.sub(taken, source))
    if listed := EXPORTS.search(body):
        exports += [_renamed(each) for each in listed[1].split(",")]
        body = EXPORTS.sub("", body)
    if re.search(r"^\s*(import|export)\b", body, re.MULTILINE):
        raise ValueError(f"{name} imports or exports in another form than its neighbours")
    order[name] = f'modules["{name}"] = (() => {{\n{body.rstrip()}\nreturn {{ {", ".join(exports)} }};\n}})();'


def _renamed(listed: str) -> str:
    inner, _, outer = listed.strip().partition(" as ")
    return f"{outer}: {inner}" if outer else inner
