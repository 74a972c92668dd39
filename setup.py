"""What setup.cfg cannot say: requirements that have no wheel for the Python that installs are left out.

A condition of a requirement can name a system and a machine. It can name neither a free-threaded Python nor a Linux
with another C library than GNU's. There pip would take the sources, and ask for a compiler of Rust, or for Graphviz.
`python -m tests.places.wheels` tells whether this still holds.
"""

import platform
import sys
import sysconfig


def kept(requirements: list[str], version: tuple[int, int], *, free_threaded: bool, gnu: bool) -> list[str]:
    """The requirements that can be installed there without a compiler.

    Hypothesis is compiled from 6.156 on. The version before is pure Python, and serves the free-threaded Python 3.13.
    """
    without = {"safetensors"} if free_threaded else set()
    if free_threaded or not gnu:
        without.add("pygraphviz")
    left = [text for text in requirements if not text.startswith(tuple(without))] if without else requirements
    if free_threaded and version < (3, 14):
        left = [text.replace("hypothesis>=6.150;", "hypothesis>=6.150,<6.156;") for text in left]
    return left


if __name__ == "__main__":
    import setuptools

    class Here(setuptools.Distribution):
        """The package, with what can be installed here."""

        def parse_config_files(self, *arguments: object, **named: object) -> None:
            super().parse_config_files(*arguments, **named)
            self.install_requires = kept(
                self.install_requires,
                sys.version_info[:2],
                free_threaded=bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
                gnu=sys.platform != "linux" or platform.libc_ver()[0] == "glibc",
            )

    setuptools.setup(distclass=Here)
