"""Property-based tests of derivatives, for anyone's test suite: strategies and assertions for Hypothesis.

Hypothesis is imported when one of these is first used, and nothing is registered with it or with pytest.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from autograd.testing import strategies as strategies
    from autograd.testing.claims import assert_gradient as assert_gradient
    from autograd.testing.failures import WrongGradient as WrongGradient
    from autograd.testing.properties import op_properties as op_properties

__all__ = ["WrongGradient", "assert_gradient", "op_properties", "strategies"]

_HOME = {
    "WrongGradient": "autograd.testing.failures",
    "assert_gradient": "autograd.testing.claims",
    "op_properties": "autograd.testing.properties",
    "strategies": "autograd.testing.strategies",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'autograd.testing' has no {name!r}: it has {', '.join(__all__)}")
    try:
        module = import_module(_HOME[name])
    except ModuleNotFoundError as error:
        raise ImportError(f"autograd.testing.{name} needs {error.name}: pip install {error.name}") from error
    return module if name == "strategies" else getattr(module, name)
