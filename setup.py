"""What setup.cfg cannot say: which requirements are left out where they have no wheel, and how the same code gives the
same archives to the bit.

A condition of a requirement can name a system and a machine. It can name neither a free-threaded Python nor a Linux
with another C library than GNU's. There pip would take the sources, and ask for a compiler of Rust, or for Graphviz.
`python -m tests.places.wheels` tells whether this still holds.

An archive keeps of its files when they were written, by whom, and who may read them. Here all files have one time, one
owner and one of two modes, whoever builds, wherever and whenever. `python -m tests.release` compares.
"""

import gzip
import os
import platform
import re
import sys
import sysconfig
import tarfile

LONG_AGO = "1580601600"
"""The time of every file, in seconds: 2 February 2020, as other builders have it. SOURCE_DATE_EPOCH names another."""


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


def without_pictures(readme: str) -> str:
    """The text without the pictures that lie in the repository, which an index of packages would not find.

    Links to files of the repository keep their words alone.
    """
    text = re.sub(r"<p><picture>.*?</picture></p>\n+", "", readme, flags=re.DOTALL)
    text = re.sub(r"^!\[[^\]]*\]\((?!https?:)[^)]*\)\n+", "", text, flags=re.MULTILINE)
    return re.sub(r"(?<!!)\[([^\[\]]+)\]\((?!https?:|#)[^()]*\)", r"\1", text)


def plain(file: tarfile.TarInfo) -> tarfile.TarInfo:
    """A file of an archive without what is of this machine and of this moment."""
    file.uid = file.gid = 0
    file.uname = file.gname = ""
    file.mode = mode(file.mode)
    file.mtime = int(os.environ["SOURCE_DATE_EPOCH"])
    return file


def mode(found: int) -> int:
    """Who may read, write and run a file: what can be run stays so, and else no machine's habits count."""
    return 0o755 if found & 0o100 else 0o644


if __name__ == "__main__":
    import setuptools
    from setuptools.command.bdist_wheel import bdist_wheel
    from setuptools.command.sdist import sdist

    class Here(setuptools.Distribution):
        """The package, with what can be installed here."""

        def parse_config_files(self, *arguments: object, **named: object) -> None:
            super().parse_config_files(*arguments, **named)
            self.metadata.long_description = without_pictures(self.metadata.long_description)
            self.install_requires = kept(
                self.install_requires,
                sys.version_info[:2],
                free_threaded=bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
                gnu=sys.platform != "linux" or platform.libc_ver()[0] == "glibc",
            )

    class Sources(sdist):
        """The archive of sources."""

        def make_archive(self, base_name: str, format: str, *arguments: object, **named: object) -> str:
            if format != "gztar":
                return str(super().make_archive(base_name, format, *arguments, **named))
            path = f"{base_name}.tar.gz"
            with (
                open(path, "wb") as file,
                gzip.GzipFile("", "wb", mtime=int(os.environ["SOURCE_DATE_EPOCH"]), fileobj=file) as pressed,
                tarfile.open(fileobj=pressed, mode="w", dereference=True) as archive,
            ):
                archive.add(os.path.basename(base_name), os.path.basename(base_name), filter=plain)
            return path

    class Wheel(bdist_wheel):
        """The wheel: setuptools gives its files the time, and leaves the modes as they lie in the folder."""

        def write_wheelfile(self, *arguments: object, **named: object) -> None:
            super().write_wheelfile(*arguments, **named)
            for folder, _, names in os.walk(self.bdist_dir):  # all other files stand there by now
                for name in names:
                    path = os.path.join(folder, name)
                    os.chmod(path, mode(os.stat(path).st_mode))

    os.environ.setdefault("SOURCE_DATE_EPOCH", LONG_AGO)
    setuptools.setup(distclass=Here, cmdclass={"sdist": Sources, "bdist_wheel": Wheel})
