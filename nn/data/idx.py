"""The reader of IDX files, the format of MNIST: a header with sizes, then one byte per number.

A file is not trusted. No more is read, or unpacked from gzip, than the header announces and a limit allows.
"""

from __future__ import annotations

import gzip
import math
import zlib
from pathlib import Path

from autograd.language import say
from autograd.language.errors import reading

LARGEST = 2**28
"""The most bytes that are read. MNIST's 60,000 images have 47 million."""

SMALL, DENSEST = 2**20, 50
"""The bytes that any gzip file may unpack to. A larger result must be at most so many times the size of the file. For
MNIST it is 5 times, and for a file that was made to fill the memory up to 1,030 times."""


def read_idx(path: Path, dimensions: int) -> tuple[list[int], bytes]:
    """The sizes along the dimensions of an IDX file, and its bytes. The file may be gzipped, whatever its name says.

    The format is LeCun's ("The IDX file format", with the MNIST database): two bytes 0, a byte for the type of the
    numbers (8 for unsigned bytes), a byte for the number of dimensions, then each size in four bytes, highest first.
    Raises ValueError, with the path, for any other file.
    """
    with reading(path), open(path, "rb") as file:
        zipped = file.read(2) == b"\x1f\x8b"
    try:
        with gzip.open(path) if zipped else open(path, "rb") as file:
            header = file.read(4 + 4 * dimensions)
            sizes = _sizes(header, dimensions)
            told = math.prod(sizes)
            if zipped and told > max(SMALL, DENSEST * (packed := path.stat().st_size)):
                raise ValueError(say("packed too densely", told=told, packed=packed, most=DENSEST))
            data = file.read(told + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ValueError(say("gzip damaged", path=path, error=error)) from None
    except ValueError as error:
        raise ValueError(say("file and fault", path=path, error=error)) from None
    if len(data) != told:
        if len(data) < told:
            raise ValueError(say("bytes missing", path=path, told=told, found=len(data)))
        raise ValueError(say("bytes left over", path=path, told=told))
    return sizes, data


def _sizes(header: bytes, dimensions: int) -> list[int]:
    """The sizes in a header. Raises ValueError with a phrase that says what is wrong with it."""
    if len(header) >= 2 and header[:2] != b"\0\0":
        raise ValueError(say("no IDX file", found=header[:2].hex(" ")))
    if len(header) < 4 + 4 * dimensions:
        raise ValueError(say("header cut off", found=len(header), wanted=4 + 4 * dimensions))
    if header[2] != 8:
        raise ValueError(say("IDX of another type", kind=header[2]))
    if header[3] != dimensions:
        if dimensions == 1:
            raise ValueError(say("dimensions of labels", found=header[3]))
        if dimensions == 3:
            raise ValueError(say("dimensions of images", found=header[3]))
        raise ValueError(say("dimensions of data", found=header[3], wanted=dimensions))
    sizes = [int.from_bytes(header[i : i + 4], "big") for i in range(4, len(header), 4)]
    told = " × ".join(map(str, sizes))
    if 0 in sizes:
        raise ValueError(say("nothing in a file", told=told))
    if math.prod(sizes) > LARGEST:
        raise ValueError(say("too much in a file", told=told, most=LARGEST))
    return sizes
