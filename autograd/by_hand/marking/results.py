"""Why a published result is wrong: the mistake that yields it, as a whole."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from autograd.by_hand.answers.answer import Answer, agrees
from autograd.by_hand.answers.read import read
from autograd.by_hand.mistakes.fits import Reasons
from autograd.by_hand.mistakes.own import Own
from autograd.by_hand.mistakes.own.elsewhere.found import elsewhere
from autograd.by_hand.mistakes.reasons import Explanations, Reason
from autograd.by_hand.sheet.roles import chosen
from autograd.by_hand.sheet.work import Work
from autograd.by_hand.sheet.work.update import require_rates
from autograd.graph.value import Value
from autograd.language import language, say, speaking
from autograd.language.errors import cut, real
from autograd.language.text import escaped
from autograd.record.record import Record


class Result(NamedTuple):
    """What `explain_result` finds: the `claimed` number, the `true` one, and the `mistakes` that give the claimed one.

    `right` if nothing is to be explained; `reasons` are the mistakes as sentences, "unexplained" if there are none.
    Each mistake gives the claimed number by itself; where `biases_kept`, besides the biases not having been updated.
    Among the mistakes are ways of other software, such as a small number in the logarithm.

    A number may be right in another way than here, and `how` says which: by a "convention" at a kink, which the reasons
    name, or in "single precision".
    """

    claimed: str
    true: float
    right: bool
    mistakes: tuple[str, ...]
    reasons: tuple[str, ...]
    lang: str
    biases_kept: bool = False
    how: str = ""

    def __str__(self) -> str:
        explained = "result explained without biases" if self.biases_kept else "result explained"
        key = RIGHT[self.how] if self.right else explained if self.mistakes else "result unexplained"
        with speaking(self.lang):
            return say(
                key, claimed=self.claimed, true=f"{self.true:.10g}", reasons=say("between reasons").join(self.reasons)
            )

    def _repr_markdown_(self) -> str:
        return escaped(str(self))


BEYOND = {"inf": math.inf, "+inf": math.inf, "-inf": -math.inf, "nan": math.nan}
"""What Python and other software print that is no number."""
RIGHT = {
    "": "result right",
    "convention": "result by convention",
    "single precision": "result in single precision",
}


def explain_result(
    out: Value,
    claimed: Any,
    learning_rate: float | None = None,
    *,
    parameters: Iterable[Value] | None = None,
    wrt: Value | None = None,
    lang: str | None = None,
) -> Result:
    """Which mistake yields a published result: the loss after one update, or without a learning rate the output, or the
    output's gradient with respect to the node `wrt`.

    `claimed` is a number, or a text with as many digits as were published. `parameters` are those that were updated;
    by default those that `worksheet` takes, and if that explains nothing, the same without the biases. Mistakes that
    give the same number, as these do here, are all named.

    >>> from autograd import sigmoid
    >>> w, x = Value(0.5, name="w"), Value(2.0, name="x")
    >>> explain_result((sigmoid(w * x) - 0.2) ** 2, "0.3660", learning_rate=0.5).mistakes
    ('turned round', 'sign', 'y(y - 1)', 'stepped uphill')

    Other software may be the reason, by its convention at a kink or by its precision:

    >>> x = Value(0.0, name="x")
    >>> explain_result(abs(x), 1.0, wrt=x).how
    'convention'
    """
    if not isinstance(out, Value):
        raise TypeError(say("result is no Value", kind=type(out).__name__))
    with speaking(lang):
        record = Record(out)
        if learning_rate is not None:
            require_rates(learning_rate)
        rate = None if learning_rate is None else real(learning_rate, "the learning rate")
        answer = read(claimed)
        beyond = BEYOND.get(str(claimed).strip().lower())
        if beyond is not None:
            answer = Answer(str(claimed).strip(), beyond)
        if answer.number is None:
            if answer.problem:
                raise TypeError(say("claimed result cannot be read", claimed=claimed, problem=answer.problem))
            raise TypeError(say("no claimed result", claimed=claimed))
        if wrt is not None:
            _require_node(wrt, record, rate)
            parameters = [wrt] if wrt.op is None else []
        updated = chosen(record, parameters)
        work = Work(record, rate, updated)
        true, how, found = _explained(work, answer, wrt)
        if how != "wrong":
            return Result(answer.text, true, True, (), tuple(map(str, found)), language(), how=how)
        weights = []
        if not found and parameters is None and rate is not None:
            weights = [p for p in updated if p not in work.biases]
            found = _explained(Work(record, rate, weights), answer)[2] if len(weights) < len(updated) else []
        return Result(
            answer.text, true, False, tuple(r.name for r in found if isinstance(r, Reason)),
            tuple(map(str, found)) or (say("unexplained"),), language(), bool(weights and found),
        )  # fmt: skip


def _require_node(wrt: Any, record: Record, rate: float | None) -> None:
    if not isinstance(wrt, Value) or wrt not in record.value:
        raise TypeError(say("wrt is no node", given=cut(repr(wrt))))
    if rate is not None:
        raise TypeError(say("gradient and update"))


def _explained(work: Work, answer: Answer, wrt: Value | None = None) -> tuple[float, str, Sequence[Reason | str]]:
    """The true result; how the answer is right, which is "" if it is the true one, or "wrong"; and what is to be said
    of it, or the mistakes that give it."""
    i = work.after if wrt is None else work.gradient[wrt]
    true = work.numbers[i]
    if answer.number is not None and not math.isfinite(answer.number):
        return true, "wrong", [Reason(way.name, "") for way in elsewhere(work).beyond(i, answer.number)]
    own = Own(work, {i: answer})
    if agrees(answer, true, work.noise[i]):
        return true, "", ()
    if i in own.convention:
        return true, "convention", [each.told for each in own.giving(i)]
    if i in own.single:
        return true, "single precision", ()
    return true, "wrong", Explanations(Reasons(work, work.given), own).of(i)
