"""The reader of IDX files, the format of MNIST: a header with sizes, then one byte per number.

A file is not trusted. No more is read, or unpacked from gzip, than the header announces and a limit allows.
"""

from __future__ import annotations

import gzip
import math
import zlib
from pathlib import Path

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
    with open(path, "rb") as file:
        zipped = file.read(2) == b"\x1f\x8b"
    try:
        with gzip.open(path) if zipped else open(path, "rb") as file:
            header = file.read(4 + 4 * dimensions)
            sizes = _sizes(header, dimensions)
            told = math.prod(sizes)
            if zipped and told > max(SMALL, DENSEST * (packed := path.stat().st_size)):
                raise ValueError(
                    f"has a header that tells of {told} bytes, and has itself only {packed}: pictures are hardly ever "
                    f"packed to less than 1/{DENSEST}; if these are, unpack the file yourself"
                )
            data = file.read(told + 1)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise ValueError(f"{path} is a damaged gzip file ({error}): get it again") from None
    except ValueError as error:
        raise ValueError(f"{path} {error}") from None
    if len(data) != told:
        found = f"only {len(data)}" if len(data) < told else "more"
        raise ValueError(f"{path} has a header that tells of {told} bytes, and {found} follow: get it again")
    return sizes, data


def _sizes(header: bytes, dimensions: int) -> list[int]:
    """The sizes in a header. Raises ValueError with a phrase that says what is wrong with it."""
    if len(header) >= 2 and header[:2] != b"\0\0":
        raise ValueError(f"is no IDX file: it begins with the bytes {header[:2].hex(' ')} instead of 00 00")
    if len(header) < 4 + 4 * dimensions:
        raise ValueError(f"ends within its header, after {len(header)} of {4 + 4 * dimensions} bytes")
    if header[2] != 8:
        raise ValueError(f"holds numbers of type {header[2]} and not bytes, which is type 8")
    if header[3] != dimensions:
        what = {1: "labels have 1", 3: "images have 3"}.get(dimensions, f"{dimensions} are needed")
        raise ValueError(f"has data of {header[3]} dimensions where {what}")
    sizes = [int.from_bytes(header[i : i + 4], "big") for i in range(4, len(header), 4)]
    told = f"has a header that tells of {' × '.join(map(str, sizes))} bytes"
    if 0 in sizes:
        raise ValueError(f"{told}, which is nothing")
    if math.prod(sizes) > LARGEST:
        raise ValueError(f"{told}, and at most {LARGEST} are read")
    return sizes
