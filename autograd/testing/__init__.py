"""Property-based tests of derivatives, for any test suite. The tests of the engine itself stand elsewhere.

Hypothesis is imported when one of these modules is first used. Nothing is registered with it or with pytest.

- `programs`: random calculations
- `strategies`: programs and inputs, drawn by Hypothesis
- `gradients`: claimed gradients, judged at points
- `certainty`: `assert_gradient`, and how far a right claim can be trusted
- `mathematics`: the true value and derivatives of a row
- `pullbacks`: rows with several outputs
- `properties`: `op_properties`
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from autograd.language import say

if TYPE_CHECKING:
    from autograd.testing import strategies as strategies
    from autograd.testing.certainty.assertion import assert_gradient as assert_gradient
    from autograd.testing.gradients.failures import WrongGradient as WrongGradient
    from autograd.testing.properties import op_properties as op_properties

__all__ = ["WrongGradient", "assert_gradient", "op_properties", "strategies"]

_HOME = {
    "WrongGradient": "autograd.testing.gradients.failures",
    "assert_gradient": "autograd.testing.certainty.assertion",
    "op_properties": "autograd.testing.properties",
    "strategies": "autograd.testing.strategies",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module 'autograd.testing' has no {name!r}: it has {', '.join(__all__)}")
    try:
        module = import_module(_HOME[name])
    except ModuleNotFoundError as error:
        if error.name == "hypothesis":
            raise ImportError(say("testing needs Hypothesis", name=name)) from error
        raise ImportError(say("testing needs a package", name=name, package=error.name)) from error
    return module if name == "strategies" else getattr(module, name)
