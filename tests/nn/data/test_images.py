"""Digits: those that scikit-learn loads itself, and MNIST's files, whole, damaged, and hostile."""

import gzip
import math
import re
import struct
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.datasets import load_digits

from nn.data import digits, images, mnist
from tests.conftest import thinned

PACKINGS: list[Callable[[bytes], bytes]] = [bytes, gzip.compress]


def idx(sizes: list[int], data: bytes) -> bytes:
    """A file as LeCun's page describes it, by the standard library's own packing."""
    return struct.pack(f">BBBB{len(sizes)}I", 0, 0, 8, len(sizes), *sizes) + data


PIXELS = bytes(range(0, 240, 10))
IMAGES, LABELS = idx([4, 2, 3], PIXELS), idx([4], bytes([7, 0, 9, 7]))


def folder(path: Path, images: bytes = IMAGES, labels: bytes = LABELS, names: str = "{}-{}-{}-ubyte") -> Path:
    for part in ("train", "t10k"):
        (path / names.format(part, "images", "idx3")).write_bytes(images)
        (path / names.format(part, "labels", "idx1")).write_bytes(labels)
    return path


def damaged(path: Path, which: str, file: bytes) -> Path:
    """A folder where the file of images or of labels for training is this one."""
    name = {"images": "train-images-idx3-ubyte", "labels": "train-labels-idx1-ubyte"}[which]
    (path / name).write_bytes(file)
    return path


def test_digits_are_those_that_scikit_learn_loads() -> None:
    xs, ys = load_digits(return_X_y=True)
    data = digits()
    assert data.xs == (xs / 16).tolist()
    assert data.ys == ys.tolist()
    assert data.classes == list("0123456789")
    assert [[number for row in image for number in row] for [image] in digits(images=True).xs] == data.xs


def test_digits_import_neither_scikit_learn_nor_numpy_and_nn_no_data() -> None:
    code = (
        "import sys, nn; late = {'nn.data', 'csv', 'gzip'} & set(sys.modules);"
        "print(len(nn.data.digits()), late, {'sklearn', 'numpy'} & set(sys.modules), 'data' in dir(nn))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "1797 set() set() True\n"


def test_digits_without_scikit_learn_or_its_file_say_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(images, "find_spec", lambda name: None)
    with pytest.raises(ModuleNotFoundError, match=r'pip install "ringograd\[digits\]"'):
        digits()
    spec = ModuleSpec("sklearn", None, is_package=True)
    spec.submodule_search_locations = [str(tmp_path)]
    monkeypatch.setattr(images, "find_spec", lambda name: spec)
    with pytest.raises(FileNotFoundError, match=r'digits\.csv\.gz: pip install "ringograd\[digits\]"'):
        digits()


@given(st.data())
def test_mnist_is_what_was_written(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    count, rows, columns = (data.draw(st.integers(1, 4)) for _ in range(3))
    pixels = data.draw(st.binary(min_size=count * rows * columns, max_size=count * rows * columns))
    labels = data.draw(st.lists(st.integers(0, 9), min_size=count, max_size=count))
    pack = data.draw(st.sampled_from(PACKINGS))
    names = data.draw(st.sampled_from(["{}-{}-{}-ubyte", "{}-{}.{}-ubyte", "{}-{}-{}-ubyte.gz", "{}-{}.{}-ubyte.gz"]))
    path = folder(
        tmp_path_factory.mktemp("mnist"),
        pack(idx([count, rows, columns], pixels)),
        pack(idx([count], bytes(labels))),
        names,
    )
    for part in ("train", "test"):
        found = mnist(path, part)
        assert [number for x in found.xs for number in x] == [level / 255 for level in pixels]
        assert found.ys == labels
        as_images = mnist(path, part, images=True)
        assert [[number for row in image for number in row] for [image] in as_images.xs] == found.xs
        assert {len(row) for [image] in as_images.xs for row in image} == {columns}


def test_mnist_parts_and_limits(tmp_path: Path) -> None:
    path = folder(tmp_path)
    (path / "t10k-labels-idx1-ubyte").write_bytes(idx([4], bytes([1, 2, 3, 4])))
    assert mnist(path).ys == [7, 0, 9, 7]
    assert mnist(path, "test").ys == [1, 2, 3, 4]
    assert (mnist(path, limit=2).ys, mnist(path, limit=2).xs) == ([7, 0], mnist(path).xs[:2])
    assert len(mnist(path, limit=9)) == 4


def refused(path: Path, said: str = "") -> None:
    with pytest.raises(ValueError, match=f"{re.escape(str(path))}.*{said}"):
        mnist(path)


def flipped(file: bytes, place: int, bit: int) -> bytes:
    return file[:place] + bytes([file[place] ^ 1 << bit]) + file[place + 1 :]


def test_every_other_length_is_refused(tmp_path: Path) -> None:
    for which, file in (("images", IMAGES), ("labels", LABELS)):
        folder(tmp_path)
        zipped = gzip.compress(file)
        for other in [*(file[:n] for n in range(len(file))), file + b"\0", file + file]:
            refused(damaged(tmp_path, which, other))
            refused(damaged(tmp_path, which, gzip.compress(other)))
        for other in [*(zipped[:n] for n in range(len(zipped))), zipped + b"x", zipped + zipped]:
            refused(damaged(tmp_path, which, other))


def test_every_other_header_is_refused(tmp_path: Path) -> None:
    for which, file, length in (("images", IMAGES, 16), ("labels", LABELS, 8)):
        folder(tmp_path)
        for place in range(length):
            for bit in range(8):
                refused(damaged(tmp_path, which, flipped(file, place, bit)))


def test_no_damage_to_a_gzipped_file_gives_other_numbers(tmp_path: Path) -> None:
    whole, right = gzip.compress(IMAGES, mtime=0), mnist(folder(tmp_path)).xs
    found, bits = 0, thinned(range(8 * len(whole)))
    for bit in bits:
        try:  # the time and the name in the header of gzip do not count
            assert mnist(damaged(tmp_path, "images", flipped(whole, bit // 8, bit % 8))).xs == right
        except ValueError:
            found += 1
    assert found > 0.7 * len(bits)


@pytest.mark.parametrize(
    ("which", "file", "said"),
    [
        ("images", b"<html>not found", "is no IDX file: it begins with the bytes 3c 68"),
        ("images", IMAGES[:10], "ends within its header, after 10 of 16 bytes"),
        ("images", b"\0\0\x0d\x03" + IMAGES[4:], "numbers of type 13 and not bytes, which is type 8"),
        ("images", LABELS + bytes(8), "data of 1 dimensions where images have 3"),
        ("labels", IMAGES, "data of 3 dimensions where labels have 1"),
        ("images", idx([0, 2, 3], b""), "tells of 0 × 2 × 3 bytes, which is nothing"),
        ("images", idx([2**32 - 1] * 3, b""), "tells of 4294967295 × .*, and at most 268435456 are read"),
        ("images", IMAGES[:-1], "tells of 24 bytes, and only 23 follow"),
        ("images", IMAGES + b"\0", "tells of 24 bytes, and more follow"),
        ("images", gzip.compress(IMAGES, mtime=0)[:-9], "is a damaged gzip file"),
        ("labels", idx([3], bytes(3)), "has 4 images, and .* has 3 labels"),
        ("labels", idx([4], bytes([0, 1, 10, 2])), "the label 10 with index 2, and labels are 0 to 9"),
    ],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path: Path, which: str, file: bytes, said: str) -> None:
    refused(damaged(folder(tmp_path), which, file), said)


def test_as_much_as_the_limit_is_read_and_no_more(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = folder(tmp_path)
    monkeypatch.setattr("nn.data.idx.LARGEST", len(PIXELS))
    assert len(mnist(path).xs) == 4
    monkeypatch.setattr("nn.data.idx.LARGEST", len(PIXELS) - 1)
    refused(path, "4 × 2 × 3 bytes, and at most 23 are read")


def test_a_gzip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = gzip.compress(IMAGES + bytes(50_000_000), compresslevel=1)
    path = folder(tmp_path, bomb)
    assert memory_to_refuse(path, "tells of 24 bytes, and more follow") < 2_000_000


@pytest.mark.parametrize("sizes", [[1, 4096, 4096], [21_399, 28, 28]])
def test_a_gzip_bomb_that_tells_its_size_is_not_unpacked(sizes: list[int], tmp_path: Path) -> None:
    bomb = gzip.compress(idx(sizes, bytes(math.prod(sizes))))
    path = folder(tmp_path, bomb, gzip.compress(idx(sizes[:1], bytes(sizes[0]))))
    said = f"tells of {math.prod(sizes)} bytes, and has itself only {len(bomb)}: pictures are hardly ever packed"
    assert memory_to_refuse(path, said) < 2_000_000


def memory_to_refuse(path: Path, said: str) -> int:
    tracemalloc.start()
    refused(path, said)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def test_blank_images_may_be_packed_as_small_as_they_come(tmp_path: Path) -> None:
    path = folder(tmp_path, gzip.compress(idx([1_300, 28, 28], bytes(1_300 * 784))), idx([1_300], bytes(1_300)))
    assert len(mnist(path).xs) == 1_300


@pytest.mark.parametrize(
    ("make", "kind", "said"),
    [
        (lambda path: mnist(path / "no"), FileNotFoundError, r"no has no file train-images-idx3-ubyte, .* or .*\.gz"),
        (lambda path: mnist(path, "valid"), ValueError, "parts 'train' and 'test', not 'valid'"),
        (lambda path: mnist(path, limit=0), ValueError, "at least one example, not 0"),
    ],
)
def test_wrong_arguments_are_said(tmp_path: Path, make: Any, kind: type[Exception], said: str) -> None:
    with pytest.raises(kind, match=said):
        make(folder(tmp_path))
