"""Forms in which numbers are written on paper and in cells, as an expression that `parse` reads."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

from autograd.notation.signs import in_plain_signs

Repl = str | Callable[[re.Match[str]], str]
MINUS = str.maketrans(dict.fromkeys("ー―—‒‐‑﹣─", "-") | {"⁄": "/", "∕": "/", "∙": "*", "•": "*", "∗": "*"})
"""Signs that people type for a minus, of which ー is the one on a Japanese keyboard; and others for / and *."""
MONEY = re.compile(
    r"^([+-]?) ?(?:[¥￥$€£]|(?:JPY|USD|EUR|CHF|GBP)(?=[ 0-9.+-])) ?"
    r"|(?<=[0-9.]) ?(?:円|ドル|ユ[ー-]ロ|ポンド|フラン|¥|￥|\$|€|£|yen|JPY|USD|EUR|CHF|GBP)$",
    re.IGNORECASE,
)
LABEL = re.compile(r"^(?:答え?|解答|answer|ans\.?)(?: *[:は] *| +)(?=[^ =])", re.IGNORECASE)
QUOTED = re.compile(r"^(?:「(.*)」|『(.*)』|“(.*)”|\"(.*)\")$")
ABOUT = re.compile(r"^(?:[≈≒≃≅~〜約]|およそ|ほぼ|about|approx\.?|ca\.?(?=[ 0-9.+-])) *", re.IGNORECASE)
SPELLED: tuple[tuple[re.Pattern[str], Repl], ...] = (
    (re.compile(r"^(?:マイナス|minus |[▲△](?=[ 0-9.¥$])) *", re.IGNORECASE), "-"),
    (re.compile(r"(?<=[0-9.]) ?(?:パ-セント|per ?cent)", re.IGNORECASE), "%"),
    (re.compile(r"([0-9]+(?:\.[0-9]+)?)割$"), r"(\1/10)"),
    (re.compile(r"ル-ト *(?=[0-9(π])"), "√"),
    (re.compile(r"\^\{([^{}]*)\}"), r"^(\1)"),
    (re.compile(r"\\d?frac\{([^{}]*)\}\{([^{}]*)\}"), r"((\1)/(\2))"),
    (re.compile(r"\\sqrt\{([^{}]*)\}"), r"√(\1)"),
    (re.compile(r" ?\\(?:times|cdot) ?"), "*"),
    (re.compile(r"(?<![0-9./+-])(?<![+-] )([0-9]+(?:\.[0-9]+)?)の([+-]?[0-9]+)乗(?!の)"), r"\1^\2"),
    (re.compile(r" ?(?:かける|掛ける) ?"), "*"),
    (re.compile(r"(?!^[+-]?[0-9]+・[0-9]+$)^.*・.*$"), lambda m: re.sub(" ?・ ?", "*", m[0])),
    (re.compile(r" ?(?:わる|割る) ?"), "/"),
)
"""Signs that are written as words, or as the dot that a Japanese keyboard types. What could mean two numbers stays as
it is: 3・5 is 15 or 3.5, and -2の2乗 is 4 or -4."""
DOTS = re.compile(
    r"(?<=[0-9]) ?(?:\.{2,}|[…⋯‥]+|・{2,}|。|\?+)$|(?<=\.[0-9])\.$|(?<=\.[0-9]{2})\.$"
    r"|(?<=[0-9)]) ?[!,;]+$|(?<=[0-9])\.-+$"
)
"""What stands behind a number that goes on, at the end of a sentence, of a list, of a guess, or of a price."""

NUMBER = r"[0-9]+(?:\.[0-9]*)?|\.[0-9]+"
COMMAS = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?:,[0-9]{3})+(?![0-9,])")
POINTS = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?:\.[0-9]{3})+(?![0-9.])")
BOTH = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+\.[0-9]+|(?:\.[0-9]{3})+,[0-9]+)(?![0-9.,])")
"""A number with both signs, of which the last one is the decimal point, whoever wrote it."""
BLANKS = re.compile(r"(?<![0-9.] )(?<![0-9.,])[1-9][0-9]{0,2}(?: [0-9]{3})+(?![0-9 ])")
QUOTES = re.compile(r"(?<![0-9.,'’])[1-9][0-9]{0,2}(?:['’][0-9]{3})+(?![0-9'’])")
FORMS: tuple[tuple[re.Pattern[str], Repl], ...] = tuple(
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda m: "**" + _plain(m[0])),
        (r"\^", "**"),
        (r"(?:([0-9]+) ?)?([¼-¾⅐-⅞↉])", lambda m: f"({m[1] or 0}+{_plain(m[2])})"),
        (r"(?:([0-9]+)と)?(√?[0-9.]+)分の(√?[0-9.]+|π)", lambda m: f"({m[1] or 0}+{m[3]}/{m[2]})"),
        (r"(?<![0-9./*)])([0-9]+)(?: +|と)([0-9]+) ?/ ?([0-9]+)(?![0-9./*])", r"(\1+\2/\3)"),
        (rf"((?<![0-9.])(?:{NUMBER})|\)) ?[xX] ?(?=[0-9(.√])", lambda m: m[0] if m[1] == "0" else m[1] + "*"),
        (r"(?<=[0-9)]) ?(?=√|∛|π|pi\b|[a-z]{2,}[0-9]*\()", "*"),
        (rf"√ ?({NUMBER}|π|pi|e)", r"sqrt(\1)"),
        (rf"∛ ?({NUMBER}|π|pi|e)", r"cbrt(\1)"),
        (rf"\b(ln|log|exp|sqrt|sin|cos|tan|sinh|cosh|tanh) ({NUMBER}|π|pi|e)(?= *(?:$|[)+-]))", r"\1(\2)"),
        (r"√ ?(?=\()", "sqrt"),
        (r"∛ ?(?=\()", "cbrt"),
        (rf"(?<![0-9./])(?<!/ )({NUMBER}|\([^()]*\)) ?%", r"(\1/100)"),
    )
)
"""Patterns in plain signs, and what takes their place, one after the other."""


def in_signs(text: str) -> str:
    """The text in plain signs, without what is no part of the number, such as a currency, "about", and dots behind it.

    >>> in_signs("≈ 0.333…"), in_signs("￥２２０"), in_signs("ー.25")
    ('0.333', '220', '-.25')
    """
    plain = in_plain_signs(text).translate(MINUS).strip().removeprefix("'")
    plain = LABEL.sub("", QUOTED.sub(lambda m: m[m.lastindex or 0], plain))
    plain = DOTS.sub("", ABOUT.sub("", plain))
    for spelled, sign in SPELLED:
        plain = spelled.sub(sign, plain)
    return MONEY.sub(r"\1", plain).strip()


def ungrouped(plain: str, comma: bool) -> str:
    """The text without the signs between groups of three digits, and with a decimal point. `comma` tells what a sign
    stands for that could be either.

    >>> ungrouped("12,345.6", comma=False), ungrouped("12.345,6", comma=True), ungrouped("0,5", comma=False)
    ('12345.6', '12345.6', '0,5')
    """
    if re.search(r"[a-zA-Z]\(", plain):  # where a comma stands between the inputs of a function
        return plain
    plain = BLANKS.sub(lambda m: m[0].replace(" ", ""), plain)
    plain = QUOTES.sub(lambda m: re.sub("['’]", "", m[0]), plain)
    plain = BOTH.sub(lambda m: re.sub("[.,](?=.*[.,])", "", m[0]).replace(",", "."), plain)
    if not comma:
        return COMMAS.sub(lambda m: m[0].replace(",", ""), plain)
    return POINTS.sub(lambda m: m[0].replace(".", ""), plain).replace(",", ".")


def expression(plain: str) -> str:
    """The expression that a text in plain signs means.

    >>> [expression(text) for text in ("1.5*10^3", "3√2", "1½", "-1 1/2", "3分の1", "50%", "2π")]
    ['1.5*10**3', '3*sqrt(2)', '(1+1/2)', '-(1+1/2)', '(0+1/3)', '(50/100)', '2*π']
    """
    for pattern, replacement in FORMS:
        plain = pattern.sub(replacement, plain)
    return plain


def _plain(signs: str) -> str:
    """Superscripts and fractions as the digits that they are made of."""
    return unicodedata.normalize("NFKC", signs).replace("−", "-").replace("⁄", "/")
