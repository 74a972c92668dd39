"""Folding: what has a name stays, nothing is lost, and the folded picture has no circle."""

import random

from hypothesis import given
from hypothesis import strategies as st

from autograd import Value, total
from autograd.calculus.order import inputs_first
from autograd.testing.programs import Program
from autograd.testing.strategies import programs
from nn import MLP
from tests.programs import run
from viz.pictures.fold import Fold, between, fold, kept


@given(programs(steps=25), st.sets(st.integers(0, 25)))
def test_each_node_stays_or_is_in_one_fold(program: Program, named: set[int]) -> None:
    _, out = run(program)
    order = inputs_first([out])
    for i in named & set(range(len(order))):
        order[i].name = f"x{i}"
    stay = kept(order, limit=100)
    folded = fold(order, stay)
    assert stay == {node for node in order if node.name} | {out}
    assert set(folded) == set(order) - stay
    assert sum(len(f.nodes) for f in set(folded.values())) == len(folded)
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


def test_a_network_keeps_its_parameters_and_one_fold() -> None:
    random.seed(0)
    model = MLP(2, [4, 4, 1])
    loss = sum((model([x / 10, 1 - x / 10]) - 1) ** 2 for x in range(10))
    assert isinstance(loss, Value)
    order = inputs_first([loss])
    stay = kept(order, limit=200)
    assert stay == {*model.parameters(), loss}
    folds = set(fold(order, stay).values())
    assert len(folds) == 1
    summary = folds.pop().summary()
    assert summary[0] == f"{len(order) - len(stay):,} nodes"


def test_a_box_tells_its_four_commonest_kinds_and_counts_the_rest() -> None:
    x = Value(2.0, name="x")
    kinds = [x * x] * 5 + [x + x] * 4 + [-x] * 3 + [x - x] * 2
    assert Fold([x, *kinds]).summary() == [
        "15 nodes",
        "5 mul",
        "4 add",
        "3 neg",
        "2 sub",
        "1 of other kinds",
        "1 with a name",
    ]
    assert Fold([x / x, x.exp(), *kinds]).summary()[-1] == "2 of other kinds"
    assert Fold(kinds).summary() == ["14 nodes", "5 mul", "4 add", "3 neg", "2 sub"]
    assert Fold([Value(1.0)]).summary() == ["1 node", "1 given"]


def test_a_result_that_stays_parts_what_is_before_it_from_what_is_after_it() -> None:
    before, both, after = Value(1.0), Value(2.0), Value(3.0)
    first = before * both
    middle = first + both
    middle.name = "middle"
    second = middle * both
    third = second - after
    late = first - after  # it needs no result that stays
    out = third * late
    order = inputs_first([out])
    folded = fold(order, {middle, out})
    assert {*folded[first].nodes} == {before, both, first, after, late}
    assert {*folded[second].nodes} == {second, third}
    assert {*folded} == {*order} - {middle, out}
    assert between(order, folded) == {
        (folded[first], middle): 2,
        (middle, folded[second]): 1,
        (folded[first], folded[second]): 2,
        (folded[second], out): 1,
        (folded[first], out): 1,
    }


def test_a_leaf_that_stays_parts_nothing() -> None:
    w, x = Value(1.0, name="w"), Value(2.0)
    hidden = -(w * x)
    order = inputs_first([-hidden])
    assert {*fold(order, {w, order[-1]})[x].nodes} == {x, *hidden.inputs, hidden}


@given(programs(steps=25), st.sets(st.integers(0, 25)), st.integers(0, 12))
def test_no_more_stays_than_a_layout_can_take(program: Program, named: set[int], limit: int) -> None:
    _, out = run(program)
    order = inputs_first([out])
    for i in named & set(range(len(order) - 1)):
        order[i].name = f"x{i}"
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
    values = [Value(1.0, name=f"x{i}") for i in range(500)]
    order = inputs_first([sum(values[1:], values[0])])
    stay = kept(order, limit=200)
    assert len(stay) == 201
    assert order[-1] in stay


def test_a_deep_chain_folds_into_one_box() -> None:
    x = node = Value(1.0, name="x")
    for _ in range(100_000):
        node = -node
    order = inputs_first([node])
    folded = fold(order, kept(order, 200))
    assert len(set(folded.values())) == 1
    assert between(order, folded).total() == 2
    assert x not in folded
