"""The structures of `running`, as ctypes sees them, field by field."""

from __future__ import annotations

import ctypes
from typing import Any

ARRAYS = "s", "a", "ds", "da", "ws", "wa", "dws", "dwa", "at", "c", "starts", "firsts", "forwards", "backwards"


class _Memory(ctypes.Structure):
    _fields_ = (
        *[(name, ctypes.c_void_p) for name in ARRAYS],
        *[(name, ctypes.c_void_p) for name in ("product", "product_t")],
        ("inputs", ctypes.c_void_p),
        *[(name, ctypes.c_long) for name in ("width", "n")],
    )


COUNTS = (
    *("groups", "parameters", "loads", "entries", "check_singles", "check_rows"),
    *("clear_singles", "clear_rows", "seed_singles", "seed_rows"),
)
PIECES = "checked_singles", "checked_rows", "cleared_singles", "cleared_rows", "seeded_singles", "seeded_rows"
POINTERS = "loaded", "entered", *PIECES, "given", "gradient"


def _program(number: Any) -> type[ctypes.Structure]:
    class Program(ctypes.Structure):
        _fields_ = (
            ("memory", _Memory),
            *[(name, ctypes.c_void_p) for name in ("forward", "backward")],
            *[(name, ctypes.c_long) for name in COUNTS],
            *[(name, ctypes.c_void_p) for name in POINTERS],
            ("seed", number),
        )

    return Program


STRUCTURES = {"float64": _program(ctypes.c_double), "float32": _program(ctypes.c_float)}
