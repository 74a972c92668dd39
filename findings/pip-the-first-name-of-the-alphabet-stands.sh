#!/usr/bin/env bash
# pip 26.3: of two packages that write the same files in one command, the one whose name sorts first stands, in any order.
#
# micrograd 0.1.0 and micrograd-ds 0.1.1 are two packages with one import name, and both write micrograd/engine.py.
# Expected: `pip install micrograd micrograd-ds` says so; or, as with two commands, what is named last overwrites the other.
#
# Seen: in both orders "Installing collected packages: micrograd-ds, micrograd", no warning, and micrograd/engine.py is that
# of micrograd. Packages that do not depend on each other are installed in the reverse of the alphabet, whatever the
# order in which they are named, so the first name is written last. Two commands give the opposite: the last one stands.
# That pip looks for no shared file is known: https://github.com/pypa/pip/issues/4625
#
# Where it matters: one requirements file gives one package, and the same two lines typed one after the other give
# another. Moving a line of the file mends nothing, and a package that is renamed changes what `import` gives.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q pip==26.3
pip() { venv/bin/python -m pip "$@" --disable-pip-version-check 2>&1; }

stands() {  # whose micrograd/engine.py it is, by the hashes that both packages have recorded
    venv/bin/python - << 'PYTHON'
from base64 import urlsafe_b64encode
from hashlib import sha256
from importlib.metadata import distribution

for name in ("micrograd", "micrograd-ds"):
    [file] = [file for file in distribution(name).files if str(file) == "micrograd/engine.py"]
    found = urlsafe_b64encode(sha256(file.locate().read_bytes()).digest()).decode().rstrip("=")
    if found == file.hash.value:
        print(name)
PYTHON
}

one="micrograd==0.1.0"
two="micrograd-ds==0.1.1"
for order in "$one $two" "$two $one"; do
    # shellcheck disable=SC2086
    pip install --no-cache-dir --no-compile --no-deps $order > told.txt
    grep -q "Installing collected packages: micrograd-ds, micrograd$" told.txt
    if grep -qi "overwr\|conflict\|same file" told.txt; then exit 1; fi
    pip check > told.txt
    grep -q "No broken requirements found" told.txt
    echo "pip install $order: $(stands)"
    test "$(stands)" = micrograd
    pip uninstall -qy micrograd micrograd-ds > told.txt
done
pip install --no-cache-dir --no-compile --no-deps -q "$one" > told.txt
pip install --no-cache-dir --no-compile --no-deps -q "$two" > told.txt
echo "pip install $one, then pip install $two: $(stands)"
test "$(stands)" = micrograd-ds
echo "as described"
