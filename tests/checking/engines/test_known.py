"""The table of what engines answer, and questions that are answered from questions like them."""

from __future__ import annotations

import json
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd.calculus.ops import OPS, operation
from autograd.calculus.row import Op
from autograd.checking.engines import known
from autograd.checking.engines.engine import engine, places
from autograd.checking.engines.known import Answer, answers, otherwise
from autograd.checking.engines.questions import QUESTIONS

ties = st.lists(st.sampled_from([1.0, 2.0, 7.0]), min_size=2, max_size=6).filter(lambda xs: xs.count(max(xs)) > 1)


def of(name: str, found: list[Answer]) -> dict[str, tuple[float | None, ...]]:
    return {answer.call: answer.numbers for answer in found if answer.engine == name}


def test_the_table_holds_the_questions_and_no_others() -> None:
    assert [*known.measured()["questions"]] == [*QUESTIONS]
    assert set(known.measured()["engines"]) == set(places())


def test_a_question_is_read_alone_as_in_the_whole_file() -> None:
    whole = json.loads(known.FILE.read_text("utf-8"))
    held = known.measured()
    assert held["engines"] == whole["engines"]
    assert all(held["questions"][key] == told for key, told in whole["questions"].items())
    assert "engines" not in held["questions"]
    assert len(held["questions"]) == len(whole["questions"])


def test_each_call_is_one_of_its_engine() -> None:
    for key, told in known.measured()["questions"].items():
        question = QUESTIONS[key]
        for name, listed in told["answers"].items():
            calls = engine(name).calls(question.op, question.constants)
            assert {entry["call"] for entry in listed} == set(calls), (key, name)
            assert all(entry.get("leaf", "") in ("", *engine(name).leaves) for entry in listed), (key, name)


def test_each_call_that_can_be_asked_was_asked() -> None:
    for key, question in QUESTIONS.items():
        told = known.measured()["questions"][key]["answers"]
        for name in places():
            asked = {call for call, _, _ in question.asked(engine(name))}
            assert asked == {entry["call"] for entry in told.get(name, [])}, (key, name)


def test_published_conventions() -> None:
    """https://docs.pytorch.org/docs/stable/generated/torch.amax.html: amax shares a tie, max with a dimension does not.
    JAX's abs has the derivative 1 at 0, see its issue 12826."""
    assert of("torch", answers("max", [3.0, 3.0, 1.0])) == {
        "torch.max(xs)": (0.5, 0.5, 0.0),
        "torch.amax(xs, 0)": (0.5, 0.5, 0.0),
        "torch.max(xs, 0).values": (1.0, 0.0, 0.0),
    }
    assert of("jax", answers("abs", [0.0])) == {"jnp.abs(x)": (1.0,)}


@given(ties)
def test_ties_that_were_not_asked(xs: list[float]) -> None:
    shares = tuple((x == max(xs)) / xs.count(max(xs)) for x in xs)
    first = tuple(float(i == xs.index(max(xs))) for i in range(len(xs)))
    found = of("torch", answers("max", xs))
    assert (found["torch.amax(xs, 0)"], found["torch.max(xs, 0).values"]) == (shares, first)


@given(st.floats(0.1, 9.0).filter(lambda alpha: alpha != 1.0))
def test_other_constants(alpha: float) -> None:
    assert of("torch", answers("elu", [0.0], {"alpha": alpha})) == {f"F.elu(x, alpha={_typed(alpha)})": (alpha,)}
    slope = answers("leaky_relu", [0.0], {"slope": alpha})
    assert of("jax", slope) == {f"jax.nn.leaky_relu(x, {_typed(alpha)})": (1.0,)}


def _typed(x: float) -> str:
    return repr(int(x)) if x.is_integer() else repr(x)


@pytest.mark.parametrize(("x", "torch"), [(-5.0, 1.0), (7.0, 1.0)])
def test_other_ends_of_a_clamp(x: float, torch: float) -> None:
    found = answers("clamp", [x], {"low": -5.0, "high": 7.0})
    assert of("torch", found) == {"torch.clamp(x, -5, 7)": (torch,)}


def test_constants_in_single_precision() -> None:
    """PaddlePaddle's `elu` takes alpha in single precision, also where x has double precision."""
    single = struct.unpack("f", struct.pack("f", 3.45))[0]
    assert of("paddle", answers("elu", [0.0], {"alpha": 3.45})) == {"F.elu(x, 3.45)": (single,)}


def test_no_answer_where_nothing_is_special() -> None:
    assert not answers("abs", [2.0])
    assert not answers("max", [3.0, 2.0, 1.0])
    assert not answers("elu", [-1.0], {"alpha": 2.0})
    assert not answers("no_such_function", [0.0])
    assert not answers("clamp", [2.0], {"low": 2.0, "high": 2.0})  # two kinks in one place


def test_who_answers_otherwise() -> None:
    groups = dict(otherwise(OPS["abs"], [0.0], {0: 0.0}))
    assert "jax" in {answer.engine for answer in groups[1.0,]}
    assert not {answer.engine for who in groups.values() for answer in who} & {"torch", "hips"}
    assert (0.0,) not in groups
    nan = dict(otherwise(OPS["hypot"], [0.0, 0.0], {1: 0.0}))
    assert "hips" in {answer.engine for answer in nan[None,]}


@pytest.mark.parametrize(
    ("op", "xs", "call"),
    [
        (OPS["relu"], [0.0], "torch.clamp(x, min=0)"),
        (operation("clamp", 0.0, 6.0), [6.0], "F.relu6(x)"),
        (operation("clamp", -1.0, 1.0), [1.0], "F.hardtanh(x)"),
        (OPS["maximum"], [2.0, 2.0], "torch.amax(xs, 0)"),
        (OPS["max"], [3.0, 3.0, 1.0, 1.0], "F.max_pool2d(xs.reshape(1, 2, 2), 2).sum()"),
    ],
)
def test_an_operation_by_another_function(op: Op, xs: list[float], call: str) -> None:
    assert call in of("torch", known.answers_of(op, xs))


def test_a_window_of_pooling_has_four_numbers() -> None:
    assert not any("pool" in call for call in of("torch", known.answers_of(OPS["max"], [3.0, 3.0, 1.0])))


@pytest.mark.parametrize(("one", "other"), known.ALSO.items())
def test_a_call_of_two_functions_has_one_answer(one: str, other: str) -> None:
    """So the call tells which answer is meant."""
    for xs in {question.xs for question in QUESTIONS.values() if question.op == one}:
        first, second = ({(a.engine, a.call, a.leaf): a.numbers for a in answers(op, xs)} for op in (one, other))
        assert all(first[place] == second[place] for place in first.keys() & second.keys()), xs
