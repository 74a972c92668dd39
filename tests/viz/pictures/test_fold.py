"""Folding: a layer is a box, nothing is lost, and the folded picture has no circle."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import Value, total
from autograd.calculus.order import inputs_first
from autograd.testing.programs import Program
from autograd.testing.strategies import programs
from nn import MLP
from tests.conftest import PROFILE
from tests.programs import run
from viz.pictures.fold import FEW, MOST, Fold, between, fold, kept


@given(programs(steps=25), st.sets(st.integers(0, 25)))
def test_each_node_stays_or_is_in_one_fold(program: Program, named: set[int]) -> None:
    _, out = run(program)
    order = inputs_first([out])
    for i in named & set(range(len(order))):
        order[i].name = f"{i}x"
    stay = kept(order, limit=100)
    folded = fold(order, stay)
    assert stay == {node for node in order if node.name} | {out}
    assert not set(folded) & stay
    for one in set(folded.values()):
        assert len(one.nodes) > 1
        assert {folded[node] for node in one.nodes} == {one}
        assert len({node.op and node.op.name for node in one.nodes}) == 1  # as there are few groups
    assert sum(len(f.nodes) for f in set(folded.values())) == len(folded)
    stay = set(order) - set(folded)
    edges = between(order, folded)
    inside = sum(1 for node in order for x in node.inputs if node in folded and folded.get(x) is folded[node])
    plain = sum(1 for node in order for x in node.inputs if node in stay and x in stay)
    assert sum(edges.values()) + inside + plain == sum(len(node.inputs) for node in order)
    assert without_circle(list(edges) + [(x, n) for n in order for x in n.inputs if n in stay and x in stay])


def without_circle(edges: list[tuple[Value | Fold, Value | Fold]]) -> bool:
    """Whether boxes can be taken away one after another, each when nothing leads into it any more."""
    left = {id(end) for edge in edges for end in edge}
    while left:
        free = left - {id(end) for start, end in edges if id(start) in left}
        if not free:
            return False
        left -= free
    return True


def test_the_circle_checker_finds_a_circle() -> None:
    a, b = Value(1.0), Value(2.0)
    assert not without_circle([(a, b), (b, a)])
    assert without_circle([(a, b)])


def test_a_network_is_folded_by_layer() -> None:
    random.seed(0)
    model = MLP(2, [4, 4, 1])
    loss = sum((model([x / 10, 1 - x / 10]) - 1) ** 2 for x in range(10))
    assert isinstance(loss, Value)
    order = inputs_first([loss])
    stay = kept(order, limit=200)
    assert stay == {loss}
    folds = dict.fromkeys(fold(order, stay).values())
    assert sorted(one.summary() for one in folds) == [
        ["10 dot"],
        ["10 given"],
        ["10 power"],
        ["10 sub"],
        ["20 given"],
        ["40 dot"],
        ["40 dot"],
        ["40 relu"],
        ["40 relu"],
        ["9 add"],
        ["l1.n1.w1 … l1.n4.b", "12 given"],
        ["l2.n1.w1 … l2.n4.b", "20 given"],
        ["l3.n1.w1 … l3.n1.b", "5 given"],
    ]


def test_levels_of_several_operations_are_no_run() -> None:
    """Or the sums would stand both before and after the products."""
    a, b = Value(1.0, name="a"), Value(2.0, name="b")
    x, y = a + b, a * b
    for _ in range(3):
        x, y = x + y, x * y
    order = inputs_first([x - y])
    folded = fold(order, kept(order, 100))
    edges = [(folded.get(x, x), folded.get(node, node)) for node in order for x in node.inputs]
    assert without_circle(edges)


def test_a_run_ends_at_a_node_that_stays() -> None:
    x = Value(1.0, name="x")
    middle = x.relu().relu() + 1
    middle.name = "middle"
    out = total([middle.relu().relu(), 1])
    order = inputs_first([out])
    before, after = ([node for node in order if node.op and node.op.name == "relu"][i:][:2] for i in (0, 2))
    folded = fold(order, kept(order, 100))
    assert {*folded[before[0]].nodes} == {*before}
    assert {*folded[after[0]].nodes} == {*after}


def test_a_network_of_many_layers_is_a_few_boxes() -> None:
    random.seed(0)
    out = MLP(2, [3] * 100 + [1])([0.5, -1.0])
    order = inputs_first([out])
    stay = kept(order, limit=400)
    folded = fold(order, stay)
    assert 6 < len(set(folded.values())) < 20
    edges = list(between(order, folded))
    assert without_circle(edges)
    assert len(set(order) - set(folded)) <= 1 + FEW  # the last layer has few parameters


def test_a_few_similar_names_stay_and_more_are_a_layer() -> None:
    for count in (FEW, FEW + 1):
        values = [Value(1.0, name=f"x{i}") for i in range(count)]
        order = inputs_first([total(values)])
        assert len(kept(order, 100)) == (1 + count if count == FEW else 1)
        assert len(fold(order, kept(order, 100))) == (0 if count == FEW else count)


@given(programs(steps=25), st.sets(st.integers(0, 25)), st.integers(1, 3))
def test_bands_of_levels_have_no_circle_either(program: Program, named: set[int], most: int) -> None:
    _, out = run(program)
    order = inputs_first([out])
    for i in named & set(range(len(order))):
        order[i].name = f"{i}x"
    stay = kept(order, limit=100)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("viz.pictures.fold.MOST", 0)
        patch.setattr("viz.pictures.fold.FEWER", most)
        folded = fold(order, stay)
    edges = list(between(order, folded)) + [(x, n) for n in order for x in n.inputs if not {x, n} & set(folded)]
    assert without_circle(edges)


def test_a_box_tells_its_four_commonest_kinds_and_counts_the_rest() -> None:
    x = Value(2.0, name="x")
    kinds = [x * x] * 5 + [x + x] * 4 + [-x] * 3 + [x - x] * 2
    assert Fold([x, *kinds]).summary() == [
        "x",
        "15 nodes",
        "5 mul",
        "4 add",
        "3 neg",
        "2 sub",
        "1 of other kinds",
    ]
    assert Fold([x / x, x.exp(), *kinds]).summary()[-1] == "2 of other kinds"
    assert Fold(kinds).summary() == ["14 nodes", "5 mul", "4 add", "3 neg", "2 sub"]
    assert Fold([Value(1.0), Value(2.0)]).summary() == ["2 given"]


def test_a_result_that_stays_parts_what_is_before_it_from_what_is_after_it() -> None:
    before, both, after = Value(1.0), Value(2.0), Value(3.0)
    first, other = before * both, before * before
    middle = first + other
    middle.name = "middle"
    second, third = middle * both, middle * after
    late, later = -first, -other  # they need no result that stays
    out = total([second, third, late, later])
    order = inputs_first([out])
    folded = fold(order, {middle, out})
    assert {*folded[first].nodes} == {first, other}
    assert {*folded[second].nodes} == {second, third}
    assert {*folded[late].nodes} == {late, later}
    assert {*folded[before].nodes} == {before, both}
    assert {*folded} == {*order} - {middle, out, after}
    assert between(order, folded) == {
        (folded[before], folded[first]): 4,
        (folded[first], middle): 2,
        (middle, folded[second]): 2,
        (folded[before], folded[second]): 1,
        (after, folded[second]): 1,
        (folded[first], folded[late]): 2,
        (folded[second], out): 2,
        (folded[late], out): 2,
    }


@given(programs(steps=25), st.sets(st.integers(0, 25)), st.integers(0, 12))
def test_no_more_stays_than_a_layout_can_take(program: Program, named: set[int], limit: int) -> None:
    _, out = run(program)
    order = inputs_first([out])
    for i in named & set(range(len(order) - 1)):
        order[i].name = f"{i}x"
    names = [node for node in order[:-1] if node.name]

    def edges(stay: set[Value]) -> int:
        return sum(1 for node in stay for x in node.inputs if x in stay)

    stay = kept(order, limit)
    assert stay == {out, *names[: len(stay) - 1]}
    assert len(stay) - 1 <= limit
    assert edges(stay) <= limit or stay == {out}
    if len(names) <= limit and edges({out, *names}) <= limit:
        assert stay == {out, *names}


def test_half_of_the_names_go_until_the_edges_are_few_enough() -> None:
    a, b, c, d = values = [Value(1.0, name=name) for name in "abcd"]
    out = total(values * 3)
    order = inputs_first([out])
    assert kept(order, 12) == {a, b, c, d, out}
    assert kept(order, 11) == kept(order, 6) == {a, b, out}
    assert kept(order, 5) == kept(order, 3) == {a, out}
    assert kept(order, 2) == {out}


def test_too_many_names_are_folded_too() -> None:
    values = [Value(1.0, name=f"{i}x") for i in range(500)]
    order = inputs_first([sum(values[1:], values[0])])
    stay = kept(order, limit=200)
    assert len(stay) == 201
    assert order[-1] in stay
    folded = fold(order, stay)
    named = {one for node, one in folded.items() if node.name}
    assert len(named) < MOST


def test_a_deep_chain_folds_into_one_box() -> None:
    x = node = Value(1.0, name="x")
    for _ in range(30_000 if PROFILE == "default" else 100_000):
        node = -node
    order = inputs_first([node])
    folded = fold(order, kept(order, 200))
    assert len(set(folded.values())) == 1
    assert between(order, folded).total() == 2
    assert x not in folded
