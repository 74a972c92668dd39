"""The table of the named mistakes: the numbers that each gives, the rows in which it can be made, and where it becomes
a habit.

Marking, published results and claims all look for these; their sentences and advice stand in the catalogues.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property, partial

from autograd.by_hand.mistakes.kinds import losses, matrices, slopes
from autograd.by_hand.mistakes.kinds import misconceptions as m
from autograd.by_hand.mistakes.kinds.misconceptions import At
from autograd.by_hand.sheet.work import Row
from autograd.by_hand.sheet.work.rows import STATE


def rounded(shorter: Callable[[float], float], at: At) -> m.Numbers:
    """The row, worked out from numbers that were all cut to a few digits."""
    yield at.again(*map(shorter, at.xs))


def one_rounded(at: At) -> m.Numbers:
    """The row, worked out from few numbers, one of which was cut to a few digits."""
    if 1 < len(at.xs) <= 4:
        for shorter in SHORTER:
            yield from (at.again(*at.xs[:i], shorter(x), *at.xs[i + 1 :]) for i, x in enumerate(at.xs))


SHORTER: list[Callable[[float], float]] = [
    *(lambda x, n=n: float(f"{x:.{n}g}") for n in (1, 2, 3, 4)),
    *(partial(round, ndigits=n) for n in (1, 2, 3, 4)),
]
"""Ways to cut a number: to so many significant digits, or to so many decimals."""


@dataclass(frozen=True, eq=False)  # told apart by identity, for they are looked up thousands of times
class Mistake:
    """`name` is the key of its sentence in the catalogues, `kinds` the kinds of row in which it can be made.

    `of` are the operations at which it can be made, if it cannot be made at all of them. `looks_ahead` says that it
    uses numbers that are worked out later; `of_the_output` that, made at the output, it changes the whole work; `once`
    that it never becomes a habit.
    """

    name: str
    kinds: tuple[str, ...]
    changed: Callable[[At], Iterable[float]]
    looks_ahead: bool = False
    of_the_output: bool = False
    once: bool = False
    of: str = ""

    def at_all(self, row: Row) -> bool:
        """Whether it can be made in such a row."""
        if row.kind not in self.kinds:
            return False
        return not (self.of and row.node.op) or row.kind == "updated" or row.op.name in self.of.split()

    @property
    def of_an_operation(self) -> bool:
        """Whether it can be made at one operation and not at others, as by a learner who knows sigmoid and not log."""
        chain_rule = {"local", "contribution"} & set(self.kinds)
        return bool(chain_rule) and not (self.looks_ahead or self.of_the_output or self.name in AT_ALL)

    @cached_property
    def habits(self) -> list[set[str]]:
        """The kinds of row in which the habit makes it: in all passes, or in one of them."""
        if self.once:
            return []
        kinds = set(self.kinds)
        if self.name == "rounded":
            return [kinds, kinds - {"value"}]
        whole = kinds - ({"contribution"} if "local" in kinds else set())  # it is not made twice of one number
        whole -= {"updated"} if "gradient" in kinds else set()
        passes = [whole, *({kind} & kinds for kind in ("value", "after", "local", "updated", "moved", *STATE))]
        passes += [kinds & {"value", "after"}, kinds & {"contribution", "gradient"}]
        return [habit for i, habit in enumerate(passes) if habit and habit not in passes[:i]]


AT_ALL = "rounded", "statistics held"
"""Mistakes that are habits at all operations, or at none."""
ANY = ("value", "after", "local", "contribution", "gradient", "updated", "moved", *STATE, "improvement")
LOCAL, PRODUCT, SUM, UPDATED = ("local",), ("contribution",), ("gradient",), ("updated",)
STEP = ("updated", "moved", *STATE)
MOVED, BY_THE_RATE = ("updated", "moved"), ("updated", "moved", "velocity")
ONLINE = ("value", "local", "updated")
FORWARD, FUNCTION = ("value", "after"), ("value", "after", "local")
CHAIN, ALL_OF_A_NODE, GRADIENT = ("local", "contribution"), (*FUNCTION, "contribution"), ("gradient", "contribution")
# fmt: off
MISTAKES = (
    Mistake("largest for all",        LOCAL,         losses.largest_for_all, of="max maximum min minimum"),
    Mistake("mean held",              LOCAL,         losses.mean_held, of="mean"),
    Mistake("variance held",          LOCAL,         losses.variance_held, of="mean variance"),
    Mistake("statistics held",        LOCAL,         losses.statistics_held, of="mean variance"),
    Mistake("decay left out",         PRODUCT,       losses.decay_left_out, of="power mul"),
    Mistake("decay of biases",        (*GRADIENT, *MOVED), losses.decay_of_biases),
    Mistake("scale left out",         FUNCTION,      losses.scale_left_out, of="mul div"),
    Mistake("diagonal alone",         LOCAL,         losses.diagonal_alone, of="softmax log_softmax"),
    Mistake("overwrote",              SUM,           m.overwrote),
    Mistake("forgot a path",          SUM,           m.forgot_a_path),
    Mistake("swapped",                CHAIN,         m.swapped),
    Mistake("turned round",           ALL_OF_A_NODE, m.turned_round),
    Mistake("lost the minus",         ALL_OF_A_NODE, m.lost_the_minus, of="sub neg cos acos div softmax log_softmax"),
    Mistake("without upstream",       PRODUCT,       m.without_upstream),
    Mistake("without local",          CHAIN,         m.without_local),
    Mistake("at the output",          LOCAL,         m.at_the_output),
    Mistake("at the input",           LOCAL,         m.at_the_input),
    Mistake("dead relu",              FUNCTION,      m.dead_relu, of="relu"),
    Mistake("y(y - 1)",               LOCAL,         m.y_times_y_minus_1, of="sigmoid tanh softmax"),
    Mistake("power rule",             LOCAL,         m.power_rule, of="power exp"),
    Mistake("factor of the loss",     ALL_OF_A_NODE, m.factor_of_the_loss, of_the_output=True),
    Mistake("stepped uphill",         MOVED,         slopes.stepped_uphill),
    Mistake("rate forgotten",         BY_THE_RATE,   slopes.rate_forgotten),
    Mistake("only the step",          MOVED,         slopes.only_the_step),
    Mistake("step for the gradient",  GRADIENT,      m.step_for_the_gradient),
    Mistake("updated too early",      CHAIN,         m.updated_too_early, looks_ahead=True),
    Mistake("bias kept",              MOVED,         slopes.bias_kept),
    Mistake("bias forgotten",         FORWARD,       m.bias_forgotten, of="add sub total dot"),
    Mistake("degrees",                FUNCTION,      m.in_degrees, of="sin cos tan asin acos atan atan2"),
    Mistake("other base",             FUNCTION,      m.other_base, of="log log2 log10 log_softmax"),
    Mistake("left over",              ("gradient", "contribution", "updated"),m.left_over),
    Mistake("value for the gradient", ("gradient", "contribution", "local"),m.value_for_the_gradient),
    Mistake("sign",                   ANY,           m.sign, once=True),
)
RARER = (
    Mistake("derivative of another",  LOCAL,         slopes.of_another, of=slopes.known(slopes.OF_ANOTHER)),
    Mistake("power lost",             LOCAL,         slopes.power_lost, of=slopes.known(slopes.POWER_LOST)),
    Mistake("factor lost",            LOCAL,         slopes.factor_lost, of=slopes.known(slopes.FACTOR_LOST)),
    Mistake("plus for minus",         LOCAL,         slopes.plus_for_minus, of=slopes.known(slopes.PLUS_FOR_MINUS)),
    Mistake("derivative twice",       LOCAL,         slopes.twice, of=slopes.known(slopes.TWICE)),
    Mistake("matrix transposed",      FUNCTION,      matrices.transposed, of="dot mul"),
    Mistake("outer product turned",   PRODUCT,       matrices.outer_product_turned, of="dot mul"),
    Mistake("index shifted",          LOCAL,         matrices.index_shifted, of="dot mul"),
    Mistake("of another unit",        PRODUCT,       matrices.of_another_unit, of="dot mul"),
    Mistake("own output",             LOCAL,         matrices.own_output, of="dot mul"),
    Mistake("before the activation",  LOCAL,         matrices.before_the_activation, of="dot mul"),
    Mistake("bias times input",       LOCAL,         matrices.bias_times_input, of="dot add total"),
    Mistake("kernel turned",          FUNCTION,      matrices.kernel_turned, of="dot mul"),
    Mistake("online",                 ONLINE,        matrices.online, looks_ahead=True, of="dot mul add total"),
    Mistake("one example",            SUM,           losses.one_example),
    Mistake("output for the error",   LOCAL,         losses.output_for_the_error, of="softmax log_softmax power mul"),
    Mistake("softmax again",          LOCAL,         losses.softmax_again, of="softmax log_softmax"),
    Mistake("wrong class",            FUNCTION,      losses.wrong_class, of="softmax log_softmax"),
    Mistake("mean for the largest",   FUNCTION,      losses.mean_for_the_largest, of="max maximum"),
    Mistake("largest for the mean",   FUNCTION,      losses.largest_for_the_mean, of="mean"),
    Mistake("one less",               FUNCTION,      losses.one_less, of="mean variance"),
    Mistake("rate twice",             BY_THE_RATE,   slopes.rate_twice),
    Mistake("divided by the rate",    UPDATED,       losses.divided_by_the_rate),
    Mistake("rate in the gradient",   GRADIENT,      losses.rate_in_the_gradient),
    Mistake("step of the sum",        UPDATED,       losses.step_for_all),
    Mistake("momentum's sign",        STEP,          slopes.momentum_sign),
    Mistake("momentum left out",      STEP,          slopes.momentum_left_out),
    Mistake("square forgotten",       STEP,          slopes.square_forgotten),
    Mistake("root forgotten",         STEP,          slopes.root_forgotten),
    Mistake("share left out",         STEP,          slopes.share_left_out),
    Mistake("correction left out",    STEP,          slopes.correction_left_out),
    Mistake("betas swapped",          STEP,          slopes.betas_swapped),
    Mistake("state forgotten",        STEP,          slopes.state_forgotten),
    Mistake("step without decay",     STEP,          slopes.decay_left_out),
    Mistake("decay's sign",           STEP,          slopes.decay_sign),
)
"""Mistakes that are looked for where none of the others gives the number."""
ROUNDED = tuple(Mistake("rounded", ANY, partial(rounded, shorter)) for shorter in SHORTER)
ONE_ROUNDED = (Mistake("rounded", ANY, one_rounded, once=True),)
# fmt: on


def changed(mistake: Mistake, at: At) -> list[float]:
    """The numbers that the mistake gives in a row, in all ways; none where it cannot be made or leads out of a
    domain."""
    if at.row.kind not in mistake.kinds:
        return []
    try:
        return [x for number in mistake.changed(at) if (x := float(number)) - x == 0.0]  # NaN unless finite
    except (ValueError, ArithmeticError):
        return []
