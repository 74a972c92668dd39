#!/usr/bin/env bash
# Typst 0.15.0: a formula in a line counts as less high than it is, by an amount that depends on the space between lines.
#
# The page is as high as what stands on it: the fraction a/b in display size, without margins. Expected: one height, that of
# the fraction, however far lines stand apart; and a box around it, which is as high as its content, if anything is. Seen:
# 19.98 pt if the leading is 0, and 10.18 pt with the usual leading of 0.65 em, with and without a box: half of the fraction
# stands outside of the page. Two such lines with the usual leading are 27.5 pt high, so the fractions overlap. A box in
# which the leading is 0 has the whole height.
#
# Where it matters: formulas of fractions that fill several lines, as in the cells of a table, print over each other.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir -q typst==0.15.0

venv/bin/python - <<'PYTHON'
import re

import typst


def height(body):
    page = f"#set page(width: 200pt, height: auto, margin: 0pt)\n{body}"
    svg = typst.Compiler().compile(page.encode(), format="svg")
    return float(re.search(rb'height="([\d.]+)pt"', svg)[1])


fraction, no_leading = "$display(a/b)$", "#set par(leading: 0pt)\n"
seen = {
    "leading 0": height(no_leading + fraction),
    "usual leading": height(fraction),
    "usual leading, in a box": height(f"#box({fraction})"),
    "two lines": height(rf"{fraction} \ {fraction}"),
    "two lines of boxes with leading 0": height(r"#let b = box[#set par(leading: 0pt); $display(a/b)$]; #b \ #b"),
}
for what, points in seen.items():
    print(f"{what}: {points:.2f} pt")
assert 19 < seen["leading 0"] < 21
assert seen["usual leading"] == seen["usual leading, in a box"] < 0.6 * seen["leading 0"]
assert seen["two lines"] < 1.5 * seen["leading 0"]
assert seen["two lines of boxes with leading 0"] > 2 * seen["leading 0"]
PYTHON
echo "as described"
