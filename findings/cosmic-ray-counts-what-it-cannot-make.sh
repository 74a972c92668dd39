#!/usr/bin/env bash
# Cosmic Ray 8.7.0: a mutant that it fails to make counts as one that the tests have noticed.
#
# The module has `except (TypeError, *ERRORS)`, which is valid Python. The operator that replaces exceptions is planned
# for both parts of the tuple, and raises an error of its own for the starred one. That job gets the outcome
# "incompetent". Expected: it is left out of the survival rate, or told. Seen: "total jobs: 4", "complete: 4 (100.00%)"
# and "surviving mutants: 2 (50.00%)", though only three mutants were ever tried, of which two survive.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install -q cosmic-ray==8.7.0

cat > mod.py <<'PYTHON'
ERRORS = (KeyError, IndexError)


def first(rows):
    try:
        return rows[0]
    except (TypeError, *ERRORS):
        return None
PYTHON
cat > config.toml <<'TOML'
[cosmic-ray]
module-path = "mod.py"
timeout = 10.0
excluded-modules = []
test-command = "venv/bin/python -c 'import mod; assert mod.first([]) is None'"

[cosmic-ray.distributor]
name = "local"
TOML

venv/bin/cosmic-ray init config.toml session.sqlite
venv/bin/cosmic-ray exec config.toml session.sqlite > /dev/null 2>&1
report=$(venv/bin/cr-report session.sqlite)
echo "$report"
[ "$(grep -c 'WorkerOutcome.EXCEPTION, test outcome: TestOutcome.INCOMPETENT' <<< "$report")" = 1 ]
grep -q '^total jobs: 4$' <<< "$report"
grep -q '^surviving mutants: 2 (50.00%)$' <<< "$report"
echo "as described"
