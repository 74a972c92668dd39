"""Readers with a known fault: whoever searches must find it."""

from tests.fuzz.target import Target


def crash(content: bytes) -> None:
    """Fails where a number is changed to one that fits no byte."""
    if content[:4] == b"size" and int(content[4:].strip() or b"0") > 255:
        raise IndexError("the planted crash")


def hang(content: bytes) -> None:
    """Never ends where a step is 0."""
    step = int(content[4:].strip() or b"1") if content[:4] == b"size" else 1
    while step == 0:
        pass


TARGETS = {
    "planted-crash": lambda: Target("planted-crash", crash, (ValueError,), [b"size 12"]),
    "planted-hang": lambda: Target("planted-hang", hang, (ValueError,), [b"size 12"]),
}
