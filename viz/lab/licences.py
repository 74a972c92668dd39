"""Whose work lies in the folder of a lab, under which licence, and where its sources are."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files

OWN = "Ringograd\n  licence: MIT, in page/LICENSE\n  in: what is not named below\n"
DIGITS = """Optical Recognition of Handwritten Digits, by E. Alpaydin and C. Kaynak, 1998
  licence: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/
  in: packages.zip, 200 of the digits, unchanged
  source: https://doi.org/10.24432/C50P49
"""
PYTHON = """graphviz, the package of Python
  licence: MIT, beside it
  in: packages.zip
  source: https://github.com/xflr6/graphviz
"""

WITHIN = """What Pyodide's build puts into pyodide/pyodide.asm.wasm beside Python and Expat
  licences: not in npm's package of Pyodide; they lie with the sources
  Emscripten: MIT, with musl (MIT) and LLVM's runtime (Apache-2.0 WITH LLVM-exception),
    https://github.com/emscripten-core/emscripten
  zlib: Zlib, https://github.com/madler/zlib
  bzip2: bzip2-1.0.6, https://sourceware.org/bzip2
  libffi: MIT, https://github.com/libffi/libffi
  libmpdec, in Python's sources: BSD-2-Clause, https://www.bytereef.org/mpdecimal
  HACL*, in Python's sources: MIT, https://github.com/hacl-star/hacl-star
  hiwire, of Pyodide: https://github.com/pyodide/hiwire
  There is no SQLite, OpenSSL or XZ in it: Pyodide has them as packages, which a lab does not load.
"""


def licences() -> str:
    """The text of the file LICENCES.txt, which lies in the folder.

    >>> licences().splitlines()[6:8]
    ['lit-html 3.3.3', '  licence: BSD-3-Clause, in page/vendor/lit-html.LICENSE']
    """
    first = "What lies in this folder, the licence of each part, and where its sources can be had.\n"
    return "\n".join([first, OWN, *_of_others(), DIGITS, PYTHON, WITHIN])


def _of_others() -> Iterator[str]:
    for package, folder in ("viz.page", "page"), ("viz.lab", "lab"):
        vendor = files(package).joinpath("assets", "vendor")
        for name, text in json.loads(vendor.joinpath("versions.json").read_text("utf-8")).items():
            for work in text.get("of", ()):
                where = f"{text['licence']}, in {folder}/vendor/{name}"
                parts = [work["work"], f"licence: {where}", f"in: {', '.join(work['in'])}", f"source: {work['source']}"]
                yield "\n  ".join(parts) + "\n"
