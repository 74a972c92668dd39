"""Numbers that other software prints are explained. They are worked out by NumPy in float32, PyTorch and mpmath, and
never by the rules of the ways themselves."""

import gc
import math
from random import Random
from typing import Any
from weakref import ref

import numpy as np
import pytest
from mpmath import mp

from autograd import Value, dot, explain_result, gelu, log, log_softmax, mark, relu, sigmoid, tanh, worksheet
from autograd.by_hand.answers.answer import agrees
from autograd.by_hand.answers.read import read
from autograd.by_hand.mistakes.own.elsewhere.found import elsewhere
from autograd.by_hand.mistakes.own.elsewhere.single import single
from autograd.by_hand.mistakes.own.elsewhere.ways import SINGLE, WAYS
from autograd.by_hand.sheet.work import Work
from autograd.record.record import Record
from nn import layers

F = np.float32


def leaf(number: float, name: str = "w") -> Value:
    return Value(number, name=name)


def float32(of: np.floating[Any]) -> str:
    """As NumPy and `float()` print it: with the digits of a double."""
    return repr(float(of))


@pytest.mark.parametrize("x", [12.3, 14.2, 15.0, 16.5, 16.7, 20.0])
def test_sigmoid_and_log_in_single_precision(x: float) -> None:
    with np.errstate(divide="ignore"):
        p = F(1) / (F(1) + np.exp(-F(x)))
        of_p, of_q = -np.log(p), -np.log(F(1) - p)
    w = leaf(x)
    assert explain_result(-log(sigmoid(w)), float32(of_p)).mistakes == ("single precision",)
    found = explain_result(-log(1.0 - sigmoid(w)), float32(of_q))
    assert found.mistakes == ("single precision",)
    assert "float32" in str(found)
    assert "単精度" in str(explain_result(-log(1.0 - sigmoid(w)), float32(of_q), lang="ja"))


def test_an_infinity_and_a_nan() -> None:
    loss = -log(1.0 - sigmoid(leaf(20.0)))
    assert explain_result(loss, math.inf).mistakes == ("single precision",)
    assert explain_result(loss, "-inf").mistakes == explain_result(loss, "nan").mistakes == ()


P = 1e-11


@pytest.mark.parametrize(
    ("name", "log_p", "slope"),
    [
        ("log(p + 1e-7)", mp.log(mp.mpf(P) + 1e-7), 1 / (mp.mpf(P) + 1e-7)),
        ("log(p + 1e-8)", mp.log(mp.mpf(P) + 1e-8), 1 / (mp.mpf(P) + 1e-8)),
        ("log(p + 1e-12)", mp.log(mp.mpf(P) + 1e-12), 1 / (mp.mpf(P) + 1e-12)),
        ("log(p + 1e-15)", mp.log(mp.mpf(P) + 1e-15), 1 / (mp.mpf(P) + 1e-15)),
        ("clipped at 1e-7", mp.log(1e-7), 0),
    ],
)
def test_a_small_number_in_the_logarithm(name: str, log_p: Any, slope: Any) -> None:
    """In log(p), its gradient, and the same hidden in log_softmax and in the loss from logits."""
    p = leaf(P, "p")
    assert name in explain_result(-log(p), mp.nstr(-log_p, 12)).mistakes
    assert name in explain_result(-log(p), mp.nstr(-slope, 12), wrt=p).mistakes
    z = float(mp.log(mp.mpf(P) / (1 - mp.mpf(P))))
    assert name in explain_result(-log_softmax([leaf(z), leaf(0.0, "v")])[0], mp.nstr(-log_p, 10)).mistakes
    logit = leaf(z)
    loss = layers.losses.binary_cross_entropy_from_logits(logit, 1)
    assert name in explain_result(loss, mp.nstr(-log_p, 10)).mistakes
    gradient = -slope * mp.mpf(P) * (1 - mp.mpf(P))
    assert name in explain_result(loss, mp.nstr(gradient, 10), wrt=logit).mistakes or not gradient


def test_bce_loss_of_pytorch_is_clamped() -> None:
    torch = pytest.importorskip("torch")
    for number, target, dtype in [(1e-60, 1.0, torch.float64), (20.0, 0.0, torch.float32), (50.0, 0.0, torch.float64)]:
        x = torch.tensor(number, dtype=dtype, requires_grad=True)
        p = x if target else torch.sigmoid(x)
        loss = torch.nn.BCELoss()(p, torch.tensor(target, dtype=dtype))
        loss.backward()
        w = leaf(number)
        ours = -log(w) if target else layers.losses.binary_cross_entropy_from_logits(w, 0)
        found = explain_result(ours, loss.item())
        assert found.mistakes[0] == "clamped at -100", (number, found)
        assert ("float32" in str(found)) is (dtype is torch.float32)
        assert "clamped at -100" in explain_result(ours, x.grad.item(), wrt=w).mistakes


def test_known_numbers_of_scikit_learn() -> None:
    """log_loss([1], [[1, 0]], labels=[0, 1]) of scikit-learn 1.9.1, from numbers of float64 and of float32."""
    loss = -log(leaf(1e-30, "p"))
    assert "clipped at 2.2e-16" in explain_result(loss, 36.04365338911715).mistakes
    assert "clipped at 1.2e-7" in explain_result(loss, 15.942384719848633).mistakes


def test_known_numbers_of_keras_and_dezero() -> None:
    """Keras 3.15.1: BinaryCrossentropy()([0], [1]) and CategoricalCrossentropy()([1, 0], [1e-12, 1]); DeZero 0.0.13:
    binary_cross_entropy clips to 0.999."""
    wrong = -log(1.0 - sigmoid(leaf(20.0)))
    assert "clipped at 1e-7" in explain_result(wrong, 15.942384719848633).mistakes
    assert "clipped at 1e-7" in explain_result(-log(leaf(1e-12, "p")), 16.11809539794922).mistakes
    assert explain_result(wrong, mp.nstr(-mp.log(1 - mp.mpf("0.999")), 10)).mistakes == ("clipped at 0.999",)


@pytest.mark.parametrize("x", [-2.0, 0.3, 1.0])
def test_gelu_by_its_approximations(x: float) -> None:
    def by_tanh(x: Any) -> Any:
        return x / 2 * (1 + mp.tanh(mp.sqrt(2 / mp.pi) * (x + mp.mpf("0.044715") * x**3)))

    def by_sigmoid(x: Any) -> Any:
        return x / (1 + mp.exp(-mp.mpf("1.702") * x))

    for name, function in (("gelu by tanh", by_tanh), ("gelu by sigmoid", by_sigmoid)):
        w = leaf(x)
        assert name in explain_result(gelu(w), mp.nstr(function(mp.mpf(x)), 12)).mistakes
        assert name in explain_result(gelu(w), mp.nstr(mp.diff(function, x), 12), wrt=w).mistakes


def network(random: Random) -> tuple[list[list[float]], list[float], list[float], float]:
    n, hidden = random.randint(2, 4), random.randint(2, 5)

    def row(n: int) -> list[float]:
        return [random.gauss(0, 1) for _ in range(n)]

    return [row(n) for _ in range(hidden)], row(hidden), row(n), random.choice([0.0, 1.0])


def ours(of: tuple[list[list[float]], list[float], list[float], float]) -> tuple[Value, list[Value]]:
    W, V, x, t = of
    w = [[leaf(number, f"w{i}{j}") for j, number in enumerate(row)] for i, row in enumerate(W)]
    v = [leaf(number, f"v{i}") for i, number in enumerate(V)]
    p = sigmoid(dot(v, [tanh(dot(row, x)) for row in w]))
    return layers.losses.binary_cross_entropy(p, t), [*(number for row in w for number in row), *v]


def in_numpy(of: tuple[list[list[float]], list[float], list[float], float], rate: float) -> tuple[str, str, str]:
    """The loss, the gradient of the first weight, and the loss after an update: all in float32."""
    W, V, x = (np.array(part, F) for part in of[:3])
    t, step = F(of[3]), F(rate)

    def forward(W: Any, V: Any) -> Any:
        h = np.tanh(W @ x)
        p = F(1) / (F(1) + np.exp(-(V @ h)))
        return h, p, -(t * np.log(p) + (F(1) - t) * np.log(F(1) - p))

    h, p, loss = forward(W, V)
    dW = np.outer((p - t) * V * (F(1) - h * h), x)
    return float32(loss), float32(dW[0, 0]), float32(forward(W - step * dW, V - step * (p - t) * h)[2])


def test_a_network_in_single_precision() -> None:
    """98 % of the numbers that NumPy prints, after whatever order of additions, are right in single precision."""
    random, found = Random(17), list[str]()
    for _ in range(25):
        of = network(random)
        loss, parameters = ours(of)
        before, gradient, after = in_numpy(of, 0.5)
        for result in (
            explain_result(loss, before),
            explain_result(loss, gradient, wrt=parameters[0]),
            explain_result(loss, after, 0.5, parameters=parameters),
        ):
            found.append("right" if result.right else " ".join(result.mistakes))
    assert found.count("right") + found.count("single precision") >= 0.95 * len(found), found
    assert set(found) <= {"right", "single precision", ""}


def test_a_sheet_filled_in_single_precision_is_right() -> None:
    """Three digits are asked for, and seven are right."""
    h = F(1) / (F(1) + np.exp(-(F(0.3) * F(0.7))))
    loss = (h - F(0.1)) * (h - F(0.1))
    w = leaf(0.3)
    sheet = worksheet((sigmoid(w * 0.7) - 0.1) ** 2, level="parameters")
    gradient = F(2) * (h - F(0.1)) * h * (F(1) - h) * F(0.7)
    for lang, said in (("en", "single precision"), ("ja", "単精度")):
        marks = mark(sheet, {"grad w": float32(gradient)}, lang=lang)
        assert marks.score == 1.0
        assert said in marks.rows[0].reasons[0]
    result = explain_result((sigmoid(w * 0.7) - 0.1) ** 2, float32(loss))
    assert (result.right, result.how, result.mistakes) == (True, "single precision", ())
    assert "single precision" in str(result)
    slipped = float32(gradient)[:9] + "9" * 8  # no float32 has these digits
    assert mark(sheet, {"grad w": slipped}).score == 0.0


def test_marking_names_the_way_and_gives_advice() -> None:
    p = leaf(1e-12, "p")
    sheet = worksheet(-log(p))
    row = mark(sheet, {"v1": f"{math.log(2e-12):.6g}"}).rows[0]
    assert (row.verdict, row.mistakes) == ("wrong", ("log(p + 1e-12)",))
    assert "Leave the small number out" in row.hint


def test_wrong_numbers_are_not_explained_by_other_software() -> None:
    """Unrelated numbers, near ones, and slips of the last digit: at most 1 % fit one of all ways."""
    random, explained, tried = Random(5), 0, 0
    for _ in range(40):
        loss, parameters = ours(network(random))
        work = Work(Record(loss), 0.5, parameters)
        rows = random.sample(range(len(work.rows)), 5)
        for i in rows:
            if work.rows[i].kind == "given" or not work.numbers[i]:
                continue
            for digits in (3, 4, 6, 9):
                slip = 1 + random.choice([-1, 1]) * 10.0 ** (1 - min(digits, 6))
                for factor in (random.uniform(0.1, 2.0), 1 + random.uniform(-1, 1) * 10.0 ** (3 - digits), slip):
                    wrong = f"{work.numbers[i] * factor:.{digits}g}"
                    if agrees(read(wrong), work.numbers[i]):
                        continue
                    tried += 1
                    explained += bool(elsewhere(work).of(i, read(wrong)))
    assert tried > 1000
    assert explained <= 0.01 * tried, (explained, tried)


def test_without_logarithms_there_is_single_precision_alone() -> None:
    work = Work(Record(relu(leaf(2.0)) * 3.0))
    assert [way for way in elsewhere(work).ways if way != SINGLE] == []


def test_float32_is_that_of_numpy() -> None:
    random = Random(3)
    with np.errstate(over="ignore"):
        for _ in range(300):
            x = random.gauss(0, 1) * 10.0 ** random.randint(-46, 40)
            assert single(x) == float(F(x))
    assert single(-math.inf) == -math.inf
    assert math.isnan(single(math.nan))


def test_every_way_has_its_source() -> None:
    assert all(way.source for way in (*WAYS, SINGLE))
    assert len({way.name for way in WAYS}) == len(WAYS)


def test_wrt_is_a_node_of_the_calculation() -> None:
    w = leaf(1.0)
    out = tanh(w) * 2.0
    with pytest.raises(TypeError, match="wrt is a node of this calculation"):
        explain_result(out, 1.0, wrt=leaf(2.0))
    with pytest.raises(TypeError, match="give wrt or a learning rate, and not both"):
        explain_result(out, 1.0, 0.1, wrt=w)
    assert explain_result(out, 2.0, wrt=out.inputs[0]).right


def test_what_is_known_of_a_work_is_let_go_with_it() -> None:
    """Else each sheet that was marked, each result that was explained and each page would stay in memory."""
    w, x = leaf(0.5), leaf(2.0, "x")
    sheet = worksheet((w * x - 1.0) ** 2 / 2.0, 0.1)
    mark(sheet, {"grad w": "3"})
    assert elsewhere(sheet.work) is elsewhere(sheet.work)
    work = ref(sheet.work)
    del sheet
    gc.collect()
    assert work() is None
