"""Several steps of an optimizer: each number of the sheet is that of PyTorch, of nn, and of plain arithmetic."""

from __future__ import annotations

import math
from typing import Any

import pytest

from autograd import Value, mark, sigmoid, tanh, worksheet
from autograd.by_hand import Sheet
from autograd.by_hand.sheet.sheet import from_code
from autograd.by_hand.sheet.work.optimizers import OPTIMIZERS
from nn.learning import optim
from tests.by_hand.learner import printed, sigma

STEPS = 3
NUMBERS = {"w1": 0.3, "w2": -0.4, "b1": 0.1, "v1": 0.7, "c1": -0.2}
EXAMPLES = ((0.5, -1.0, 0.8), (-0.3, 0.6, 0.1))
CONSTANTS: dict[str, dict[str, float]] = {
    "sgd": {},
    "momentum": {"momentum": 0.8},
    "nesterov": {"momentum": 0.8},
    "adagrad": {"epsilon": 1e-6},
    "rmsprop": {"rho": 0.9, "epsilon": 1e-6},
    "adam": {"beta_1": 0.8, "beta_2": 0.95, "epsilon": 1e-7},
}
CLOSE: dict[str, Any] = {"rel": 1e-12, "abs": 1e-12}


def parameters() -> dict[str, Value]:
    return {name: Value(number, name=name) for name, number in NUMBERS.items()}


def loss(p: Any, hyperbolic: Any, examples: Any = EXAMPLES) -> Any:
    """The mean of the halved squared errors of v1 tanh(w1 x1 + w2 x2 + b1) + c1, in any kind of numbers."""
    errors = [
        (p["v1"] * hyperbolic(p["w1"] * x1 + p["w2"] * x2 + p["b1"]) + p["c1"] - t) ** 2 / 2 for x1, x2, t in examples
    ]
    return sum(errors[1:], errors[0]) / len(errors)


def keyed(sheet: Sheet) -> dict[str, float]:
    return {row.key: row.answer for row in sheet.rows}


def sheet_of(name: str, **options: Any) -> Sheet:
    p = parameters()
    given: dict[str, Any] = {"constants": CONSTANTS[name], "steps": STEPS, "decay": 0.01} | options
    return worksheet(loss(p, tanh), 0.1, parameters=p.values(), level="nodes", optimizer=name, **given)


def at(step: int, key: str) -> str:
    return key if step == 1 else f"step {step} {key}"


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_step_is_that_of_pytorch(name: str) -> None:
    torch = pytest.importorskip("torch")
    p = {key: torch.tensor(number, dtype=torch.float64, requires_grad=True) for key, number in NUMBERS.items()}
    c, values = CONSTANTS[name], list(p.values())
    made = {
        "sgd": lambda: torch.optim.SGD(values, lr=0.1),
        "momentum": lambda: torch.optim.SGD(values, lr=0.1, momentum=c["momentum"]),
        "nesterov": lambda: torch.optim.SGD(values, lr=0.1, momentum=c["momentum"], nesterov=True),
        "adagrad": lambda: torch.optim.Adagrad(values, lr=0.1, eps=c["epsilon"]),
        "rmsprop": lambda: torch.optim.RMSprop(values, lr=0.1, alpha=c["rho"], eps=c["epsilon"]),
        "adam": lambda: torch.optim.Adam(values, lr=0.1, betas=(c["beta_1"], c["beta_2"]), eps=c["epsilon"]),
    }
    optimizer = made[name]()
    found = keyed(sheet_of(name, decay=0.0))
    for step in range(1, STEPS + 1):
        optimizer.zero_grad()
        out = loss(p, torch.tanh)
        out.backward()
        gradients = {key: tensor.grad.item() for key, tensor in p.items()}
        optimizer.step()
        for key, tensor in p.items():
            assert found[at(step, f"grad {key}")] == pytest.approx(gradients[key], **CLOSE)
            assert found[at(step, f"new {key}")] == pytest.approx(tensor.item(), **CLOSE)
        assert found[at(step, "new L")] == pytest.approx(loss(p, torch.tanh).item(), **CLOSE)
    state = optimizer.state[p["w1"]]
    for kind, of in (("mean", "exp_avg"), ("squares", "exp_avg_sq" if name == "adam" else "square_avg")):
        if at(STEPS, f"{kind} w1") in found and name != "adagrad":
            assert found[at(STEPS, f"{kind} w1")] == pytest.approx(state[of].item(), **CLOSE)


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_step_is_that_of_nn_with_weight_decay(name: str) -> None:
    """nn draws parameters to 0 apart from the gradient, as AdamW does."""
    of = {"sgd": optim.SGD, "momentum": optim.Momentum, "nesterov": optim.Nesterov, "adagrad": optim.AdaGrad}
    make: Any = (of | {"rmsprop": optim.RMSProp, "adam": optim.Adam})[name]
    p = parameters()
    optimizer = make(p.values(), 0.1, **CONSTANTS[name], decay=0.01)
    found = keyed(sheet_of(name))
    for step in range(1, STEPS + 1):
        optimizer.zero_grad()
        loss(p, tanh).backward()
        optimizer.step()
        for key, value in p.items():
            assert found[at(step, f"new {key}")] == pytest.approx(value.data, **CLOSE)


def test_decay_with_momentum_is_that_of_adamw_in_pytorch() -> None:
    torch = pytest.importorskip("torch")
    p = {key: torch.tensor(number, dtype=torch.float64, requires_grad=True) for key, number in NUMBERS.items()}
    c, found = CONSTANTS["adam"], keyed(sheet_of("adam"))
    optimizer = torch.optim.AdamW(
        list(p.values()), lr=0.1, betas=(c["beta_1"], c["beta_2"]), eps=c["epsilon"], weight_decay=0.01
    )
    for _ in range(STEPS):
        optimizer.zero_grad()
        loss(p, torch.tanh).backward()
        optimizer.step()
    assert found[at(STEPS, "new w2")] == pytest.approx(p["w2"].item(), **CLOSE)


def test_the_state_of_adam_by_hand() -> None:
    """m, s and their corrections in the first two steps, by Kingma and Ba's algorithm 1 with its usual constants."""
    x = Value(2.0, name="w")
    found = keyed(worksheet(x * x, 0.1, optimizer="adam", steps=2))
    m, s, θ = 0.0, 0.0, 2.0
    for step in (1, 2):
        g = 2 * θ
        m, s = 0.9 * m + 0.1 * g, 0.999 * s + 0.001 * g * g
        m_hat, s_hat = m / (1 - 0.9**step), s / (1 - 0.999**step)
        θ -= 0.1 * m_hat / (math.sqrt(s_hat) + 1e-8)
        numbers = {"mean w": m, "squares w": s, "corrected mean w": m_hat, "corrected squares w": s_hat, "new w": θ}
        for key, number in numbers.items():
            assert found[at(step, key)] == pytest.approx(number, rel=1e-12)


def mazur_twice() -> list[float]:
    """The losses of Mazur's network before the first, before the second and after the second step, in plain arithmetic,
    with all biases kept, as he does."""
    x, t, rate = (0.05, 0.10), (0.01, 0.99), 0.5
    W, V, losses = [[0.15, 0.20], [0.25, 0.30]], [[0.40, 0.45], [0.50, 0.55]], []
    for _ in range(3):
        h = [sigma(row[0] * x[0] + row[1] * x[1] + 0.35) for row in W]
        o = [sigma(row[0] * h[0] + row[1] * h[1] + 0.60) for row in V]
        losses.append(sum((t[k] - o[k]) ** 2 for k in (0, 1)) / 2)
        delta = [(o[k] - t[k]) * o[k] * (1 - o[k]) for k in (0, 1)]
        hidden = [sum(delta[k] * V[k][j] for k in (0, 1)) * h[j] * (1 - h[j]) for j in (0, 1)]
        V = [[V[k][j] - rate * delta[k] * h[j] for j in (0, 1)] for k in (0, 1)]
        W = [[W[j][i] - rate * hidden[j] * x[i] for i in (0, 1)] for j in (0, 1)]
    return losses


def test_mazurs_second_step() -> None:
    from tests.by_hand.marking.test_explain_result import mazur

    network = mazur()
    sheet = worksheet(network.loss, 0.5, parameters=network.weights, level="nodes", steps=2)
    found = keyed(sheet)
    assert [found["L"], found["new L"], found["step 2 new L"]] == pytest.approx(mazur_twice(), rel=1e-12)
    marks = mark(sheet, {row.key: printed(row.answer, 6) for row in sheet.rows})
    assert marks.score == 1.0


# One example after the other


def test_online_learning_takes_one_example_each_step() -> None:
    p = parameters()
    losses = [loss(p, tanh, [example]) for example in EXAMPLES]
    sheet = worksheet(losses, 0.2, parameters=p.values(), level="everything", steps=4)
    found = keyed(sheet)
    now = dict(NUMBERS)
    for step in range(1, 5):
        x1, x2, t = EXAMPLES[(step - 1) % 2]
        h = math.tanh(now["w1"] * x1 + now["w2"] * x2 + now["b1"])
        δ = now["v1"] * h + now["c1"] - t
        hidden = δ * now["v1"] * (1 - h * h)
        gradients = {"v1": δ * h, "c1": δ, "w1": hidden * x1, "w2": hidden * x2, "b1": hidden}
        for key, gradient in gradients.items():
            now[key] -= 0.2 * gradient
            assert found[at(step, f"grad {key}")] == pytest.approx(gradient, **CLOSE)
            assert found[at(step, f"new {key}")] == pytest.approx(now[key], **CLOSE)
    again = from_code(sheet.code)
    assert keyed(again) == found
    assert again.code == sheet.code
    assert mark(sheet, found).score == 1.0
    assert mark(sheet, {}).counts["blank"] == len(sheet.rows)


def test_a_slip_in_the_first_step_costs_one_mark_however_many_steps_follow() -> None:
    x = Value(0.5, name="w")
    sheet = worksheet((sigmoid(x * 2.0) - 1.0) ** 2, 0.5, level="nodes", optimizer="momentum", steps=3)
    answers = keyed(sheet)
    first = answers["grad w"] = 2 * answers["grad w"]
    v, w = 0.0, 0.5
    for step in (1, 2, 3):
        y = sigma(2 * w)
        g = first if step == 1 else 2 * (y - 1) * y * (1 - y) * 2
        v = 0.9 * v - 0.5 * g
        w += v
        y = sigma(2 * w)
        known = {"velocity w": v, "new w": w, "new v1": 2 * w, "new v2": y, "new L": (y - 1) ** 2}
        known |= {"grad w": g} | ({"grad v1": g / 2} if step > 1 else {})
        answers |= {at(step, key): number for key, number in known.items()}
    marks = mark(sheet, {key: printed(number, 9) for key, number in answers.items()})
    assert [row.key for row in marks.rows if row.verdict == "wrong"] == ["grad w"]
    assert marks.counts["right"] + marks.counts["carried"] == len(sheet.rows) - 1
    assert marks.counts["carried"] >= 10


# Groups


def test_groups_of_parameters_have_rates_of_their_own() -> None:
    p = parameters()
    patterns = worksheet(loss(p, tanh), {"w*": 0.1, "b1": 0.2, "*": 0.5}, parameters=p.values(), level="parameters")
    q = parameters()
    rates: dict[Any, float] = {value: {"w": 0.1, "b": 0.2}.get(name[0], 0.5) for name, value in q.items()}
    values = worksheet(loss(q, tanh), rates, parameters=q.values(), level="parameters")
    found = keyed(patterns)
    for name, rate in {"w1": 0.1, "w2": 0.1, "b1": 0.2, "v1": 0.5, "c1": 0.5}.items():
        assert found[f"new {name}"] == pytest.approx(NUMBERS[name] - rate * found[f"grad {name}"], **CLOSE)
    assert keyed(values) == found
    for sheet in patterns, values:
        again = from_code(sheet.code)
        assert keyed(again) == found
        assert again.given == sheet.given
    assert "learning rate η = 0.1 for w1, w2" in patterns.given
    assert "learning rate η = 0.5 for v1, c1" in patterns.given


def test_a_pattern_is_a_name_the_last_part_of_one_or_that_of_a_matrix() -> None:
    w, b, m = Value(1.0, name="l1.n1.w1"), Value(1.0, name="l1.n1.b"), Value(1.0, name="W[0,1]")
    out = w * b * m
    found = keyed(worksheet(out, {"w1": 0.5, "l1.*.b": 0.25, "W": 2.0}, level="parameters"))
    assert [found[f"new {name}"] for name in ("l1.n1.w1", "l1.n1.b", "W[0,1]")] == [0.5, 0.75, -1.0]
    assert keyed(worksheet(out, {"W[0,1]": 3.0, "*": 0.0}, level="parameters"))["new W[0,1]"] == -2.0


def test_decay_of_the_weights_alone() -> None:
    p = parameters()
    sheet = worksheet(loss(p, tanh), 0.1, parameters=p.values(), level="parameters", decay={"w*": 0.5})
    found = keyed(sheet)
    assert found["new w1"] == pytest.approx(0.3 - 0.1 * (found["grad w1"] + 0.5 * 0.3), rel=1e-12)
    assert found["new b1"] == pytest.approx(0.1 - 0.1 * found["grad b1"], rel=1e-12)
    assert "weight decay λ = 0.5 for w1, w2" in sheet.given
    assert keyed(from_code(sheet.code)) == found
    asked = {row.key: row.asks for row in sheet.rows}
    assert asked["new w1"].endswith("w1 - 0.1 × (∂v26/∂w1 + 0.5 × w1)")
