"""The settings of updates: they travel in the code of a sheet, questions show them, and bad ones are told."""

from __future__ import annotations

import math
import pickle
from typing import Any

import pytest

from autograd import DomainError, Value, explain_result, mean, tanh, worksheet
from autograd.by_hand import WorksheetError
from autograd.by_hand.sheet.sheet import from_code
from autograd.by_hand.sheet.work.optimizers import OPTIMIZERS
from autograd.language import LANGUAGES
from tests.by_hand.sheet.test_codes import SQUARE, code_of, opened
from tests.by_hand.sheet.test_updates import keyed, loss, parameters, sheet_of
from tests.commands.test_main import ringo


def test_all_settings_travel_in_the_code() -> None:
    for name in OPTIMIZERS:
        sheet = sheet_of(name, digits=4)
        again = pickle.loads(pickle.dumps(from_code(sheet.code)))
        assert (again.code, again.settings, keyed(again)) == (sheet.code, sheet.settings, keyed(sheet))
        assert again.given == sheet.given
        assert [row.asks for row in again.rows] == [row.asks for row in sheet.rows]


def test_the_formula_of_a_row_gives_its_number() -> None:
    """What the sheet asks for, with the numbers of the step put in."""
    sheet = sheet_of("adam", steps=1, decay=0.0)
    asked = {row.key: row.asks for row in sheet.rows}
    assert asked["mean w1"] == "mean m of w1: 0.8 × m + (1 - 0.8) × ∂L/∂w1"
    assert asked["corrected squares w1"] == "ŝ of w1, corrected for the start at 0: s / (1 - 0.95)"
    assert asked["new w1"] == "w1 after the update: w1 - 0.1 × m̂ / (sqrt(ŝ) + 1e-07)"
    plain = {row.key: row.asks for row in sheet_of("sgd", steps=1, decay=0.0).rows}
    assert plain["new w1"] == "w1 after the update: w1 - 0.1 × ∂L/∂w1"


BAD: dict[str, tuple[dict[str, Any], str]] = {
    "an optimizer": ({"optimizer": "sdg"}, "no optimizer 'sdg': the optimizers are sgd, momentum"),
    "a list for one": ({"optimizer": ["adam"]}, "no optimizer"),
    "no steps": ({"steps": 0}, "steps is a whole number from 1 to 1,000, and not 0"),
    "many steps": ({"steps": 10**9}, "steps is a whole number"),
    "a fraction": ({"steps": 1.5}, "steps is a whole number"),
    "a constant": ({"optimizer": "adam", "constants": {"momentum": 0.9}}, "adam has no constant 'momentum'"),
    "a share": ({"optimizer": "momentum", "constants": {"momentum": 1.0}}, "momentum is at least 0 and less than 1"),
    "below 0": ({"optimizer": "adagrad", "constants": {"epsilon": -1.0}}, "epsilon is at least 0"),
    "a group": ({"decay": {"x*": 0.1}}, "no parameter is called"),
    "digits": ({"digits": 0}, "digits is a whole number from 1 to 15"),
    "decimals": ({"decimals": 99}, "decimals is a whole number from 0 to 15"),
    "both": ({"digits": 3, "decimals": 3}, "not for both"),
}


@pytest.mark.parametrize("what", BAD)
def test_what_cannot_be_set_is_told(what: str) -> None:
    options, said = BAD[what]
    p = parameters()
    with pytest.raises(WorksheetError, match=said):
        worksheet(loss(p, tanh), 0.1, parameters=p.values(), **options)


NO_RATES = [-1, 0, -0.5, 0.0, math.nan, math.inf, -math.inf, True, False, {"x": 0}, {"x": 0.1, "y": -1}, {"*": True}]


@pytest.mark.parametrize("rate", NO_RATES)
def test_a_step_that_does_not_go_downhill_is_refused(rate: Any) -> None:
    out = Value(3.0, name="x") * Value(2.0, name="y")
    said = r"the learning rate is a number more than 0, such as 0\.1, and not (-?[0-9.]+|nan|-?inf|True|False)$"
    with pytest.raises(WorksheetError, match=said):
        worksheet(out, rate)
    if not isinstance(rate, dict):
        with pytest.raises(WorksheetError, match=said):
            explain_result(out, "1", rate)


@pytest.mark.parametrize("decay", [-0.1, math.nan, math.inf, True, {"x": 0.1, "*": -1}])
def test_a_decay_that_does_not_draw_to_0_is_refused(decay: Any) -> None:
    out = Value(3.0, name="x") * Value(2.0, name="y")
    with pytest.raises(WorksheetError, match=r"the weight decay is a number of at least 0, such as 0\.01, and not "):
        worksheet(out, 0.1, decay=decay)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("typed", ["-1", "0", "-0.5", "0.0", "-1/2"])
def test_a_typed_rate_is_refused_alike(typed: str, lang: str) -> None:
    status, out, err = ringo("worksheet", "x*y", "x=1", "y=2", f"--learning-rate={typed}", "--lang", lang)
    assert (status, out) == (2, "")
    assert err.startswith({"en": "ringo: the learning rate is a number more than 0", "ja": "ringo: 学習率は"}[lang])
    assert "0.1" in err


def test_a_group_may_stay_and_a_sheet_of_any_rate_is_read_back() -> None:
    """Files that were made before are marked as they were."""
    x, y = Value(3.0, name="x"), Value(2.0, name="y")
    assert worksheet(x * y, {"x": 0.1, "y": 0}).at["new y"].answer == 2.0
    assert all(opened(code_of(SQUARE, [0], rate=rate)) for rate in (-1, 0))


def test_a_parameter_without_a_rate_is_told_and_steps_without_a_rate() -> None:
    p = parameters()
    with pytest.raises(WorksheetError, match="v1 has no learning rate"):
        worksheet(loss(p, tanh), {"w*": 0.1, "b*": 0.1}, parameters=p.values())
    with pytest.raises(WorksheetError, match="need a learning rate"):
        worksheet(loss(p, tanh), steps=2)
    with pytest.raises(WorksheetError, match="need a learning rate"):
        worksheet([loss(p, tanh), mean([p["w1"], p["w2"]])])
    with pytest.raises(DomainError, match="smaller learning rate"):
        worksheet(p["w1"] ** 4, 1e200, steps=3)
    with pytest.raises(TypeError, match="takes the Value"):
        worksheet([])
    with pytest.raises(TypeError, match="takes no 'step'"):
        worksheet(p["w1"] ** 2, 0.1, step=2)  # type: ignore[call-arg]


def test_the_state_of_a_matrix_is_one_question_with_products_place_by_place() -> None:
    W = [[Value(0.1 * (2 * i + j), name=f"W[{i}][{j}]") for j in (0, 1)] for i in (0, 1)]
    loss = sum((tanh(row[0] * 0.5 + row[1]) ** 2 for row in W), Value(0.0))
    sheet = worksheet(loss, 0.1, level="nodes", optimizer="adam", steps=2, grids=True)
    asked = [row[2] for row in sheet.table().rows]
    assert "squares s of W: 0.999 × s + (1 - 0.999) × ∂L/∂W ⊙ ∂L/∂W, a matrix of 2 x 2" in asked
    assert "step 2: m̂ of W, corrected for the start at 0: m / (1 - 0.9 ** 2), a matrix of 2 x 2" in asked
    assert "step 2: ∂L/∂W, a matrix of 2 x 2" in asked
