"""Handwritten digits: scikit-learn's, of 8 × 8 pixels, and MNIST from its files.

Grey levels are scaled: paper is 0, ink is 1. An image is a list of numbers, row after row. With `images=True` it is a
list of one channel, which is a list of rows.
"""

from __future__ import annotations

import gzip
from importlib.util import find_spec
from os import PathLike
from pathlib import Path
from typing import Any

from autograd.language import say
from autograd.language.errors import refuse_kind, require_path
from nn.data.dataset import Dataset
from nn.data.idx import read_idx

TEN = [str(digit) for digit in range(10)]


def digits(*, images: bool = False) -> Dataset:
    """The 1797 digits of 8 × 8 pixels from scikit-learn. Its file is read; scikit-learn itself is not imported.

    They are the test part of the "Optical Recognition of Handwritten Digits" (Alpaydin and Kaynak 1998), with 17
    levels of grey. Raises ModuleNotFoundError if scikit-learn is not installed.

    >>> print(digits(), digits().ys[:5])
    Dataset of 1797 examples of 64 numbers in 10 classes [0, 1, 2, 3, 4]
    >>> print(digits(images=True))
    Dataset of 1797 examples of 1 × 8 × 8 numbers in 10 classes
    """
    spec = find_spec("sklearn")  # finds the package, and does not run it
    if spec is None:
        raise ModuleNotFoundError(say("digits needs scikit-learn"), name="sklearn")
    path = Path(next(iter(spec.submodule_search_locations or [""])), "datasets", "data", "digits.csv.gz")
    if not path.is_file():
        raise FileNotFoundError(say("digits not there", path=path))
    xs, ys = [], []
    with gzip.open(path, "rt", encoding="ascii") as file:
        for line in file:
            *pixels, digit = map(float, line.split(","))
            xs.append(_image([level / 16.0 for level in pixels], 8, images))
            ys.append(int(digit))
    return Dataset(xs, ys, classes=TEN)


def mnist(path: str | PathLike[str], part: str = "train", *, images: bool = False, limit: int | None = None) -> Dataset:
    """MNIST, or a set in the same files such as Fashion-MNIST, from the folder `path`: part "train" or "test".

    The files are `train-images-idx3-ubyte` and `train-labels-idx1-ubyte`, or `t10k-…` for the test part. They may be
    gzipped, with `.gz` after the name; `.idx3` and `.idx1` are found too. The whole files are read and checked, and
    `limit` keeps only the first examples. Images are 28 × 28 (LeCun, Cortes and Burges 1998).

    Raises FileNotFoundError if a file is not there, and ValueError if it is no such file.
    """
    if part not in ("train", "test"):
        raise ValueError(say("no part of MNIST", part=part))
    require_path(path)
    if limit is not None and not isinstance(limit, int):
        refuse_kind("limit", limit, "kind whole number")
    if limit is not None and limit < 1:
        raise ValueError(say("no limit", limit=limit))
    name = "t10k" if part == "test" else part
    of_images, of_labels = _find(Path(path), f"{name}-images", "idx3"), _find(Path(path), f"{name}-labels", "idx1")
    (count, rows, columns), pixels = read_idx(of_images, 3)
    [label_count], labels = read_idx(of_labels, 1)
    if count != label_count:
        raise ValueError(
            say("labels do not match", images=of_images, image_count=count, labels=of_labels, label_count=label_count)
        )
    if max(labels) > 9:
        wrong = next(i for i, label in enumerate(labels) if label > 9)
        raise ValueError(say("no label of a digit", path=of_labels, label=labels[wrong], place=wrong))
    grey = [level / 255.0 for level in range(256)]  # numbers that all pixels share
    each, kept = rows * columns, min(count, limit or count)
    xs = [_image([grey[level] for level in pixels[i * each : (i + 1) * each]], columns, images) for i in range(kept)]
    return Dataset(xs, list(labels[:kept]), classes=TEN)


def _find(folder: Path, stem: str, kind: str) -> Path:
    names = [f"{stem}{sign}{kind}-ubyte{gz}" for sign in "-." for gz in ("", ".gz")]
    for name in names:
        if (folder / name).is_file():
            return folder / name
    raise FileNotFoundError(say("no file in the folder", folder=folder, names=", ".join(names[:-1]), last=names[-1]))


def _image(pixels: list[float], columns: int, images: bool) -> list[Any]:
    return [[pixels[i : i + columns] for i in range(0, len(pixels), columns)]] if images else pixels
