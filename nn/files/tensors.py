"""Numbers in safetensors files, with a JSON document in the same file. Other programs can read them too.

Nothing that is read is run.
"""

from __future__ import annotations

import hashlib
import json
import math
import os
import stat
import sys
from array import array
from collections.abc import Mapping
from typing import Any, NamedTuple, NoReturn

from autograd.language import errors, say
from autograd.language.errors import reading
from autograd.language.whole import write_whole

Path = str | os.PathLike[str]

VERSION = 1
"""The version of the format. A file of a later version is refused."""

MOST = 1 << 30
"""The most bytes of a file that is read: a hundred million numbers, more than there can be Values."""


class CheckpointError(ValueError):
    """A file that is damaged, or that belongs to another model or run."""


class Tensor(NamedTuple):
    """Numbers and their shape. The last index runs fastest."""

    shape: tuple[int, ...]
    numbers: array[float]


Tensors = dict[str, Tensor]


def refuse(path: Path, why: str) -> NoReturn:
    raise CheckpointError(say("cannot be used", path=os.fspath(path), why=why))


def require_path(path: Path) -> None:
    """Raise an error unless this names a file. A number or True would open a file that the program has open already."""
    errors.require_path(path)
    if not os.fspath(path):
        raise ValueError(say("empty path"))


def told(x: object) -> str:
    """A text from a file, as a message may show it: short, and without signs that a terminal obeys."""
    text = x if isinstance(x, str) and x.isprintable() else ascii(x)
    return text if len(text) <= 60 else text[:60] + "…"


def write(path: Path, tensors: Mapping[str, Tensor], document: Mapping[str, Any]) -> None:
    """Write a file, as `write_whole` does.

    Raises `ValueError` for a number that is not finite, `OSError` where nothing can be written.
    """
    require_path(path)
    _require_safetensors()
    from safetensors import TensorSpec, serialize

    for name, tensor in tensors.items():
        for number in tensor.numbers:
            if not math.isfinite(number):
                raise ValueError(say("tensor not written", name=name, number=number, path=os.fspath(path)))
    tensors = dict(sorted(tensors.items()))
    numbers = array("d", [number for tensor in tensors.values() for number in tensor.numbers])
    if sys.byteorder == "big":
        numbers.byteswap()  # the format is little-endian
    place, specs = numbers.buffer_info()[0], {}
    for name, tensor in tensors.items():
        length = len(tensor.numbers) * numbers.itemsize
        specs[name] = TensorSpec(dtype="float64", shape=tensor.shape, data_ptr=place, data_len=length)
        place += length
    document = {"version": VERSION, **document}
    sha256 = _sha256(document, {name: list(tensor.shape) for name, tensor in tensors.items()}, numbers.tobytes())
    text = json.dumps({"sha256": sha256, **document}, allow_nan=False)
    content = serialize(specs, {"ringograd": text})  # reads from `numbers`, which live until here
    write_whole(path, content)


def read(path: Path) -> tuple[Tensors, dict[str, Any]]:
    """The tensors of a file, all finite, and its document.

    Raises `CheckpointError` for a file that `write` has not written, and `OSError` if nothing can be read.
    """
    require_path(path)
    _require_safetensors()
    from safetensors import SafetensorError, deserialize

    try:
        with reading(path):
            about = os.stat(path)
    except FileNotFoundError:
        raise FileNotFoundError(say("no file", path=path, folder=os.getcwd())) from None
    if not stat.S_ISREG(about.st_mode) or about.st_size > MOST:
        refuse(path, say("network file too large", most=MOST >> 20))
    with reading(path), open(path, "rb") as file:
        content = file.read()
    try:
        found = deserialize(content)  # type: ignore[no-untyped-call]
        header = json.loads(content[8 : 8 + int.from_bytes(content[:8], "little")])
    except (SafetensorError, ValueError, RecursionError):
        refuse(path, say("no safetensors file"))
    try:
        document = json.loads(header["__metadata__"]["ringograd"])
        version, sha256 = document["version"], document.pop("sha256", "")
        found.sort(key=lambda pair: pair[0])
        shapes, numbers = {name: x["shape"] for name, x in found}, b"".join(x["data"] for _, x in found)
        damaged = sha256 != _sha256(document, shapes, numbers)
    except (LookupError, TypeError, ValueError, RecursionError):
        refuse(path, say("file of another program"))
    if version != VERSION:
        refuse(path, say("version of a format", version=told(version), known=VERSION))
    if damaged:
        refuse(path, say("checksum damaged"))
    tensors = {}
    for name, tensor in found:
        if tensor["dtype"] != "F64":
            refuse(path, say("type of a tensor", name=told(name), kind=tensor["dtype"]))
        own = array("d", bytes(tensor["data"]))
        if sys.byteorder == "big":
            own.byteswap()
        if not all(map(math.isfinite, own)):
            refuse(path, say("tensor not finite", name=told(name)))
        tensors[name] = Tensor(tuple(tensor["shape"]), own)
    return tensors, document


def _sha256(document: Mapping[str, Any], shapes: Mapping[str, list[int]], numbers: bytes) -> str:
    """A checksum of all that a file holds: names are sorted, and numbers come in the order of the file."""
    return hashlib.sha256(json.dumps([document, shapes]).encode() + numbers).hexdigest()


def _require_safetensors() -> None:
    try:
        import safetensors  # noqa: F401
    except ImportError:
        raise ModuleNotFoundError(say("files need safetensors"), name="safetensors") from None
