# %% [markdown]
# # Taylor series: derivatives of derivatives
#
# `grad` returns Values, so its result can be differentiated again: f, f', f'', … The k-th of them at 0, divided by k!,
# is the coefficient of xᵏ in the Taylor series of f.

# %%
import math
from collections.abc import Callable
from fractions import Fraction

from autograd import Value, exp, grad, log1p, sin
from autograd.calculus.order import inputs_first
from autograd.language.notebook import shown
from autograd.language.text import Table, number, table

ORDER = 8


def derivatives(f: Callable[[Value], Value], at: float) -> list[Value]:
    """f, f', f'', … at a point, up to `ORDER`: each the gradient of the one before."""
    x = Value(at)
    found = [f(x)]
    for _ in range(ORDER):
        found += grad(found[-1], [x])
    return found


def exp_sin(x: Value) -> Value:
    return x.sin().exp()


# %% [markdown]
# The known column is what textbooks give for the series. That of exp(sin x) has no simple law; its derivatives at 0 are
# sequence [A002017](https://oeis.org/A002017) of the encyclopedia of integer sequences.

# %%
orders = range(ORDER + 1)
A002017 = [1, 1, 1, 0, -3, -8, -3, 56, 217, 64, -2951]
SERIES = [
    ("exp(x)",      exp,     [Fraction(1, math.factorial(k)) for k in orders]),
    ("sin(x)",      sin,     [Fraction([0, 1, 0, -1][k % 4], math.factorial(k)) for k in orders]),
    ("log1p(x)",    log1p,   [Fraction((-1) ** (k + 1), k) if k else Fraction(0) for k in orders]),
    ("exp(sin(x))", exp_sin, [Fraction(d, math.factorial(k)) for k, d in enumerate(A002017)]),
]  # fmt: skip
for name, f, known in SERIES:
    rows = [
        [str(k), number(d.data), number(d.data / math.factorial(k)), str(known[k]), str(len(inputs_first([d])))]
        for k, d in enumerate(derivatives(f, 0.0))
    ]
    print("\n" + table([f"{name}: k", "k-th derivative", "/ k!", "known", "nodes"], rows, right=range(5)))

# %% [markdown]
# ## What it costs
#
# The last column counts the nodes of the graph that ends in the k-th derivative. The derivative of exp is its own
# result, which is in the graph already: each order adds two nodes, a 1 to start the chain rule from and its
# multiplication. sin adds three. But in log1p and exp(sin x) there are products to differentiate, and the gradient of
# a product has two terms: each reverse pass makes the graph about three times as large. Order 10 takes almost 60,000
# nodes, and order 20 is out of reach. (Arithmetic on whole series, "Taylor mode", takes about k² operations for k
# orders: chapter 13 of A. Griewank and A. Walther, "Evaluating Derivatives", 2008.)
#
# ## How near the polynomial comes
#
# The error at a point, as the order of the polynomial grows. At 0.5 it shrinks, though not with every order. The series
# of log1p converges up to x = 1 and no further: at 2, from order 2 on, each order makes it worse, although every
# coefficient is right.


# %%
def errors(f: Callable[[Value], Value], x: float) -> list[str]:
    """How far the Taylor polynomials of f at 0 are from f(x), order by order."""
    terms = [d.data / math.factorial(k) * x**k for k, d in enumerate(derivatives(f, 0.0))]
    return [f"{abs(sum(terms[: k + 1]) - f(Value(x)).data):.1e}" for k in orders]


columns = [errors(exp, 0.5), errors(exp_sin, 0.5), errors(log1p, 0.5), errors(log1p, 2.0)]
rows = [[str(k), *cells] for k, cells in enumerate(zip(*columns, strict=True))]
headers = ["order", "exp(x) at 0.5", "exp(sin(x)) at 0.5", "log1p(x) at 0.5", "log1p(x) at 2"]
shown(Table(headers, rows, right=range(5)))
