#!/usr/bin/env bash
# moodle-xml-parser 0.3.1: a Cloze cell ends at the first brace, though it is escaped, and braces of LaTeX are cells.
#
# Moodle's documentation of Cloze questions has a backslash before a sign that belongs to an answer or to its feedback:
# \} is a brace, and \~ a tilde. Expected: of {1:SHORTANSWER:=a\}b#a \~ b} one cell with one answer, a}b. Seen: a cell with
# the answer a\, and the rest is lost. The formula \(\frac{1}{2}\) in the text before it, which Moodle leaves to MathJax,
# counts as two more cells, of the type UNKNOWN.
#
# Where it matters: what is exported with the escapes of the documentation is read as something else, and without an error.
# Signs of full width, or numbers alone, are read alike by all.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir -q moodle-xml-parser==0.3.1

venv/bin/python - <<'PYTHON'
from moodle_xml_parser.parser import parse_string


def cells(text):
    xml = (
        '<quiz><question type="cloze"><name><text>q</text></name>'
        f'<questiontext format="html"><text><![CDATA[{text}]]></text></questiontext></question></quiz>'
    )
    [question] = parse_string(xml)["cloze"]
    return [(cell.sub_type, [(option.answer, option.feedback) for option in cell.options]) for cell in question.gaps]


for text in r"{1:SHORTANSWER:=ab#right}", r"{1:SHORTANSWER:=a\}b#a \~ b}", r"\(\frac{1}{2}\) is {1:NUMERICAL:=0.5:0.01}":
    print(text, "->", cells(text))
assert cells(r"{1:SHORTANSWER:=ab#right}") == [("SHORTANSWER", [("ab", "right")])]
assert cells(r"{1:SHORTANSWER:=a\}b#a \~ b}") == [("SHORTANSWER", [("a\\", None)])]
assert [kind for kind, _ in cells(r"\(\frac{1}{2}\) is {1:NUMERICAL:=0.5:0.01}")] == ["UNKNOWN", "UNKNOWN", "NUMERICAL"]
PYTHON
echo "as described"
