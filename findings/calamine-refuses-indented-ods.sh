#!/usr/bin/env bash
# python-calamine 0.9.1: an .ods with blanks between the tags of a row is no spreadsheet.
#
# The content of the file is valid OpenDocument, indented as Gnumeric writes it. Blanks between <table:table-row> and
# <table:table-cell> mean nothing there. Expected: [['key', 'answer']], as for the same content in one line.
#
# Seen: the file in one line is read. The indented one raises CalamineError, "Expecting 'table-cell', found Text", and
# from an open file "Cannot detect file format", as if it were no spreadsheet at all.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -q python-calamine==0.9.1

cat > try.py <<'PYTHON'
import io
import zipfile

from python_calamine import CalamineWorkbook

NAMES = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
TAGS = [
    f'<office:document-content {NAMES} office:version="1.2">', "<office:body>", "<office:spreadsheet>",
    '<table:table table:name="a">', "<table:table-row>",
    '<table:table-cell office:value-type="string">', "<text:p>key</text:p>", "</table:table-cell>",
    '<table:table-cell office:value-type="string">', "<text:p>answer</text:p>", "</table:table-cell>",
    "</table:table-row>", "</table:table>", "</office:spreadsheet>", "</office:body>", "</office:document-content>",
]
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">'
    '<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
    '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>'
)


def opened(source):
    try:
        return CalamineWorkbook.from_object(source).get_sheet_by_index(0).to_python()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


for name, between in ("line.ods", ""), ("indented.ods", "\n  "):
    with zipfile.ZipFile(name, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("META-INF/manifest.xml", MANIFEST)
        file.writestr("content.xml", '<?xml version="1.0" encoding="UTF-8"?>\n' + between.join(TAGS))
    print(name, opened(name))
    print(name, opened(io.BytesIO(open(name, "rb").read())))
PYTHON
seen=$(venv/bin/python try.py)
echo "$seen"
[ "$(grep -cF "line.ods [['key', 'answer']]" <<< "$seen")" = 2 ]
grep -qF "indented.ods CalamineError: Expecting 'table-cell', found 'Text(" <<< "$seen"
grep -qF "indented.ods CalamineError: Cannot detect file format" <<< "$seen"
echo "as described"
