#!/usr/bin/env bash
# typst 0.15.0 (the Python binding): a Compiler that was given its document as bytes compiles it once.
#
# The document is `#sys.inputs.name`, passed to Compiler(...) as bytes, which its signature allows, to be compiled with
# other inputs each time. Expected: a PDF each time, as for a document in a file. Seen: the first call gives a PDF, and the
# next one TypstError: file not found (searched at …/__typst_py_bytes__.typ), a file that never existed. A Compiler
# without a document, to which the same bytes are passed in each call, compiles them every time.
#
# Where it matters: one compiler for a whole class, whose fonts are read once. A test with a single document passes.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir -q typst==0.15.0

venv/bin/python - <<'PYTHON'
from pathlib import Path

import typst

text = b"#sys.inputs.name"
Path("file.typ").write_bytes(text)


def compiled(compiler, *given):
    found = []
    for name in "one", "two", "three":
        try:
            found.append(compiler.compile(*given, format="pdf", sys_inputs={"name": name})[:4].decode())
        except typst.TypstError as error:
            found.append(error.message.split(" (")[0])
    return found


seen = {
    "bytes": compiled(typst.Compiler(text)),
    "a file": compiled(typst.Compiler("file.typ")),
    "bytes in each call": compiled(typst.Compiler(), text),
}
for given, found in seen.items():
    print(f"{given}: {found}")
assert seen["bytes"] == ["%PDF", "file not found", "file not found"]
assert seen["a file"] == seen["bytes in each call"] == ["%PDF", "%PDF", "%PDF"]
PYTHON
echo "as described"
