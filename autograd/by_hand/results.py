"""Why a published result is wrong: the mistake that yields it, as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from autograd.by_hand.answers import agrees, read
from autograd.by_hand.reasons import Reason, Reasons
from autograd.by_hand.work import Work, chosen
from autograd.errors import real
from autograd.language import language, say, speaking
from autograd.record import Steps
from autograd.value import Value


class Result(NamedTuple):
    """What `explain_result` finds: the `claimed` number, the `true` one, and the `mistakes` that give the claimed one.

    `right` if nothing is to be explained; `reasons` are the mistakes as sentences, "unexplained" if there are none.
    """

    claimed: str
    true: float
    right: bool
    mistakes: tuple[str, ...]
    reasons: tuple[str, ...]
    lang: str

    def __str__(self) -> str:
        key = "result right" if self.right else "result explained" if self.mistakes else "result unexplained"
        with speaking(self.lang):
            return say(key, claimed=self.claimed, true=f"{self.true:.10g}", reasons="; ".join(self.reasons))


def explain_result(
    out: Value,
    claimed: Any,
    learning_rate: float | None = None,
    *,
    parameters: Iterable[Value] | None = None,
    lang: str | None = None,
) -> Result:
    """Which mistake yields a published result: the loss after one update, or without a learning rate the output.

    `claimed` is a number, or a text with as many digits as were published. `parameters` are those that were updated;
    by default those that `worksheet` takes, and if that explains nothing, the same without the biases. Mistakes that
    give the same number, as these three do here, are all named.

    >>> from autograd import sigmoid
    >>> w, x = Value(0.5, name="w"), Value(2.0, name="x")
    >>> explain_result((sigmoid(w * x) - 0.2) ** 2, "0.3660", learning_rate=0.5).mistakes
    ('y(y - 1)', 'stepped uphill', 'swapped')
    """
    with speaking(lang):
        record = Steps(out)
        rate = None if learning_rate is None else real(learning_rate, "the learning rate")
        answer = read(claimed)
        if answer.number is None:
            raise TypeError(f"the claimed result is a number, such as 0.29102, and not {claimed!r}")
        updated = chosen(record, parameters)
        work = Work(record, rate, updated)
        target = work.value[out] if rate is None else work.after
        true = work.numbers[target]
        if agrees(answer, true, work.noise[target]):
            return Result(answer.text, true, True, (), (), language())
        found = Reasons(work, [target]).of(target, answer, work.numbers)
        if not found and parameters is None and work.biases:
            weights = Work(record, rate, [p for p in updated if p not in work.biases])
            found = [
                Reason("bias kept", None),
                *Reasons(weights, [weights.after]).of(weights.after, answer, weights.numbers),
            ]
            found = found[1:] and found
        return Result(
            answer.text, true, False, tuple(r.name for r in found),
            tuple(map(str, found)) or (say("unexplained"),), language(),
        )  # fmt: skip
