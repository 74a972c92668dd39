"""Convolution as networks calculate it: a window of weights is laid on each place, and multiplied number by number.

Mathematics turns the window round first. Networks do not: this is a cross-correlation, as in `nn.Conv2D`.
"""

from __future__ import annotations

import re
from collections import Counter

from autograd.graph.expression.vectors import Array, described
from autograd.graph.functions import dot
from autograd.language import say
from autograd.language.errors import DomainError
from autograd.notation.signs import Mistake

TERM = re.compile(r"([+-]?)([^+-]+)")


def conv(x: Array, window: Array) -> Array:
    """`z[i] = w[0] x[i] + w[1] x[i+1] + …`, and likewise of matrices, at the places where the window lies inside.

    >>> from autograd import Value
    >>> x = Array(("3",), [Value(1.0), Value(2.0), Value(4.0)])
    >>> [z.data for z in conv(x, Array(("2",), [Value(10.0), Value(1.0)])).items]
    [12.0, 24.0]
    """
    if len(x.shape) != len(window.shape) or not x.shape:
        raise Mistake(say("needs a window", x=described(x.shape), window=described(window.shape)))
    shape = tuple(_left(n, k) for n, k in zip(x.shape, window.shape, strict=True))
    of = x.items if len(shape) == 2 else [x.items]
    weights = window.items if len(shape) == 2 else [window.items]
    height, width = len(weights), len(weights[0])
    if height > len(of) or width > len(of[0]):
        said = say("window too large", x=described(x.shape), window=described(window.shape))
        raise Mistake(said) if all(n.isdigit() for n in (*x.shape, *window.shape)) else DomainError(said)
    rows = [
        [
            dot([w for row in weights for w in row], [z for row in of[i : i + height] for z in row[j : j + width]])
            for j in range(len(of[0]) - width + 1)
        ]
        for i in range(len(of) - height + 1)
    ]
    return Array(shape, rows if len(shape) == 2 else rows[0], x.varies or window.varies)


def _left(n: str, k: str) -> str:
    """The name of the size n - k + 1: its letters, those that are subtracted last, and a whole number.

    Equal sizes have one name, however they came about.

    >>> _left("5", "3"), _left("n", "3"), _left("n", "k"), _left("n", "n"), _left("n", "1"), _left("5", "k")
    ('3', 'n-2', 'n-k+1', '1', 'n', '6-k')
    >>> _left("n", _left("n", "k")), _left(_left("n", "k"), "m"), _left(_left("n", "m"), "k")
    ('k', 'n-k-m+2', 'n-k-m+2')
    """
    terms, number = Counter[str](), 1
    for size, sign in (n, 1), (k, -1):
        for minus, term in TERM.findall(size):
            signed = -sign if minus == "-" else sign
            if term.isdigit():
                number += signed * int(term)
            else:
                terms[term] += signed
    added = "".join(f"+{letter}" * terms[letter] for letter in sorted(terms))
    taken = "".join(f"-{letter}" * -terms[letter] for letter in sorted(terms))
    last = f"{number:+}" if number else ""
    return (added + taken + last if added else last + taken).removeprefix("+") or "0"
