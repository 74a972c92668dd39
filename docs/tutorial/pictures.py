"""The pictures of the tutorial: `python -m docs.tutorial.pictures` in the project's folder writes them."""

from __future__ import annotations

from autograd import parse
from autograd.language.whole import write_whole
from docs.tutorial.blocks import HERE
from viz import Drawing, draw

COMMAND = "python -m docs.tutorial.pictures"


def two_paths() -> Drawing:
    """A number that reaches the result by two paths, with the gradient of every number."""
    return draw(parse("u = x * y; v = x + y; z = u * v", {"x": 2, "y": 3}))


PICTURES = {"two-paths.svg": two_paths}


def main() -> None:
    for name, picture in PICTURES.items():
        write_whole(HERE / name, picture().svg.encode() + b"\n")
        print(HERE / name)


if __name__ == "__main__":
    main()
