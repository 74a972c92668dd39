"""docs/engines.md, written from the files of answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from autograd.checking.engines.engine import engine
from autograd.checking.engines.questions import GROUPS
from autograd.checking.engines.questions.question import Question
from autograd.language.text import number
from docs.engines.measuring import MATHEMATICS, OURS
from docs.engines.tails_page import tables
from docs.engines.why import OF_FUNCTIONS, OF_GROUPS

COMMAND = "python -m docs.engines"
RIGHT = 1e-12
"""Numbers that are as close to the exact one as this are right: the last digits differ between processors."""

HEADING = re.compile(r"^(##|###) (.+)$", re.MULTILINE)
NOT_REAL = "no real number"
"""What is complex, or a DiracDelta, and no error of the engine."""

MOST = 10
"""Questions of one function in one table. There are more of ties alone, which are all alike."""

INTRODUCTION = f"""\
# What other engines answer

<!-- Written by `{COMMAND}` from the files of answers. Measure the engines again to change it. -->

Two engines may give two derivatives of one function at one point, and both may be right: where a function has a kink,
each engine has a convention. Elsewhere one of them may have run out of digits. This page says who answers what, in
double precision on a CPU, and what is mathematically there.

- **Mathematics** is calculated by mpmath with 600 digits or more, from the values of the function alone. Where two
  numbers stand, they are the derivatives from the left and from the right, along this input. "none" means that the
  function has no values on that side, or none at all.
- **f′** is the derivative with respect to each input, **f″** the second derivatives: of several inputs the rows of the
  Hessian, one after the other. At a kink of f there is no f″. The numbers are those on both sides of the kink.
- **Exact** stands for engines that are right in twelve digits or more. Other numbers are rounded to six digits.
- Where an engine answers in more than one way, its call stands beside its name. In calls, `x` and `y` are numbers, and
  `xs` and `ys` lists of numbers.
- Ringograd answers with a `DomainError` where a derivative is infinite or does not exist: "refuses".

`{COMMAND} measure` asks all engines that are installed, and tells which answers of this page are out of date.
`ringo compare "abs(x)" x=0` shows the answers to one formula, side by side.

What is on this page:
"""


def page(held: Mapping[str, Any], tails: Mapping[str, Any]) -> str:
    """The page as Markdown."""
    parts = ["## The engines", "", *_engines(held), ""]
    for title, questions in GROUPS.items():
        parts += [f"## {title}", "", OF_GROUPS[title], ""]
        parts += _ordinary(held, questions) if title == "Ordinary points" else _group(held, questions)
    body = "\n".join([*parts, *tables(tails)])
    return "\n".join([INTRODUCTION, *contents(body), "", body])


def contents(body: str) -> Iterator[str]:
    """A line for each part of the page, with links to its functions. Links are as GitHub makes them: a heading that
    comes again is counted.

    >>> print(*contents("## Ties\\n### max\\n## Far out\\n### max\\n### log_tanh(x)"), sep="\\n")
    - [Ties](#ties): [max](#max)
    - [Far out](#far-out): [max](#max-1), [log_tanh(x)](#log_tanhx)
    """
    seen: dict[str, int] = {}
    parts: list[list[str]] = []
    for level, heading in HEADING.findall(body):
        name = re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")
        again = seen[name] = seen.get(name, -1) + 1
        link = f"[{heading}](#{name}{f'-{again}' if again else ''})"
        if level == "##":
            parts.append([])
        parts[-1].append(link)
    for title, *functions in parts:
        yield f"- {title}{': ' * bool(functions)}{', '.join(functions)}"


def _engines(held: Mapping[str, Any]) -> Iterator[str]:
    """The engines, and how each is asked."""
    yield "| engine | version | inputs | f′ | f″ |\n| --- | --- | --- | --- | --- |"
    for name, about in held["engines"].items():
        asked = engine(name)
        made = "<br>".join(map(code, asked.leaves))
        second = code(asked.second.format(call="f(x)")) if asked.second else "none"
        yield f"| {about['title']} | {about['version']} | {made} | {code(asked.first.format(call='f(x)'))} | {second} |"
    yield "\nBefore that one types:\n"
    for name, about in [(name, about) for name, about in held["engines"].items() if engine(name).imports]:
        yield f"- {about['title']}: {', '.join(map(code, engine(name).imports.splitlines()))}"


def _group(held: Mapping[str, Any], questions: Sequence[Question]) -> Iterator[str]:
    for op in dict.fromkeys(question.op for question in questions):
        own = [question for question in questions if question.op == op and question.key in held["questions"]]
        if not own:
            continue
        function = own[0].function
        says = f", which is {code(function.says)}" if function.says else ""
        yield f"### {op}\n"
        yield f"{code(function.text.replace('{', '').replace('}', ''))}{says}. {OF_FUNCTIONS.get(op, '')}".strip()
        yield "\n| | mathematics | Ringograd | who answers what |\n| --- | --- | --- | --- |"
        shown = own if len(own) <= MOST else [*own[: MOST - 1], own[-1]]
        for question in shown:
            yield _row(question, held["questions"][question.key])
        if len(shown) < len(own):
            yield f"\n{len(own) - len(shown)} more were asked, and stand in the file of answers."
        yield ""


def _row(question: Question, told: Mapping[str, Any]) -> str:
    exact = told[MATHEMATICS]
    there = [exact["value"]] if question.order == 0 else exact["derivatives"]
    ours = _groups({OURS: told[OURS]}, there) if OURS in told else {}
    said = "; ".join(f"{answer}" for answer in ours) or "no such function"
    others = "; ".join(f"**{answer}**: {', '.join(who)}" for answer, who in _groups(told["answers"], there).items())
    return f"| {asked(question)} | {there_said(there)} | {said} | {others} |"


def asked(question: Question) -> str:
    """The function, its order and its point."""
    at = ", ".join(map(_digits, question.xs))
    point = f"[{at}]" if question.function.takes == ("xs",) else at
    if question.function.takes == ("xs", "ys"):
        half = len(question.xs) // 2
        point = f"[{', '.join(map(_digits, question.xs[:half]))}], [{', '.join(map(_digits, question.xs[half:]))}]"
    sign = ("f", "f′", "f″")[question.order]
    constants = ", ".join(f"{name} = {number(x)}" for name, x in question.constants.items())
    return f"{sign} at {point}{', ' * bool(constants)}{constants}"


def there_said(there: Sequence[Any]) -> str:
    """What is mathematically there, number by number."""
    sides = [" and ".join(map(_exact, one)) if isinstance(one, list) else _exact(one) for one in there]
    if len(set(sides)) == 1 and len(sides) > 1:
        return f"{sides[0]}, each"
    return "; ".join(sides) if any(isinstance(one, list) for one in there) else ", ".join(sides)


def _exact(text: str) -> str:
    """Seventeen digits of a decimal number, which tell any float from its neighbours."""
    if text in ("none", "inf", "-inf"):
        return {"inf": "∞", "-inf": "-∞"}.get(text, text)
    mantissa, _, exponent = text.partition("e")
    rounded = f"{Decimal(mantissa):.17g}"
    short = rounded.rstrip("0").rstrip(".") if "." in rounded and "e" not in rounded else rounded
    return f"{short}e{exponent}" if exponent else short


def _digits(x: float) -> str:
    return repr(x).removesuffix(".0")


def _groups(answers: Mapping[str, Any], there: Sequence[Any]) -> dict[str, list[str]]:
    """The answers as readers see them, each with those who give it, the exact one first."""
    found: dict[str, list[str]] = {}
    for name, listed in answers.items():
        title = "Ringograd" if name == OURS else engine(name).title
        by_answer: dict[str, list[str]] = {}
        for entry in listed:
            made = f" with {code(entry['leaf'])}" if "leaf" in entry else ""
            by_answer.setdefault(answer_said(entry, there), []).append(code(entry["call"]) + made)
        for answer, calls in by_answer.items():
            found.setdefault(answer, []).append(title if len(by_answer) == 1 else f"{title} {' and '.join(calls)}")
    return dict(sorted(found.items(), key=lambda item: item[0] != "exact"))


def answer_said(entry: Mapping[str, Any], there: Sequence[Any]) -> str:
    """An answer in short: "exact", numbers, or the class of an error."""
    if "error" in entry:
        if str(entry["error"]).endswith(f" is {NOT_REAL}"):
            return NOT_REAL
        error = str(entry["error"]).partition(":")[0]
        return "refuses" if error in ("DomainError", "TooLargeError") else error
    numbers = [float(x) for x in entry["numbers"]]
    one_number = all(isinstance(one, str) and one not in ("none", "inf", "-inf") for one in there)
    if one_number and len(numbers) == len(there) and any(numbers) and all(map(_is_right, numbers, there)):
        return "exact" if any("." in one.rstrip("0").rstrip(".") or "e" in one for one in there) else shown(numbers)
    return shown(numbers)


def _is_right(x: float, exact: Any) -> bool:
    true = float(exact)
    return x == true or abs(x - true) <= RIGHT * abs(true)


def shown(numbers: Sequence[float]) -> str:
    if len(set(numbers)) == 1 and len(numbers) > 3:
        return f"{number(numbers[0])}, each"
    return ", ".join(number(x).replace("inf", "∞") for x in numbers)


def code(text: str) -> str:
    """Text as code, also in a cell of a table."""
    ticks = "``" if "`" in text else "`"
    return "<br>".join(ticks + line.replace("|", "\\|") + ticks for line in text.splitlines())


def _ordinary(held: Mapping[str, Any], questions: Sequence[Question]) -> Iterator[str]:
    """Who is not right at an ordinary point."""
    asked_of = 0
    rows = []
    for question in questions:
        told = held["questions"].get(question.key)
        if told is None:
            continue
        there = told[MATHEMATICS]["derivatives"]
        for name, listed in {OURS: told.get(OURS, []), **told["answers"]}.items():
            for entry in listed:
                asked_of += 1
                numbers = [float(x) for x in entry.get("numbers", ())]
                if len(numbers) != len(there) or not all(map(_is_right, numbers, there)):
                    who = f"{'Ringograd' if name == OURS else engine(name).title} {code(entry['call'])}"
                    what = f"{code(question.shown)}, {asked(question)}"
                    rows.append(f"| {what} | {there_said(there)} | {who} | {answer_said(entry, there)} |")
    yield f"Of {asked_of} answers, {len(rows)} are not right in twelve digits:\n"
    yield "| | mathematics | who | answer |\n| --- | --- | --- | --- |"
    yield from rows
    yield ""
