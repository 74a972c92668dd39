#!/usr/bin/env bash
# pip 26.3: with --only-binary, a release candidate is installed without --pre where no final release has a wheel.
#
# Expected: pip "only installs stable versions", as its documentation says, unless --pre or the requirement asks for more.
# safetensors 0.8.0 is a final release. Where it has no wheel, --only-binary should fail: there is nothing to install.
#
# Seen: for CPython 3.14, safetensors>=0.8 is 0.8.0. For its free-threaded build the wheels of all final releases do not
# fit, and 0.9.0rc1 is chosen, with the same command and the same requirement. Final releases are preferred among the
# files that fit, not among the releases.
#
# Where it matters: one line of requirements gives a final release on one machine and a candidate on another, and
# --only-binary, meant to be careful, is what lets it in. `<1` lets the candidate in as well, and `<0.9` keeps it out.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q pip==26.3

chosen() {  # the file for CPython 3.14 with this ABI, as of a day; further arguments are the requirement and options
    venv/bin/python -m pip install -q --dry-run --ignore-installed --no-deps --target unused --report report.json \
        --uploaded-prior-to 2026-11-29 --platform manylinux_2_17_x86_64 --python-version 3.14 --implementation cp \
        --abi "$1" --only-binary=:all: "$2" &&
        python3 -c "import json; print(json.load(open('report.json'))['install'][0]['metadata']['version'])"
}

usual=$(chosen cp314 "safetensors>=0.8")
free=$(chosen cp314t "safetensors>=0.8")
free_below_1=$(chosen cp314t "safetensors>=0.8,<1")
echo "safetensors>=0.8: $usual for cp314, $free for cp314t; safetensors>=0.8,<1: $free_below_1 for cp314t"
test "$usual $free $free_below_1" = "0.8.0 0.9.0rc1 0.9.0rc1"
if chosen cp314t "safetensors>=0.8,<0.9" 2> none.txt; then exit 1; fi
grep -q "No matching distribution found" none.txt
echo "safetensors>=0.8,<0.9: none for cp314t"
echo "as described"
