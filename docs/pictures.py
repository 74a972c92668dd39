"""The pictures of README.md and CONTRIBUTING.md: `python -m docs.pictures` in the project's folder.

It writes docs/apple.svg, the first example, and docs/rooms.svg, the map of the code.
"""

from __future__ import annotations

from pathlib import Path

from autograd import Value
from autograd.language.whole import write_whole
from docs import rooms
from viz import Drawing, draw

COMMAND = "python -m docs.pictures"
HERE = Path(__file__).parent


def apple() -> Drawing:
    """Two apples at 100 yen and 10 % tax, with the gradient of every number."""
    apple, count, tax = Value(100, name="apple"), Value(2, name="count"), Value(1.1, name="tax")
    price = apple * count * tax
    price.name = "price"
    return draw(price)


def map_of_rooms() -> Drawing:
    return Drawing(rooms.dot())


PICTURES = {"apple.svg": apple, "rooms.svg": map_of_rooms}


def main() -> None:
    for name, picture in PICTURES.items():
        write_whole(HERE / name, picture().svg.encode() + b"\n")
        print(HERE / name)


if __name__ == "__main__":
    main()
