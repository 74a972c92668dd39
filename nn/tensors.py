"""Numbers in files, as safetensors, so that other programs can read them too, with a document as JSON beside them.

Nothing that is read is run. A file is written beside its place and then moved there, so that at every moment there
is a whole one.
"""

from __future__ import annotations

import json
import math
import os
import stat
import sys
from array import array
from collections.abc import Mapping
from typing import Any, NamedTuple, NoReturn

Path = str | os.PathLike[str]

VERSION = 1
"""The version of the format; a file of a later one is refused."""

MOST = 1 << 30
"""Bytes of the largest file that is read: a hundred million numbers, more than there can be Values."""


class CheckpointError(ValueError):
    """A file that is damaged, or that belongs to something else than what it is loaded into."""


class Tensor(NamedTuple):
    """Numbers, and how they are arranged: the last index runs fastest."""

    shape: tuple[int, ...]
    numbers: array[float]


Tensors = dict[str, Tensor]


def refuse(path: Path, why: str) -> NoReturn:
    raise CheckpointError(f"{os.fspath(path)} cannot be used: {why}")


def told(x: object) -> str:
    """What stands in a file, as it may be told: short, and without signs that a terminal obeys."""
    text = x if isinstance(x, str) and x.isprintable() else ascii(x)
    return text if len(text) <= 60 else text[:60] + "…"


def write(path: Path, tensors: Mapping[str, Tensor], document: Mapping[str, Any]) -> None:
    """Write a file as a whole or not at all, whenever the program, or the machine, is stopped.

    Raises `ValueError` for a number that is not finite, `OSError` where nothing can be written.
    """
    _require_safetensors()
    from safetensors import TensorSpec, serialize

    for name, tensor in tensors.items():
        for number in tensor.numbers:
            if not math.isfinite(number):
                raise ValueError(
                    f"{name} holds {number}, so {os.fspath(path)} was not written: it takes finite numbers"
                )
    numbers = array("d", [number for tensor in tensors.values() for number in tensor.numbers])
    if sys.byteorder == "big":
        numbers.byteswap()  # the format is little-endian
    place, specs = numbers.buffer_info()[0], {}
    for name, tensor in tensors.items():
        length = len(tensor.numbers) * numbers.itemsize
        specs[name] = TensorSpec(dtype="float64", shape=tensor.shape, data_ptr=place, data_len=length)
        place += length
    text = json.dumps({"version": VERSION, **document}, allow_nan=False)
    content = serialize(specs, {"ringograd": text})  # reads from `numbers`, which live until here

    target = os.path.realpath(path)  # the file itself, where the path is a link to it
    new = f"{target}.new"  # always this name, so that killed programs leave one such file at most
    with open(new, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(new, target)
    if hasattr(os, "O_DIRECTORY"):  # elsewhere a folder cannot be opened
        folder = os.open(os.path.dirname(target), os.O_RDONLY)
        try:
            os.fsync(folder)  # its new entry, too, is on the disk
        finally:
            os.close(folder)


def read(path: Path) -> tuple[Tensors, dict[str, Any]]:
    """The tensors of a file, all finite, and its document.

    Raises `CheckpointError` for a file that `write` has not written, `OSError` where nothing can be read.
    """
    _require_safetensors()
    from safetensors import SafetensorError, deserialize

    about = os.stat(path)
    if not stat.S_ISREG(about.st_mode) or about.st_size > MOST:
        refuse(path, f"it is no file of at most {MOST >> 20} MB")
    with open(path, "rb") as file:
        content = file.read()
    try:
        found = deserialize(content)  # type: ignore[no-untyped-call]
        header = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])
    except (SafetensorError, ValueError, RecursionError):
        refuse(path, "it is damaged, or no safetensors file")
    try:
        document = json.loads(header["__metadata__"]["ringograd"])
        version = document["version"]
    except (LookupError, TypeError, ValueError, RecursionError):
        refuse(path, "it is damaged, or another program has written it")
    if version != VERSION or type(version) is not int:
        refuse(path, f"its format is version {told(version)}, and this version of Ringograd reads {VERSION}; update it")
    tensors = {}
    for name, tensor in found:
        if tensor["dtype"] != "F64":
            refuse(path, f"{told(name)} has numbers of type {tensor['dtype']}, not F64")
        numbers = array("d", bytes(tensor["data"]))
        if sys.byteorder == "big":
            numbers.byteswap()
        if not all(map(math.isfinite, numbers)):
            refuse(path, f"{told(name)} holds a number that is not finite")
        tensors[name] = Tensor(tuple(tensor["shape"]), numbers)
    return tensors, document


def _require_safetensors() -> None:
    try:
        import safetensors  # noqa: F401
    except ImportError:
        raise ModuleNotFoundError(
            'networks are kept in files by safetensors: pip install "safetensors>=0.8"', name="safetensors"
        ) from None
