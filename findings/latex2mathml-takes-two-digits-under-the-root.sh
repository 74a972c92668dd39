#!/usr/bin/env bash
# latex2mathml 3.81.1: `\sqrt23` is the root of 23, though `\frac12` and `x^23` take one digit each, as in TeX.
#
# In TeX an argument without braces is one token, and a digit is a token: \frac12 is 1/2, x^23 is x squared times 3, and
# \sqrt23 is the root of 2, times 3. Expected: a converter that splits "12" after \frac, and "23" after ^, splits it
# after \sqrt, too.
#
# Seen: \sqrt23 is the root of 23, so 4.80 where TeX, KaTeX 0.19.1 and Temml 0.13.5 show 4.24; \sqrt[3]23 is the cube
# root of 23; and \binom12 is a binomial of "12" over nothing: an mfrac with one part, which is no valid MathML. \binom
# n2 and \frac12 are right. There is no error or warning.
#
# Where it matters: a page of formulas that is right as LaTeX changes its meaning as MathML, and looks well set. A
# program that writes LaTeX should always write the braces.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q latex2mathml==3.81.1
npm install --silent --no-audit --no-fund --no-save katex@0.19.1 temml@0.13.5 > /dev/null 2>&1

cat > others.mjs <<'JAVASCRIPT'
import katex from "katex";
import temml from "temml";
for (const text of process.argv.slice(2)) {
  console.log(katex.renderToString(text, { output: "mathml" }));
  console.log(temml.renderToString(text));
}
JAVASCRIPT

venv/bin/python - <<'PYTHON'
import subprocess

from latex2mathml.converter import convert

TWO_AND_THREE = "<msqrt><mn>2</mn></msqrt><mn>3</mn>"
ONE_AND_TWO = "<mn>1</mn><mn>2</mn></mfrac>"


def others(text):
    return subprocess.check_output(["node", "others.mjs", text], text=True).splitlines()


for text in r"\sqrt23", r"\sqrt[3]23", r"\binom12", r"\frac12", "x^23":
    print(f"{text:10} {convert(text).partition('<mrow>')[2].removesuffix('</mrow></math>')}")
assert "<msqrt><mn>23</mn></msqrt>" in convert(r"\sqrt23") and TWO_AND_THREE in convert(r"\sqrt 2 3")
assert all(TWO_AND_THREE in page for page in others(r"\sqrt23"))
assert "<mroot><mn>23</mn><mn>3</mn></mroot>" in convert(r"\sqrt[3]23")
assert "><mn>12</mn></mfrac>" in convert(r"\binom12") and ONE_AND_TWO in convert(r"\binom 1 2")
assert all(ONE_AND_TWO in page for page in others(r"\binom12"))
assert ONE_AND_TWO in convert(r"\frac12") and "<mn>2</mn></msup><mn>3</mn>" in convert("x^23")
PYTHON
echo "as described"
