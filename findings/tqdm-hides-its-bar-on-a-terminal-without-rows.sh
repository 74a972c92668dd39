#!/usr/bin/env bash
# tqdm 4.70.1: on a terminal that does not know its size, no bar is shown at all, and nothing says so.
#
# Expected: a terminal of a container, of a serial line or of a program often has 0 rows and 0 columns. The source says
# `nrows or 20` where the rows are used, so a bar of a usual size, as tqdm has for files that are no terminals.
#
# Seen: with a pseudo terminal of 0 rows and 0 columns, `tqdm(range(3), leave=False)` writes no sign of its bar. `ncols=80` alone does not
#   help: it is the rows that count. With `ncols=80, nrows=2` the bar is there. With 24 rows and 80 columns it is there anyway.
#
# Where it matters: whoever tests a bar in a pseudo terminal, or runs a long job in `docker run -t` from a script, takes the
# program for stuck.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q tqdm==4.70.1

cat >bar.py <<'PYTHON'
import sys

from tqdm import tqdm

for _ in tqdm(range(3), leave=False, **{word: int(number) for word, number in (pair.split("=") for pair in sys.argv[1:])}):
    pass
PYTHON

venv/bin/python - <<'PYTHON'
import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios


def shown(rows: int, columns: int, *options: str) -> str:
    """What a program with a bar writes to a terminal of this size."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
    program = subprocess.Popen([sys.executable, "bar.py", *options], stderr=theirs)
    os.close(theirs)
    found = b""
    try:
        while part := os.read(ours, 10_000):
            found += part
    except OSError:  # the end, on Linux
        pass
    assert program.wait() == 0
    return found.decode()


seen = {
    "24 rows, 80 columns": shown(24, 80),
    "no size": shown(0, 0),
    "no size, ncols=80": shown(0, 0, "ncols=80"),
    "no size, ncols=80, nrows=2": shown(0, 0, "ncols=80", "nrows=2"),
}
for name, text in seen.items():
    print(f"{name}: {'0/3' in text}, {text[:60]!r}")
assert ["0/3" in text for text in seen.values()] == [True, False, False, True]
PYTHON
echo "as described"
