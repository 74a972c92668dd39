"""The pictures of the tutorial: `python -m docs.tutorial.pictures` in the project's folder writes them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from autograd import parse
from autograd.language import speaking
from autograd.language.whole import write_whole
from docs.tutorial.blocks import HERE
from viz import Drawing, draw

COMMAND = "python -m docs.tutorial.pictures"


def apple(lang: str, apple: str, count: str, tax: str, price: str) -> Drawing:
    """Two apples at 100 yen and 10 % tax, with the gradient of every number, in the words of a language."""
    with speaking(lang):
        return draw(parse(f"{price} = {apple} * {count} * {tax}", {apple: 100, count: 2, tax: 1.1}))


def two_paths(lang: str) -> Drawing:
    """A number that reaches the result by two paths, with the gradient of every number."""
    with speaking(lang):
        return draw(parse("u = x * y; v = x + y; z = u * v", {"x": 2, "y": 3}))


PICTURES: dict[str, Callable[[], Drawing]] = {
    "apple-en.svg": partial(apple, "en", "apple", "count", "tax", "price"),
    "apple-ja.svg": partial(apple, "ja", "りんご", "個数", "消費税", "代金"),
    "two-paths-en.svg": partial(two_paths, "en"),
    "two-paths-ja.svg": partial(two_paths, "ja"),
}


def main() -> None:
    for name, picture in PICTURES.items():
        write_whole(HERE / name, picture().svg.encode() + b"\n")
        print(HERE / name)


if __name__ == "__main__":
    main()
