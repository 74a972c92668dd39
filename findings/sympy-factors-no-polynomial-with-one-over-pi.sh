#!/usr/bin/env bash
# SymPy 1.14.0: x**2 + 1/pi is called a polynomial, and factor_list() raises "a polynomial expected" for it.
#
# Expected: what is_polynomial() calls a polynomial can be given to the functions for polynomials, whatever constants are
# its coefficients; those with pi, e, sqrt(2) or log(2) can.
#
# Seen: a constant that stands in a denominator is none of these. x**2 + pi and x**2 + exp(2) are factored; x**2 + 1/pi and
# x**2 + exp(-1) raise PolynomialError, though is_polynomial() is True for all four, with x named and without. factor_list()
# takes the constants for generators beside x, and of 1/pi there is then no polynomial. With x named as the only generator
# the same polynomials are factored, and factor() never complains.
#
# Where it matters: code that asks is_polynomial() before it factors, as the names suggest, works for years, and ends at the
# first normal density or the first exp(-1).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q sympy==1.14.0

venv/bin/python - <<'PYTHON'
import sympy as sp

x = sp.Symbol("x", real=True)
for constant, works in (
    (sp.pi, True), (sp.exp(2), True), (sp.sqrt(2), True), (sp.log(2), True), (1 / sp.pi, False), (sp.exp(-1), False)
):
    of = x**2 + constant
    assert of.is_polynomial() and of.is_polynomial(x)
    try:
        said = sp.factor_list(of)
        assert works
    except sp.PolynomialError as error:
        said = f"PolynomialError: {error}"
        assert not works
    print(of, "|", said)
    factor, [(part, power)] = sp.factor_list(of, x)
    assert power == 1 and sp.expand(factor * part - of) == 0
    assert sp.expand(sp.factor(of) - of) == 0
PYTHON
echo "as described"
