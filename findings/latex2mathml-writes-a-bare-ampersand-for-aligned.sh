#!/usr/bin/env bash
# latex2mathml 3.81.1: `aligned` becomes one row with a bare &, which is no XML, where `align` and `split` become tables.
#
# Two equations, one below the other, with their signs of equality below each other. `aligned` is what most editors put
# into a formula of its own. Expected: a table of two rows, as for `align` and `split`; or an error, as for an environment
# that is not known. Seen: no error, and no table. Each & of the source stands in the output as it is, in an <mi>, so an
# XML parser refuses the whole formula; a browser that reads HTML shows the sign. `gathered` of two lines has no & and
# is well-formed, and is no table either.
#
# Where it matters: formulas of several lines in documents and worksheets that go through MathML.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir -q latex2mathml==3.81.1

venv/bin/python - <<'PYTHON'
from xml.etree import ElementTree

from latex2mathml.converter import convert

for name in ("align", "split", "aligned"):
    mathml = convert(rf"\begin{{{name}}} a &= b \\ c &= d \end{{{name}}}")
    try:
        rows = len(list(ElementTree.fromstring(mathml).iter("{http://www.w3.org/1998/Math/MathML}mtr")))
        seen = f"a table of {rows} rows"
    except ElementTree.ParseError as error:
        seen = f"no XML: {error}"
    print(f"{name}: {seen}; {mathml.count('<mi>&</mi>')} bare ampersands")
    assert seen.startswith("no XML") == (name == "aligned")
    assert mathml.count("<mi>&</mi>") == (2 if name == "aligned" else 0)
gathered = convert(r"\begin{gathered} a = b \\ c = d \end{gathered}")
ElementTree.fromstring(gathered)
assert "<mtr>" not in gathered
PYTHON
echo "as described"
