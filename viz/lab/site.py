"""The lab as a folder of files, which any web server can hand out. Nothing in it is made while it is served."""

from __future__ import annotations

import html
import json
import os
import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from autograd.language import say
from autograd.language.text import printable
from autograd.language.whole import is_left_over, write_whole
from viz.lab.inside.formulas.calculation import calculation
from viz.lab.inside.formulas.examples import EXAMPLES, EXERCISES
from viz.lab.licences import licences
from viz.lab.packed import packed
from viz.lab.words import WORDS

PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
"""The files of npm's package `pyodide` that a browser loads."""
ADDRESS = re.compile(
    r"(?:https://[A-Za-z0-9.-]+|http://(?:localhost|127\.0\.0\.1))(?::[0-9]{1,5})?(?=/)[A-Za-z0-9._~@/-]*"
)
MARK = "lab.txt"


class LabError(ValueError):
    """The lab cannot be written as it was asked for."""


def lab(folder: str | os.PathLike[str], pyodide: str | os.PathLike[str]) -> Path:
    """Write the lab into a folder: a static site, which needs no network once it is laid.

    `pyodide` is the folder of npm's package `pyodide`, which is copied. It may also be the address of such a folder;
    then browsers ask that host for it, and the site's Content-Security-Policy names that host alone. Returns the
    folder.

    Raises `LabError`, a ValueError, if there is no Pyodide, or if the folder holds something else than a lab. Raises
    `OSError` if a file cannot be written.
    """
    folder, source = Path(folder), os.fspath(pyodide)
    if folder.exists() and not _may_hold_a_lab(folder):
        raise LabError(say("folder in use", folder=folder))
    if "://" in source:
        if not ADDRESS.fullmatch(source):
            raise LabError(say("not an address", address=printable(source)))
        address, copied = source.rstrip("/") + "/", {}
    else:
        address, copied = "pyodide/", dict(_pyodide(Path(source)))
    write_whole(folder / MARK, b"Written by ringo lab. It may be replaced by the same command.\n")
    for name, content in [*_site(address), *copied.items()]:
        write_whole(folder / name, content)
    return folder


def _may_hold_a_lab(folder: Path) -> bool:
    """A folder with a lab, an empty one, or one with no more than what was left where the first file was not ended."""
    if not folder.is_dir():
        return False
    return (folder / MARK).is_file() or all(is_left_over(entry.name) for entry in folder.iterdir())


def _pyodide(folder: Path) -> Iterator[tuple[str, bytes]]:
    for name in PYODIDE:
        if not (folder / name).is_file():
            raise LabError(say("not pyodide", folder=folder, file=name))
        yield f"pyodide/{name}", (folder / name).read_bytes()


def _site(address: str) -> Iterator[tuple[str, bytes]]:
    """The files of the site, by their paths."""
    own, page = files("viz.lab").joinpath("assets"), files("viz.page").joinpath("assets")
    host = "" if address == "pyodide/" else "/".join(address.split("/")[:3])
    for name, policy in ("index.html", policy_of_the_lab(host)), ("frame.html", policy_of_a_frame()):
        text = own.joinpath(name).read_text("utf-8")
        yield name, text.replace("POLICY", html.escape(policy)).replace("PYODIDE", html.escape(address)).encode()
    yield from _all(own, "lab", but=("index.html", "frame.html"))
    yield from _all(page, "page")
    words = {**WORDS, "examples": EXAMPLES, "exercises": EXERCISES}
    yield "words.json", json.dumps(words, ensure_ascii=False).encode()
    yield "first.json", json.dumps(calculation(*EXAMPLES["apple"]), ensure_ascii=False).encode()
    yield "packages.zip", packed()
    yield "LICENCES.txt", licences().encode()


def _all(folder: Traversable, path: str, but: tuple[str, ...] = ()) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        if entry.is_dir():
            yield from _all(entry, f"{path}/{entry.name}")
        elif entry.name not in but:
            yield f"{path}/{entry.name}", entry.read_bytes()


def policy_of_the_lab(host: str) -> str:
    """Scripts come from the site and, if Pyodide does, from one other host. WebAssembly may be compiled, text may not
    be evaluated. The worker is made from a blob, for then this policy is the worker's too.

    >>> policy_of_the_lab("https://cdn.example.org").split("; ")[1]
    "script-src 'self' 'wasm-unsafe-eval' https://cdn.example.org"
    """
    others = f" {host}" if host else ""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self' 'wasm-unsafe-eval'{others}",
            f"connect-src 'self'{others}",
            "worker-src 'self' blob:",
            "frame-src 'self'",
            "style-src 'self'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types lit-html lab-worker",
        ]
    )


def policy_of_a_frame() -> str:
    """A calculation stands in a frame, which may ask nobody for anything."""
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types lit-html lab-picture",
        ]
    )
