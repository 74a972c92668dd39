#!/usr/bin/env bash
# Pyodide 314.0.7 (npm): `unpackArchive` takes no Buffer of Node.js, though a Buffer is a Uint8Array.
#
# Expected: what `fs.readFileSync` returns can be passed on. A Buffer is a subclass of Uint8Array, and the
# documentation asks for "a TypedArray or an ArrayBuffer".
#
# Seen:
#   unpackArchive(readFileSync(file), "zip") raises RuntimeError: Unknown typed array type 'Buffer'. It adds that this is
#     a problem with Pyodide. The name of the class is looked up in a list of names, and a subclass is not in it.
#   unpackArchive(new Uint8Array(buffer), "zip") unpacks the archive.
#
# Where it matters: tests under Node.js of what a browser does, where `fetch(…).arrayBuffer()` hides it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts pyodide@314.0.7 > /dev/null
python3 -c "import zipfile; zipfile.ZipFile('archive.zip', 'w').writestr('found.txt', 'unpacked')"

cat > seen.mjs <<'JAVASCRIPT'
import assert from "node:assert";
import { readFileSync } from "node:fs";
import { loadPyodide } from "pyodide";

const python = await loadPyodide();
const buffer = readFileSync("archive.zip");
assert(buffer instanceof Uint8Array);

assert.throws(() => python.unpackArchive(buffer, "zip"), /Unknown typed array type 'Buffer'/);
python.unpackArchive(new Uint8Array(buffer), "zip");
assert.equal(python.runPython("open('found.txt').read()"), "unpacked");
console.log("refused as a Buffer, unpacked as a Uint8Array");
JAVASCRIPT
node seen.mjs
echo "as described"
