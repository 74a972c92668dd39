"""Data, networks and runs in files. Checksums are made right after a change, so that what is behind them is read."""

from __future__ import annotations

import gzip
import hashlib
import json
import random
import struct
import warnings
from typing import Any

import nn
from nn import CheckpointError, losses
from nn.data.idx import read_idx
from nn.files import tensors
from nn.learning.run.resume import Checkpoint
from nn.learning.run.settings import Settings
from tests.fuzz.target import Target, file_of
from tests.nn import runs

REFUSALS = (CheckpointError,)
WORDS = [
    '"dtype"', '"shape"', '"data_offsets"', '"F64"', '"F32"', '"__metadata__"', '"ringograd"', '"version"', '"sha256"',
    '"optimizer"', '"slots"', '"steps"', '"rows"', '"shuffle"', '"randoms"', '"run"', "null", "true", "{}", "[]", "-1",
]  # fmt: skip


def idx() -> Target:
    def read(content: bytes) -> None:
        path = file_of(gzip.compress(content[1:], 1) if content[:1] == b"z" else content, "images")
        read_idx(path, 1 if content[3:4] == b"\1" else 3)

    labels, images = (
        b"\0\0\10\1" + struct.pack(">I", 3) + b"\1\2\3",
        b"\0\0\10\3" + struct.pack(">III", 2, 2, 2) + bytes(8),
    )
    return Target("idx", read, (ValueError,), [labels, images, b"z" + images, gzip.compress(images)], (), 512)


def table() -> Target:
    def read(content: bytes) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = nn.data.csv(file_of(content, "table.csv"), target="y")
            nn.data.Encoder(found)

    seeds = [
        "x,y\n1,2\n3,4\n",
        "age;y\n22,5;no\n;yes\n",
        "a b y\n1 2 3\n",
        "id\tx\ty\n1\t50%\ta\n2\t60%\tb\n",
        "x,x,,y\n1,2,3,?\n",
    ]
    words = ["NA", "?", "nan", "%", "$", "¥", ",", ";", "\t", '"', "1 234,5", "2026-01-02", "\r", "PassengerId", "y"]
    return Target("table", read, (ValueError,), [seed.encode() for seed in seeds], words, 1024)


def saved(whole_run: bool) -> bytes:
    """The bytes of a network and its optimizer, or of a whole run."""
    path = file_of(b"", "run.safetensors")
    path.unlink()
    state = random.getstate()
    if whole_run:
        runs.train(str(path), epochs=2)
    else:
        nn.save(path, *runs.begin())
    random.setstate(state)
    return path.read_bytes()


def parts_of(content: bytes) -> tuple[dict[str, Any], dict[str, Any], bytes]:
    """The header without its document, the document, and the numbers."""
    size = 8 + int.from_bytes(content[:8], "little")
    header = json.loads(content[8:size])
    document = json.loads(header.pop("__metadata__")["ringograd"])
    del document["sha256"]
    return header, document, content[size:]


def joined(header: dict[str, Any], document: bytes, numbers: bytes) -> bytes:
    """A file with this text for its document, and a checksum that fits if it is JSON."""
    try:
        read = json.loads(document)
        shapes = {name: header[name]["shape"] for name in sorted(header)}
        sha256 = hashlib.sha256(json.dumps([read, shapes]).encode() + numbers).hexdigest()
        document = json.dumps({"sha256": sha256, **read}).encode()
    except (ValueError, TypeError, RecursionError):
        pass  # it stays as it is, and is refused
    named = {"__metadata__": {"ringograd": document.decode("latin-1")}, **header}
    text = json.dumps(named).encode()
    return len(text).to_bytes(8, "little") + text + numbers


def safetensors() -> Target:
    """A file whose header is changed, or any bytes at all."""
    content = saved(whole_run=False)
    size = 8 + int.from_bytes(content[:8], "little")
    header, numbers = content[8:size], content[size:]

    def read(content: bytes) -> None:
        if content[:1] == b"{":
            content = len(content).to_bytes(8, "little") + content + numbers
        tensors.read(file_of(content, "a.safetensors"))

    return Target("safetensors", read, REFUSALS, [header, content], WORDS, 8192, apart=True)


def checkpoint() -> Target:
    """The document of a saved network, with a checksum that fits."""
    header, document, numbers = parts_of(saved(whole_run=False))
    model, optimizer = runs.begin()

    def read(content: bytes) -> None:
        nn.load(file_of(joined(header, content, numbers), "a.safetensors"), model, optimizer)

    return Target("checkpoint", read, REFUSALS, [json.dumps(document).encode()], WORDS, 8192)


def run() -> Target:
    """The document of a run that goes on, with a checksum that fits."""
    header, document, numbers = parts_of(saved(whole_run=True))
    model, optimizer = runs.begin()
    data, other = runs.examples(11, seed=1), runs.examples(6, seed=2)
    loss = losses.cross_entropy_from_logits

    def read(content: bytes) -> None:
        path = file_of(joined(header, content, numbers), "a.safetensors")
        state = random.getstate()
        try:
            Checkpoint(Settings(model, data, loss, optimizer, 4, 4, other, 2, 1.0, 3, path, False, None))
        finally:
            random.setstate(state)

    return Target("run", read, REFUSALS, [json.dumps(document).encode()], WORDS, 16384)


def onnx() -> Target:
    path, made = file_of(b"", "a.onnx"), []
    for layers in ((nn.Layer(2, 3), nn.BatchNorm(3)), (nn.Layer(2, 2, nonlin=False), nn.Layer(2, 1))):
        nn.to_onnx(nn.Sequential(*layers), path, (2,), overwrite=True)
        made.append(path.read_bytes())
    return Target("onnx", lambda c: nn.from_onnx(file_of(c, "a.onnx")), REFUSALS, made, (), 2048, apart=True)


TARGETS = {
    "idx": idx, "table": table, "safetensors": safetensors, "checkpoint": checkpoint, "run": run, "onnx": onnx,
}  # fmt: skip
