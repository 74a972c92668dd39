"""`python -m docs.site [FOLDER]`: build the site into a folder, without a warning, and check its links.

`--external` asks the network whether the addresses of other sites still answer, and builds nothing.
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from sphinx.cmd.build import build_main

from docs.site import links

ROOT = Path(__file__).parents[2]
STRICT = ("-W", "-n", "--keep-going", "-q", "-E", "-a", "-j", "auto")


def build(folder: Path, builder: str = "html") -> int:
    """Build into `folder`, in place of a site that is there. Returns the exit status."""
    here, texts = ROOT / "docs" / "site", ROOT / "docs"
    cache = folder.with_name(f"{folder.name}.cache")
    if (folder / ".buildinfo").exists():
        shutil.rmtree(folder)
    return build_main(["-b", builder, *STRICT, "-c", str(here), "-d", str(cache), str(texts), str(folder)])


def main(words: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m docs.site", description=__doc__)
    parser.add_argument("folder", nargs="?", default="out/site", type=Path, metavar="FOLDER")
    parser.add_argument("--external", action="store_true", help="ask the network for the addresses of other sites")
    options = parser.parse_args(words)
    if options.external:
        return build(options.folder.with_name(f"{options.folder.name}.external"), "linkcheck")
    status = build(options.folder)
    for broken in (found := links.broken(options.folder)):
        print(broken, file=sys.stderr)
    print(f"{options.folder / 'index.html'}: {links.counted(options.folder)}")
    return status or bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
