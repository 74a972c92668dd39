#!/usr/bin/env bash
# xlsx2csv 0.8.6 and ExcelJS 4.4.0: a number shown with a unit is read as a time of day, or lost.
#
# A teacher shows the answers of a worksheet with a unit or a name: the cell holds 0.5, its number format is
# `0.00" grad"`, and the spreadsheet shows "0.50 grad". In a number format, quoted text and the letter after a backslash
# are shown as they stand. Expected: every reader gives the number 0.5, or at worst the text "0.50 grad".
#
# Seen: the letters d, m, y, h and s make a date of the format even within quotes.
#   xlsx2csv, `0.00" grad"`: 0.5 becomes 12:00, 0.125 becomes 03:00. 1.25 becomes the text `0.00" gra31"`, as the d is
#     filled in with the day of 31 December 1899, and no trace of 1.25 is left. 1000.5 becomes `0.00" gra26"`; -0.5 is
#     right. With `"loss "0.00` it does the same. With a unit that has none of these letters, all is right.
#   ExcelJS, `0.00\d` (0.5 shown as 0.50d): the value is the Date 1899-12-30T12:00. With quotes it is right.
#   openpyxl and python-calamine give the numbers for each of these formats.
#
# Where it matters: answers that come to a grader through such a converter are times, or text without the number. A
# grader can only call them unreadable, and the cure is the format "General" before the file is saved.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q xlsx2csv==0.8.6 openpyxl==3.1.5 python-calamine==0.9.1
npm install --silent --no-audit --no-fund --no-save exceljs@4.4.0 > /dev/null 2>&1

venv/bin/python - <<'PYTHON'
import io
import json
import subprocess

from openpyxl import Workbook, load_workbook
from python_calamine import CalamineWorkbook
from xlsx2csv import Xlsx2csv

numbers, formats = [0.5, 0.125, 1.25, 1000.5, -0.5], ['0.00" grad"', '"loss "0.00', '0.00" kg"', "0.00\\d"]
book = Workbook()
for row, form in enumerate(formats, 1):
    for column, number in enumerate(numbers, 1):
        book.active.cell(row, column, number).number_format = form
book.save("answers.xlsx")

table = io.StringIO()
Xlsx2csv("answers.xlsx").convert(table)
rows = table.getvalue().splitlines()
print("xlsx2csv:", *(f"{form:12} {row}" for form, row in zip(formats, rows)), sep="\n  ")
assert rows[0].startswith('12:00,03:00,"0.00"" gra31""","0.00"" gra26""",-0.5') and rows[1].startswith("12:00,03:00,")
assert [float(cell) for cell in rows[2].split(",")] == numbers

script = """
const book = new (require("exceljs").Workbook)();
const show = (rows) => console.log(JSON.stringify(rows.slice(1).map((row) => row.slice(1))));
book.xlsx.readFile("answers.xlsx").then(() => show(book.worksheets[0].getSheetValues()));"""
read = json.loads(subprocess.check_output(["node", "-e", script]))
print("ExcelJS:", *(f"{form:12} {row}" for form, row in zip(formats, read)), sep="\n  ")
assert read[:3] == [numbers] * 3 and read[3][0] == "1899-12-30T12:00:00.000Z"

assert [list(row) for row in load_workbook("answers.xlsx").active.values] == [numbers] * 4
assert CalamineWorkbook.from_path("answers.xlsx").get_sheet_by_index(0).to_python() == [numbers] * 4
PYTHON
echo "as described"
