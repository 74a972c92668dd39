#!/usr/bin/env bash
# pip 26.3: --platform and --python-version choose the files, and conditions are still read as on the machine it runs on.
#
# `pip install --dry-run --report` and `pip download` take --platform, --python-version, --implementation and --abi "for
# wheels compatible with" another machine. Expected: what they choose is what that machine needs.
#
# Seen: the wheels are those of the other machine, but `sys_platform == "win32"` or `python_version < "3.11"` in a
# requirement is asked of the machine where pip runs. Asked for Windows on Linux, tqdm 4.67.1 comes without colorama. Asked
# for Python 3.10 on a newer one, pytest 8.4.2 comes without exceptiongroup and tomli, and cannot be imported there. No
# word of it is said. Known: https://github.com/pypa/pip/issues/11664. `uv pip compile --python-platform` reads both right.
#
# Where it matters: a folder of wheels for machines without a network, or a check of "does everything have a wheel on
# Windows?", is one package short, and it is found out there.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q pip==26.3 uv==0.13.9

cat > seen.py <<'PYTHON'
import json
import subprocess
import sys

assert sys.platform != "win32" and sys.version_info >= (3, 11)


def said(*words, typed=""):
    done = subprocess.run([sys.executable, "-m", *words], input=typed, capture_output=True, text=True, check=True)
    return done.stdout


def by_pip(package, *where):
    options = ["--dry-run", "--ignore-installed", "--target", "unused", "--only-binary=:all:", "--report", "-"]
    report = json.loads(said("pip", "install", "-q", *options, *where, package))
    return {item["metadata"]["name"].lower() for item in report["install"]}


def by_uv(package, *where):
    lines = said("uv", "pip", "compile", "-q", "--no-header", "--no-annotate", *where, "-", typed=package)
    return {line.partition("==")[0].lower() for line in lines.splitlines()}


windows = by_pip("tqdm==4.67.1", "--platform", "win_amd64", "--python-version", "3.12")
truly = by_uv("tqdm==4.67.1", "--python-platform", "windows", "--python-version", "3.12")
print(f"for Windows: pip {sorted(windows)}, uv {sorted(truly)}")
assert windows == {"tqdm"} and truly == {"tqdm", "colorama"}

older = by_pip("pytest==8.4.2", "--platform", "any", "--python-version", "3.10")
truly = by_uv("pytest==8.4.2", "--python-version", "3.10")
print(f"for Python 3.10: pip {sorted(older)}, uv {sorted(truly)}")
assert "pluggy" in older & truly and {"exceptiongroup", "tomli"} <= truly - older
PYTHON
venv/bin/python seen.py
echo "as described"
