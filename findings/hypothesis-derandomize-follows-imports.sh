#!/usr/bin/env bash
# Hypothesis 6.170.17: `derandomize=True` draws other examples once the program imports one more module of its own.
#
# A number that stands in the source of a module beside the test is put in a pool, and examples are drawn from that pool
# now and then. So an import that the test never uses changes the examples of a derandomized test, with the same test,
# the same strategy and the same version. Expected: examples that depend on the test alone, as `derandomize` promises
# the same ones in every run.
#
# Seen: two runs draw the same 30 integers; with the import of a module that holds nothing but `LIMIT = 123`, the first
# nine are the same, and the others are not.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -q hypothesis==6.170.17

echo 'LIMIT = 123' > unused.py
cat > draw.py <<'PYTHON'
import sys

if sys.argv[1:] == ["import"]:
    import unused

from hypothesis import given, settings, strategies as st

seen = []


@settings(derandomize=True, database=None, max_examples=30)
@given(st.integers(-1000, 1000))
def test(x):
    seen.append(x)


test()
print(*seen)
PYTHON

alone=$(venv/bin/python draw.py)
again=$(venv/bin/python draw.py)
imported=$(venv/bin/python draw.py import)
echo "alone:    $alone"
echo "imported: $imported"
[ "$alone" = "$again" ]
[ "$alone" != "$imported" ]
echo "as described"
