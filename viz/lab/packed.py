"""The packages that the browser's Python needs, as one archive: the engine, and small packages that it uses."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, distribution
from importlib.resources import files
from importlib.resources.abc import Traversable

from autograd.calculus.ops import OPS
from autograd.checking.engines import known
from autograd.checking.engines.questions import QUESTIONS
from autograd.checking.engines.questions.conventions import kind
from autograd.checking.engines.questions.question import Question

OURS = ("autograd", "nn", "viz")
OTHERS = ("graphviz", "latex2mathml")
"""Distributions in pure Python. `graphviz` writes DOT text; `latex2mathml`, an extra, draws formulas."""
NOT_NEEDED = {"autograd/commands", "autograd/by_hand/classroom"}
"""The rooms of ours that no one uses in a browser: there is no command line, and nobody hands in files."""
LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The time of every file. So the same code gives the same archive."""


def packed() -> bytes:
    """A zip archive, to be unpacked where Python looks for packages.

    >>> import zipfile
    >>> names = zipfile.ZipFile(io.BytesIO(packed())).namelist()
    >>> "autograd/graph/value.py" in names, "autograd/checking/engines/answers.json" in names
    (True, True)
    """
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as pack:
        for name, content in sorted([*_ours(), *_others()]):
            pack.writestr(zipfile.ZipInfo(name, LONG_AGO), content, zipfile.ZIP_DEFLATED, compresslevel=9)
    return archive.getvalue()


def _ours() -> Iterator[tuple[str, bytes]]:
    for package in OURS:
        yield from _modules(files(package), package)


def _modules(folder: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    """The modules of a package, and of what engines were measured to answer the part that the lab shows. What else lies
    there is for the page and the site, and is not needed inside them."""
    for entry in folder.iterdir():
        if entry.is_dir() and entry.joinpath("__init__.py").is_file():
            if f"{path}/{entry.name}" not in NOT_NEEDED:
                yield from _modules(entry, f"{path}/{entry.name}")
        elif entry.name.endswith(".py"):
            yield f"{path}/{entry.name}", entry.read_bytes()
        elif entry.name == known.FILE.name:
            yield f"{path}/{entry.name}", _answers().encode()


def _answers() -> str:
    """The first derivatives at kinks, as the file has them: a question begins a line."""
    held = known.measured()
    keys = [key for key, question in QUESTIONS.items() if question.order == 1 and _is_at_a_kink(question)]
    lines = [f"  {_json(key)}: {_json(held['questions'][key])}" for key in keys]
    return f'{{"engines": {_json(held["engines"])},\n"questions": {{\n' + ",\n".join(lines) + "}}\n"


def _is_at_a_kink(question: Question) -> bool:
    """Also of a function by which an operation may be calculated elsewhere, and where others of its kind are kinks."""
    row = OPS.get(question.op)
    if row is None:
        return question.op in {*known.ALSO.values(), *known.CLAMPS.values()}
    bound = row.bind(*[question.constants[name] for name in row.constants])
    return bool(bound.kink(*question.xs)) or kind(question) is not None


def _json(what: object) -> str:
    return json.dumps(what, ensure_ascii=False)


def _others() -> Iterator[tuple[str, bytes]]:
    """These distributions as they are installed, with their licences; without those that are not here."""
    for name in OTHERS:
        try:
            installed = distribution(name).files or []
        except PackageNotFoundError:
            continue
        for file in installed:
            path = file.as_posix()
            if not path.startswith("..") and not path.endswith((".pyc", "/RECORD", "/INSTALLER", "/REQUESTED")):
                yield path, file.locate().read_bytes()  # type: ignore[attr-defined]
