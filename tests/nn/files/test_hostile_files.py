"""Files that were damaged, or made to do harm: one clear sentence, and neither model nor optimizer changes."""

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import nn
from nn import CheckpointError, losses
from nn.files import tensors
from tests.conftest import thinned
from tests.nn import runs

DEEP = 100_000


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The checkpoint of a run of `runs`, with the best parameters so far."""
    path, state = tmp_path_factory.mktemp("good") / "run", random.getstate()
    runs.train(str(path), epochs=2)
    random.setstate(state)
    return path


def refused(path: Path, match: str = "") -> None:
    """Neither `load` nor a run takes the file, and nothing has changed after them."""
    state = random.getstate()
    try:
        before, content = runs.numbers(*runs.begin()), path.read_bytes()
        loss, data = losses.cross_entropy_from_logits, runs.examples(11, seed=1)
        options: dict[str, Any] = {"validation": runs.examples(6, seed=2), "patience": 2, "clip": 1.0, "seed": 3}
        model, optimizer = runs.begin()
        with pytest.raises(CheckpointError, match=match) as caught:
            nn.train(model, data, loss, optimizer, 4, batch_size=4, checkpoint=path, progress=False, **options)
        assert runs.numbers(model, optimizer) == before
        assert path.read_bytes() == content
        told = str(caught.value).removeprefix(str(path))
        assert told.isprintable()
        assert len(told) < 400
    finally:
        random.setstate(state)


def load_refused(path: Path) -> None:
    model, optimizer = runs.begin()
    before = [parameter.data for parameter in model.parameters()]
    with pytest.raises(CheckpointError, match="cannot be used"):
        nn.load(path, model, optimizer)
    assert [parameter.data for parameter in model.parameters()] == before
    assert optimizer.steps == 0


@given(st.data())
def test_any_flipped_bit_is_found(good: Path, data: st.DataObject) -> None:
    content = bytearray(good.read_bytes())
    header = 8 + int.from_bytes(content[:8], "little")
    place = data.draw(
        st.one_of(st.integers(0, 300), st.integers(header - 900, header), st.integers(0, len(content) - 1))
    )
    content[place] ^= 1 << data.draw(st.integers(0, 7))
    damaged = good.with_name("flipped")
    damaged.write_bytes(content)
    load_refused(damaged)


@given(st.data())
def test_a_part_of_a_file_and_a_file_with_more_are_found(good: Path, data: st.DataObject) -> None:
    content, damaged = good.read_bytes(), good.with_name("cut")
    damaged.write_bytes(content[: data.draw(st.integers(0, len(content) - 1))])
    load_refused(damaged)
    damaged.write_bytes(content + data.draw(st.binary(min_size=1)))
    load_refused(damaged)


@given(st.one_of(st.binary(), st.binary(max_size=300).map(lambda text: len(text).to_bytes(8, "little") + text)))
def test_random_bytes_are_no_network(good: Path, content: bytes) -> None:
    noise = good.with_name("noise")
    noise.write_bytes(content)
    load_refused(noise)


def header(text: str) -> bytes:
    return len(text.encode()).to_bytes(8, "little") + text.encode()


@pytest.mark.parametrize(
    "content",
    [
        b"\xff" * 8,
        (1 << 40).to_bytes(8, "little") + b"{}",
        header("[" * DEEP + "]" * DEEP),
        header('{"__metadata__":{"ringograd":"' + "[" * DEEP + '"}}'),
        header('{"__metadata__":{"ringograd":"' + "[" * DEEP + "]" * DEEP + '"}}'),
        header('{"__metadata__":{"ringograd":"{\\"version\\":' + "9" * 5000 + '}"}}'),
        header('{"__metadata__":{"ringograd":"{\\"version\\":\\"\\\\u001b[31m\\"}"}}'),
        header('{"__metadata__":{"ringograd":"null"}}'),
        header('{"__metadata__":null}'),
        header('{"a":{"dtype":"F64","shape":[1099511627776,1099511627776],"data_offsets":[0,8]}}') + bytes(8),
        header('{"a":{"dtype":"F64","shape":[4611686018427387904,2],"data_offsets":[0,0]}}'),
        header('{"a":{"dtype":"F64","shape":[-1],"data_offsets":[0,8]}}') + bytes(8),
        header('{"a":{"dtype":"F64","shape":[1],"data_offsets":[8,0]}}') + bytes(8),
    ],
)
def test_headers_made_to_do_harm(good: Path, content: bytes) -> None:
    hostile = good.with_name("hostile")
    hostile.write_bytes(content)
    load_refused(hostile)


def test_documents_as_deep_as_python_can_just_read(good: Path) -> None:
    deep = good.with_name("deep")
    for n in thinned(range(700, 1000, 3)):
        nested = '{\\"version\\":1,\\"a\\":' + "[" * n + "]" * n + "}"
        deep.write_bytes(header('{"__metadata__":{"ringograd":"' + nested + '"}}'))
        load_refused(deep)


def test_other_types_of_numbers_and_numbers_that_are_not_finite(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for found, said in (("nan", "0.bias holds a number that is not finite"), ("F32", "of type I64, not F64")):
        content = tensors.read(good)[0]
        hostile = good.with_name("numbers")
        with monkeypatch.context() as patch:
            if found == "nan":
                content["0.bias"].numbers[1] = float("nan")
                patch.setattr("math.isfinite", lambda number: True)
            tensors.write(hostile, content, tensors.read(good)[1])
        if found == "F32":
            hostile.write_bytes(hostile.read_bytes().replace(b'"F64"', b'"I64"'))
        with pytest.raises(CheckpointError, match=said):
            nn.load(hostile, runs.network())


Document = dict[str, Any]
CHANGES: dict[str, tuple[Callable[[Document], object], str]] = {
    "later": (lambda d: d.update(version=2), "its format has version 2, and this Ringograd reads version 1"),
    "steps": (lambda d: d["optimizer"].update(steps=-1), "an optimizer cannot have made -1 steps"),
    "many steps": (lambda d: d["optimizer"].update(steps=10**400), "cannot have made 1000"),
    "steps in words": (lambda d: d["optimizer"].update(steps="\x1b[31m"), r"made '\\x1b\[31m' steps"),
    "class": (lambda d: d["optimizer"].update({"class": ["x" * 999]}), "its optimizer is .*…, and this"),
    "no optimizer": (lambda d: d.pop("optimizer"), "saved without an optimizer"),
    "batch": (lambda d: d.update(batch=4), "where its run was cannot be read"),
    "batch and steps": (lambda d: (d.update(batch=4), d["optimizer"].update(steps=99)), "where its run was"),
    "batch before the first": (lambda d: d.update(batch=-1), "where its run was"),
    "a name less": (lambda d: d["run"].pop("batch_size"), "batch_size was None and is 4"),
    "true": (lambda d: d.update(batch=True), "where its run was"),
    "losses": (lambda d: d.update(losses=10**400), "where its run was"),
    "right": (lambda d: d.update(right=99), "where its run was"),
    "rows": (lambda d: d["rows"].append([0.5]), "where its run was"),
    "row": (lambda d: d["rows"].append(7), "where its run was"),
    "rows by name": (lambda d: d.update(rows={}), "where its run was"),
    "rows as a text": (lambda d: d.update(rows=""), "where its run was"),
    "accuracy": (lambda d: d["rows"][0].__setitem__(1, 7.0), "where its run was"),
    "accuracy above 1": (lambda d: d["rows"][0].__setitem__(1, 1.5), "where its run was"),
    "two tables of classes": (lambda d: d["rows"][0].append([]), "where its run was"),
    "a share of a class": (lambda d: d["rows"][0].__setitem__(4, [2.0]), "where its run was"),
    "classes in no table": (lambda d: d["rows"][0].__setitem__(4, 0.5), "where its run was"),
    "steps within an epoch": (lambda d: (d.update(batch=2), d["optimizer"].update(steps=7)), "where its run was"),
    "right before the first": (lambda d: d.update(right=-1), "where its run was"),
    "accuracy of validation": (lambda d: d["rows"][0].__setitem__(3, -0.5), "where its run was"),
    "few steps": (lambda d: d["optimizer"].update(steps=1), "where its run was"),
    "absurd steps": (lambda d: d["optimizer"].update(steps=10**12 + 1), "cannot have made 1000000000001 steps"),
    "no rows": (lambda d: d.pop("rows"), "where its run was"),
    "state": (lambda d: d["shuffle"][1].pop(), "where its run was"),
    "large state": (lambda d: d["shuffle"][1].__setitem__(3, 10**30), "where its run was"),
    "version of a state": (lambda d: d["shuffle"].__setitem__(0, 99), "where its run was"),
    "gauss": (lambda d: d["randoms"][1].__setitem__(2, "now"), "where its run was"),
    "too few states": (lambda d: d["randoms"].pop(), "where its run was"),
    "no states": (lambda d: d.update(randoms=[]), "where its run was"),
    "run": (lambda d: d.update(run=7), "saved outside of a run"),
    "other names": (lambda d: d["run"].update({"\x1b[31m" * 99: "\n"}), "belongs to another run"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_documents_made_to_do_harm(good: Path, name: str) -> None:
    change, said = CHANGES[name]
    found, document = tensors.read(good)
    document = json.loads(json.dumps(document))
    change(document)
    hostile = good.with_name("document")
    tensors.write(hostile, found, document)
    refused(hostile, said)


def test_numbers_of_another_network_are_refused_though_the_options_are_the_same(good: Path) -> None:
    found, document = tensors.read(good)
    name = next(name for name in found if name.endswith("bias"))
    for other in ({}, {name: found[name]._replace(shape=(1,), numbers=found[name].numbers[:1])}):
        kept = {key: x for key, x in found.items() if not key.endswith(name)}
        tensors.write(good.with_name("other"), kept | other, document)
        refused(good.with_name("other"), "it belongs to another model")


@pytest.mark.parametrize("name", ["run", "optimizer", "shuffle", "randoms", "batch", "losses", "right", "rows"])
def test_a_document_without_one_of_its_parts(good: Path, name: str) -> None:
    found, document = tensors.read(good)
    del document[name]
    hostile = good.with_name("part")
    tensors.write(hostile, found, document)
    refused(hostile, "where its run was cannot be read|saved without an optimizer|saved outside of a run")


def test_an_infinite_number_in_json(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found, document = tensors.read(good)
    real = json.dumps
    monkeypatch.setattr(json, "dumps", lambda x, **options: real(x))
    tensors.write(good.with_name("infinite"), found, document | {"losses": float("inf")})
    monkeypatch.undo()
    refused(good.with_name("infinite"), "where its run was cannot be read")
