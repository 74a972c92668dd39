"""What a solver is given for the inputs of a claim: finite numbers in the declared shapes."""

import math

from hypothesis import given
from hypothesis import strategies as st

from autograd.by_hand.claims.formulas import Function
from autograd.by_hand.claims.sure import LARGEST_OF_MANY, drawn_for_a_solver
from autograd.testing.gradients.arguments import flat

FUNCTION = Function("sum(W @ x) * c + sum(t)", {"W": "n,3", "x": "3", "t": "n"})


@given(st.data())
def test_shapes_are_those_of_the_function(data: st.DataObject) -> None:
    given_ = dict(zip(FUNCTION.inputs, data.draw(drawn_for_a_solver(FUNCTION)), strict=True))
    assert [len(row) for row in given_["W"]] == [3] * LARGEST_OF_MANY
    assert (len(given_["x"]), len(given_["t"])) == (3, LARGEST_OF_MANY)
    assert isinstance(given_["c"], float)
    assert all(map(math.isfinite, flat(tuple(given_.values())).values()))
