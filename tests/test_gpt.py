"""The transformer of `examples/gpt.py`, against the same in torch, and as a script."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest

from examples.gpt import GPT, HEADS, WIDTH, compiled, loss, numbered
from examples.gpt import NAMES as OWN
from tests.test_examples import run

NAMES = ["anna", "nan", "annan", "na", "an"]
CHARACTERS, TOKENS = 3, 5


@pytest.fixture(scope="module")
def model() -> GPT:
    """With weights that are far from 0, biases too."""
    found = GPT(CHARACTERS, TOKENS, seed=0)
    for parameter in found.parameters():
        parameter.data = random.Random(parameter.data).gauss(0.0, 0.3)
    return found


def in_torch(model: GPT, name: str) -> Any:
    """The mean cross-entropy of the characters of a name, in tensors of the model's numbers, and these tensors."""
    torch = pytest.importorskip("torch")
    tensors = {}

    def tensor(path: str, nested: Any) -> Any:
        numbers = torch.tensor([[x.data for x in row] for row in nested], dtype=torch.double)
        tensors[path] = numbers.requires_grad_()
        return numbers

    def layer(path: str, x: Any) -> Any:
        neurons = getattr(model, path).neurons
        w, b = tensor(f"{path} w", [n.w for n in neurons]), tensor(f"{path} b", [[n.b for n in neurons]])
        return torch.nn.functional.linear(x, w, b[0])

    def norm(x: Any) -> Any:
        return torch.nn.functional.rms_norm(x, (WIDTH,), eps=1e-5)

    codes = torch.tensor([0, *["an".index(c) + 1 for c in name], 0][: TOKENS + 1])
    n = len(codes) - 1
    x = tensor("characters", model.characters.weight)[codes[:-1]] + tensor("places", model.places.weight)[:n]
    normed = norm(x)
    q, k, v = (layer(p, normed).view(n, HEADS, -1).transpose(0, 1) for p in ("query", "key", "value"))
    seen = torch.nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True)
    x = x + layer("mix", seen.transpose(0, 1).reshape(n, WIDTH))
    x = x + layer("out", torch.relu(layer("hidden", norm(x))))
    return torch.nn.functional.cross_entropy(layer("head", norm(x)), codes[1:]), tensors


def test_it_is_the_transformer_of_torch(model: GPT) -> None:
    program = compiled(model, TOKENS)
    found = program([numbered(name, "an", TOKENS) for name in NAMES])
    assert found == pytest.approx([in_torch(model, name)[0].item() for name in NAMES], rel=1e-5)
    program([numbered("anna", "an", TOKENS)])
    by_parameter = dict(zip(model.parameters(), program.gradients().tolist(), strict=True))
    truth, tensors = in_torch(model, "anna")
    truth.backward()
    for path, nested in (("characters", model.characters.weight), ("places", model.places.weight)):
        gradients = [by_parameter[x] for row in nested for x in row]
        assert gradients == pytest.approx(tensors[path].grad.flatten().tolist(), rel=1e-4, abs=1e-6)
    for path in ("query", "key", "value", "mix", "hidden", "out", "head"):
        neurons = getattr(model, path).neurons
        for gradients, t in (
            ([by_parameter[x] for n in neurons for x in n.w], f"{path} w"),
            ([by_parameter[n.b] for n in neurons], f"{path} b"),
        ):
            assert gradients == pytest.approx(tensors[t].grad.flatten().tolist(), rel=1e-4, abs=1e-6)


def test_eagerly_it_is_the_same(model: GPT) -> None:
    example = numbered("anna", "an", TOKENS)
    eager = loss(model, *[example[i : i + TOKENS] for i in range(0, 3 * TOKENS, TOKENS)])
    assert eager.data == pytest.approx(in_torch(model, "anna")[0].item(), rel=1e-12)
    assert compiled(model, TOKENS)([example]).tolist() == pytest.approx([eager.data], rel=1e-5)


def test_names_that_are_shorter_and_longer_than_the_places() -> None:
    third = pytest.approx(1 / 3)
    assert numbered("ba", "ab", 4) == [0, 2, 1, 0, 2, 1, 0, 0, third, third, third, 0]
    assert numbered("abab", "ab", 2) == [0, 1, 1, 2, 0.5, 0.5]


def test_it_learns_and_invents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "names.txt"
    data.write_text("\n".join(NAMES) + "\n\n", encoding="utf-8")
    options = ["--data", str(data), "--steps", "60", "--batch", "5", "--tokens", str(TOKENS)]
    run("gpt.py", *options, monkeypatch=monkeypatch)
    printed = capsys.readouterr().out
    assert "5 names of 2 characters" in printed
    losses = [float(line.split()[-1]) for line in printed.splitlines() if line.startswith("step")]
    assert losses[0] == pytest.approx(1.0986, abs=0.4)  # log(3), where nothing is known
    assert losses[-1] < 0.9
    invented = printed.split("\n\n")[1].split()
    assert 10 < len(invented) <= 20
    assert set("".join(invented)) == {"a", "n"}
    assert float(printed.split("at a time: ")[1].split()[0]) > 1.0
    assert printed.rstrip().endswith("times as fast per name")


def test_it_has_names_of_its_own(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    run("gpt.py", "--steps", "2", "--batch", "2", "--tokens", "3", monkeypatch=monkeypatch)
    assert f"{len(OWN)} names of 23 characters" in capsys.readouterr().out
    assert len(set(OWN)) == len(OWN) > 60
    assert all(name.isalpha() and name.islower() for name in OWN)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--data", "missing.txt"], "there is no file missing.txt: give a text file with a name in each line"),
        (["--data", "."], ". is a folder: give a text file with a name in each line"),
        (["--data", "empty.txt"], "there is no name in empty.txt: give a text file with a name in each line"),
        (["--batch", "-1"], "'-1' is not a whole number of at least 1"),
        (["--tokens", "0"], "'0' is not a whole number of at least 1"),
        (["--steps", "0"], "'0' is not a whole number of at least 1"),
    ],
)
def test_what_it_cannot_do(
    options: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("empty.txt").write_text("\n", encoding="utf-8")
    with pytest.raises(SystemExit) as left:
        run("gpt.py", *options, monkeypatch=monkeypatch)
    assert left.value.code == 2
    assert said in capsys.readouterr().err
