"""A name in a formula is shown and never obeyed: not by LaTeX, by a browser, or by the converter to MathML."""

import sys
import unicodedata
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograd import Value, exp, where
from autograd.language.text import printable
from autograd.notation import styles
from autograd.notation.formulas import latex, mathml, text
from autograd.notation.symbols import Symbol
from tests.notation.read_back import tags

HOSTILE = [
    "<script>alert(1)</script>", "<b>", "a&b", "&lt;", "]]>", "<!--", '"quoted"', "it's", r"\input{/etc/passwd}", "$x$",
    "$", r"\(", "}{", "a^b", "x_", "_", "~", "%", "#1", "\\", r"\end{cases}", "\x00\x1b[31m", "a\nb", "\u202eabc",
    "\ud800", "\ue000", "x" * 10_000, "りんご", "", " ", "x y", "learning_rate", "𝒳", "e\u0301",
]  # fmt: skip


def unescaped(shown: str) -> str:
    """A name in LaTeX as its reader sees it; fails where LaTeX would obey a sign of it."""
    signs = {r"{\backslash}": "\\", r"{\wedge}": "^", r"{\sim}": "~"}
    if shown.startswith("{") and shown not in signs:
        shown = shown[1:-1]
    seen = ""
    while shown:
        for sign, plain in signs.items():
            if shown.startswith(sign):
                seen, shown = seen + plain, shown.removeprefix(sign)
                break
        else:
            if shown[0] == "\\" and shown[1] in "{}$&#%_":
                seen, shown = seen + shown[1], shown[2:]
            else:
                assert shown.startswith(r"\text{"), shown
                word, closing, shown = shown.removeprefix(r"\text{").partition("}")
                assert closing
                assert not set(word) & set("\\{}$&#%_^~"), word
                seen += word
    return seen


@given(name=st.sampled_from(HOSTILE) | st.text())
def test_nothing_of_a_name_is_obeyed(name: str) -> None:
    x = Value(2.0, name=name)
    assert text(x) == printable(name)
    assert unicodedata.category((text(x) or "a")[0]) != "Cc"
    root = ElementTree.fromstring(mathml(exp(x) * x))
    assert set(tags(root)) <= {"math", "mrow", "mi", "msup", "mo", "msub", "mn"}
    if not styles.VARIABLE.fullmatch(name):
        assert [e.text or "" for e in root.iter("mi")] == ["e", printable(name), printable(name)]
        shown = latex(x)
        if name:
            assert unescaped(shown) == printable(name)
        assert latex(exp(x)) == f"e^{{{shown}}}"


def test_letters_are_variables_with_an_index() -> None:
    names = ["x", "x1", "x_12", "alpha", "beta_2", "λ", "X", "v3", "apple", "apple1", "x_", "x[0]", "W[0][12]", "σ[1]"]
    assert [latex(Symbol(name)) for name in [*names, "b1[0]", "W1[0][1]"]] == [
        "x", "x_{1}", "x_{12}", r"\alpha", r"\beta_{2}", r"\lambda", "X", "v_{3}",
        r"\text{apple}", r"\text{apple1}", r"{\text{x}\_}", "x_{0}", "W_{0,12}", r"\sigma_{1}",
        "b_{1[0]}", "W_{1[0,1]}",
    ]  # fmt: skip
    assert mathml(Symbol("alpha_1")) == "<math><msub><mi>α</mi><mn>1</mn></msub></math>"
    places = "<msub><mi>W</mi><mrow><mn>0</mn><mo>,</mo><mn>1</mn></mrow></msub>"
    assert mathml(Symbol("W[0][1]")) == f"<math>{places}</math>"
    places = "<msub><mi>b</mi><mrow><mn>2</mn><mo>[</mo><mn>0</mn><mo>]</mo></mrow></msub>"
    assert mathml(Symbol("b2[0]")) == f"<math>{places}</math>"


def test_no_name_passes_through_the_converter(monkeypatch: pytest.MonkeyPatch) -> None:
    """It does not escape what it is given."""
    from latex2mathml import converter

    given_to_it: list[str] = []
    convert = converter.convert

    def recorded(template: str) -> str:
        given_to_it.append(template)
        return convert(template)

    monkeypatch.setattr(converter, "convert", recorded)
    styles._parts_in_mathml.cache_clear()
    secret = Value(2.0, name="secret")
    mathml(exp(secret) / secret + where(1, secret, secret**secret))
    assert given_to_it
    assert not [template for template in given_to_it if "secret" in template]


def test_without_the_converter_mathml_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    styles._parts_in_mathml.cache_clear()
    monkeypatch.setitem(sys.modules, "latex2mathml.converter", None)
    with pytest.raises(ImportError, match=r'needs the package latex2mathml: pip install "ringograd\[mathml\]"'):
        mathml(Symbol("x") / 2)
    assert latex(Symbol("x") / 2) == r"\frac{x}{2}"
