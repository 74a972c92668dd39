#!/usr/bin/env bash
# python-calamine 0.9.1: a cell with an error, such as #DIV/0!, reads as a blank one.
#
# The workbook has a text, a formula whose result is the error #DIV/0!, and a formula whose result is 0.5. Expected: the
# error, or an exception. Seen: ['text', '', 0.5]. So a program cannot tell a formula that failed from an empty cell.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -q python-calamine==0.9.1 XlsxWriter==3.3.1

cat > try.py <<'PYTHON'
import xlsxwriter
from python_calamine import CalamineWorkbook

with xlsxwriter.Workbook("error.xlsx") as book:
    page = book.add_worksheet()
    page.write_string(0, 0, "text")
    page.write_formula(0, 1, "=1/0", None, "#DIV/0!")
    page.write_formula(0, 2, "=1/2", None, 0.5)
print(CalamineWorkbook.from_path("error.xlsx").get_sheet_by_index(0).to_python())
PYTHON
seen=$(venv/bin/python try.py)
echo "$seen"
venv/bin/python -m zipfile -e error.xlsx content
grep -qF '<c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c>' content/xl/worksheets/sheet1.xml  # the error is in the file
[ "$seen" = "[['text', '', 0.5]]" ]
echo "as described"
