"""What programs print and write, as a digest: it is the same in every locale.

python -m tests.durability.locales [NAME]      the digest, in the locale of this name or of the environment
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import locale
import os
import sys
import tempfile
import warnings
from pathlib import Path

import autograd
from autograd import Value, parse
from autograd.by_hand.answers.read import read
from autograd.by_hand.claims import posed
from autograd.testing.certainty import further
from tests.durability.writers import SUM, WRITERS, files, prepared, ringo

OTHER_EACH_TIME = ("pdf", "xlsx", "png", "lab", "gallery", "train", "plot", "animation", "report", "feedback", "keep")
"""Files that tell the time of their making, or the folder; or that are long in the making."""
QUICK = os.environ.get("HYPOTHESIS_PROFILE", "default") == "default"
LEFT_OUT = (*OTHER_EACH_TIME, *["library"] * QUICK)
"""In the default profile no library is compiled, whose code is among what is printed."""


def digest() -> str:
    """Of what commands and programs print, and of the files that they write."""
    said, found = io.StringIO(), []
    with (
        tempfile.TemporaryDirectory() as temporary,
        contextlib.chdir(temporary),
        contextlib.redirect_stdout(said),
        contextlib.redirect_stderr(said),
        warnings.catch_warnings(),
    ):
        warnings.simplefilter("ignore")
        inputs = Path(temporary, "inputs")
        inputs.mkdir()
        prepared(inputs)
        for writer in WRITERS:
            if not any(word in writer for word in LEFT_OUT):
                os.makedirs(writer.replace("/", "-"))
                with contextlib.chdir(writer.replace("/", "-")):
                    WRITERS[writer](inputs)
                    found += sorted(files(Path.cwd()).items())
        ringo(*SUM)
        ringo("claim", "x**2", "--d", "x", "2*x")
        ringo("I*i + x", "I=1", "i=2", "x=0.5")
        ringo("compare", "abs(x)", "x=0")
        x = Value(1.5, name="x")
        program = autograd.compile(x * x * 0.1, inputs=[x])
        print(program([2.5]), program.source("c"), parse("1.5*x", {"x": 2.0}))
        print([read(text) for text in ("1.5", "1/2", "3e-4", "50%")])
    everything = said.getvalue().replace(temporary, "") + repr(found)
    return hashlib.sha256(everything.encode()).hexdigest()


if __name__ == "__main__":  # and nowhere else: pytest imports this module too
    posed.EXAMPLES, further.SECONDS = 20, 0.0  # a few points are printed as many are
    if sys.argv[1:]:
        locale.setlocale(locale.LC_ALL, sys.argv[1])
    print(digest(), locale.str(1.5))
