"""Why a published result is wrong: the mistake that yields it, as a whole."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from autograd.by_hand.answers.answer import Answer, agrees
from autograd.by_hand.answers.read import read
from autograd.by_hand.mistakes.fits import Reasons
from autograd.by_hand.mistakes.own import Own
from autograd.by_hand.mistakes.reasons import Explanations, Reason
from autograd.by_hand.sheet.roles import chosen
from autograd.by_hand.sheet.work import Work
from autograd.graph.value import Value
from autograd.language import language, say, speaking
from autograd.language.errors import real
from autograd.language.text import escaped
from autograd.record.record import Record


class Result(NamedTuple):
    """What `explain_result` finds: the `claimed` number, the `true` one, and the `mistakes` that give the claimed one.

    `right` if nothing is to be explained; `reasons` are the mistakes as sentences, "unexplained" if there are none.
    Each mistake gives the claimed number by itself; where `biases_kept`, besides the biases not having been updated.
    """

    claimed: str
    true: float
    right: bool
    mistakes: tuple[str, ...]
    reasons: tuple[str, ...]
    lang: str
    biases_kept: bool = False

    def __str__(self) -> str:
        explained = "result explained without biases" if self.biases_kept else "result explained"
        key = "result right" if self.right else explained if self.mistakes else "result unexplained"
        with speaking(self.lang):
            return say(key, claimed=self.claimed, true=f"{self.true:.10g}", reasons="; ".join(self.reasons))

    def _repr_markdown_(self) -> str:
        return escaped(str(self))


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
    give the same number, as these do here, are all named.

    >>> from autograd import sigmoid
    >>> w, x = Value(0.5, name="w"), Value(2.0, name="x")
    >>> explain_result((sigmoid(w * x) - 0.2) ** 2, "0.3660", learning_rate=0.5).mistakes
    ('turned round', 'sign', 'y(y - 1)', 'stepped uphill')
    """
    if not isinstance(out, Value):
        raise TypeError(f"explain_result takes the Value that was calculated, not {type(out).__name__}")
    with speaking(lang):
        record = Record(out)
        rate = None if learning_rate is None else real(learning_rate, "the learning rate")
        answer = read(claimed)
        if answer.number is None:
            why = f": {answer.problem}" if answer.problem else ""
            raise TypeError(f"the claimed result is a number, such as '0.29102', and not {claimed!r}{why}")
        updated = chosen(record, parameters)
        true, found = _explained(Work(record, rate, updated), answer)
        if found is None:
            return Result(answer.text, true, True, (), (), language())
        weights = []
        if not found and parameters is None and rate is not None:
            work = Work(record, rate, updated)
            weights = [p for p in updated if p not in work.biases]
            found = (_explained(Work(record, rate, weights), answer)[1] or []) if len(weights) < len(updated) else []
        return Result(
            answer.text, true, False, tuple(r.name for r in found),
            tuple(map(str, found)) or (say("unexplained"),), language(), bool(weights and found),
        )  # fmt: skip


def _explained(work: Work, answer: Answer) -> tuple[float, list[Reason] | None]:
    """The true result, and the mistakes that give the answer; None if it is right."""
    true = work.numbers[work.after]
    if agrees(answer, true, work.noise[work.after]):
        return true, None
    return true, Explanations(Reasons(work, work.given), Own(work, {work.after: answer})).of(work.after)
