"""Students with one wrong idea each, who write parameters' gradients alone: the first wrong row names the idea."""

from collections import Counter
from itertools import product
from random import Random

import pytest

from autograd import mark, worksheet
from tests.by_hand.learner import printed
from tests.by_hand.operations import IDEAS as OF_OPERATIONS
from tests.by_hand.operations import OPTIMIZERS, RATE, STEPS, trained
from tests.by_hand.students import IDEAS, SHAPES, Idea, as_values, network, written
from tests.conftest import PROFILE, thinned

NETWORKS = 12 if PROFILE == "long" else 1
"""Random networks for each idea and number of digits."""
FORMS = 4


def verdict(names: tuple[str, ...], mistakes: tuple[str, ...]) -> str:
    if not mistakes:
        return "unexplained"
    return "named" if {*names} & {*mistakes} else "contradicted"


def named(idea: Idea, digits: int) -> Counter[str]:
    """How often the first wrong row names the idea, another one, or none."""
    found = Counter[str]()
    for kind in idea.networks.split():
        for seed in range(NETWORKS):
            net = network(Random(f"{kind} {seed} {digits}"), *SHAPES[kind])
            loss, parameters = as_values(net, form=(seed + digits // 2) % FORMS)
            rate = net.rate if idea.update else None
            sheet = worksheet(loss, rate, parameters=parameters, level="parameters")
            for key, number in written(net, "", idea.update).items():
                assert sheet.at[key].answer == pytest.approx(number, rel=1e-9, abs=1e-12)
            numbers = written(net, idea.idea, idea.update)
            first = mark(sheet, {key: printed(number, digits) for key, number in numbers.items()}).first_wrong
            if first is not None:  # else the digits do not show it
                found[verdict(idea.names, first.mistakes)] += 1
    return found


@pytest.mark.parametrize("digits", thinned([4, 6]))
def test_an_idea_about_a_network_is_named(digits: int) -> None:
    found = {(idea.idea, idea.networks): named(idea, digits) for idea in thinned(IDEAS)}
    in_all = sum(found.values(), Counter[str]())
    print(dict(in_all), {key: dict(counts) for key, counts in found.items() if set(counts) != {"named"}})
    assert in_all["named"] >= 0.95 * in_all.total() > 0
    assert all(2 * counts["named"] >= counts.total() for counts in found.values())  # no idea is lost
    assert in_all["contradicted"] <= 0.01 * in_all.total()


@pytest.mark.parametrize("digits", [4, 6])
def test_an_idea_about_an_operation_is_named(digits: int) -> None:
    found = Counter[str]()
    for kind, (make, ideas) in OF_OPERATIONS.items():
        for seed in range(NETWORKS):
            case = make(Random(f"{kind} {seed} {digits}"))
            sheet = worksheet(case.loss, parameters=case.parameters, level="parameters")
            for key, number in case.gradients("").items():
                assert sheet.at[key].answer == pytest.approx(number, rel=1e-9, abs=1e-12)
            for idea, names in ideas.items():
                answers = {key: printed(number, digits) for key, number in case.gradients(idea).items()}
                first = mark(sheet, answers).first_wrong
                if first is not None:
                    found[verdict(names, first.mistakes)] += 1
    print(dict(found))
    assert found["named"] >= 0.95 * found.total() > 0
    assert found["contradicted"] <= 0.01 * found.total()


@pytest.mark.filterwarnings("ignore:invalid value")  # of roots of negative numbers
def test_an_idea_about_an_optimizer_is_named() -> None:
    """The new parameters of two steps are written, and no state."""
    found, named = Counter[str](), Counter[str]()
    for optimizer, ideas in OPTIMIZERS.items():
        for seed, digits in product(range(NETWORKS), (4,) if PROFILE == "default" else (4, 6)):
            case = trained(Random(f"{optimizer} {seed} {digits}"), optimizer)
            sheet = worksheet(
                case.loss, RATE, parameters=case.parameters, optimizer=optimizer, steps=STEPS, decay=case.decay,
                ask=["new w*", "step 2 new w*"],
            )  # fmt: skip
            for key, number in case.numbers("").items():
                assert sheet.at[key].answer == pytest.approx(number, rel=1e-7, abs=1e-12)
            for idea, names in ideas.items():
                numbers = case.numbers(idea)
                if any(number != number for number in numbers.values()):
                    continue  # the root of a negative number
                first = mark(sheet, {key: printed(number, digits) for key, number in numbers.items()}).first_wrong
                if first is not None:
                    found[verdict(names, first.mistakes)] += 1
                    named[f"{idea} of {optimizer}"] += verdict(names, first.mistakes) == "named"
                    if verdict(names, first.mistakes) != "named":
                        print(optimizer, idea, first.key, first.answer, first.reasons)
    print(dict(found))
    assert found["named"] >= 0.95 * found.total() > 0
    assert found["contradicted"] <= 0.01 * found.total()
    assert [idea for idea, times in named.items() if not times] == []  # none is lost as a whole
