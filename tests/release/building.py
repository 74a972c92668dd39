"""Wheel and sources from a copy of the repository, as whoever builds it gets them."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

from tests.copies import ROOT

BOTH = """
import sys
from setuptools import build_meta
out = sys.argv[1]  # setuptools writes arguments of its own there
print(build_meta.build_sdist(out), build_meta.build_wheel(out))
"""


def tracked() -> list[str]:
    """The files of the repository, by their paths: those that git knows, and those that it does not ignore."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True, encoding="utf-8").stdout
    return sorted(name for name in said.split("\0") if name and (ROOT / name).exists())


def copied(folder: Path, *, mode: int = 0o644, time: int | None = None) -> Path:
    """A copy of these files, all with one mode, and with a time of their own."""
    for name in tracked():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(ROOT / name, target)
        target.chmod(mode | (0o111 if os.access(ROOT / name, os.X_OK) else 0))
        if time is not None:
            os.utime(target, (time, time))
    return folder


def built(project: Path, out: Path, *, umask: int = 0o022, zone: str = "UTC") -> tuple[Path, Path]:
    """The archive of sources and the wheel, built in the folder of the project by the setuptools that is here."""
    out.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "TZ": zone, "PYTHONHASHSEED": str(umask)}
    environment.pop("SOURCE_DATE_EPOCH", None)
    done = subprocess.run(
        [sys.executable, "-c", BOTH, str(out.resolve())],
        cwd=project, env=environment, umask=umask, capture_output=True, text=True, encoding="utf-8",
    )  # fmt: skip
    if done.returncode:
        raise RuntimeError(f"nothing was built: {done.stderr.strip()[-2000:]}")
    sources, wheel = done.stdout.split()[-2:]
    return out / sources, out / wheel


def unpacked(sources: Path, folder: Path) -> Path:
    """The project in an archive of sources."""
    with tarfile.open(sources) as archive:
        archive.extractall(folder, filter="data")
    return folder / sources.name.removesuffix(".tar.gz")


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def names(archive: Path) -> list[str]:
    """The files of an archive; those of sources without the folder that all stand in."""
    if archive.suffix == ".whl":
        return sorted(zipfile.ZipFile(archive).namelist())
    with tarfile.open(archive) as opened:
        return sorted(entry.name.partition("/")[2] for entry in opened if entry.isfile())


def differences(folder: Path) -> tuple[Path, Path, list[str]]:
    """The two archives, built in the folder, and what is wrong with them: sentences, none if all is well.

    They are built again with other modes, times, umask, time zone and hashes, and the wheel once more from the sources.
    """
    sources, wheel = built(copied(folder / "here" / "project"), folder / "out")
    there = copied(folder / "elsewhere" / "of" / "another", mode=0o666, time=1_000_000_000)
    others = built(there, folder / "again", umask=0o077, zone="Asia/Tokyo")
    from_sources = built(unpacked(sources, folder / "unpacked"), folder / "third", umask=0o002)
    wrong = [
        f"{archive.name}: another build has other bits"
        for archive, *again in zip((sources, wheel), others, from_sources, strict=True)
        if {digest(archive)} != set(map(digest, again))
    ]
    return sources, wheel, wrong + missing(sources, wheel)


def missing(sources: Path, wheel: Path) -> list[str]:
    """What the archives lack, and what they have too much."""
    own = {"PKG-INFO", "setup.cfg"}
    held = {name for name in names(sources) if not name.startswith("ringograd.egg-info/")} - own
    wrong = [f"{sources.name} lacks {name}" for name in sorted({*tracked()} - held - own)]
    wrong += [f"{sources.name} has {name}, which the repository has not" for name in sorted(held - {*tracked()})]
    about = f"{'-'.join(wheel.name.split('-')[:2])}.dist-info/"
    shipped = {name for name in names(wheel) if not name.startswith(about)}
    meant = {name for name in tracked() if name.startswith(("autograd/", "nn/", "viz/")) or name == "ringograd.py"}
    wrong += [f"{wheel.name} lacks {name}" for name in sorted(meant - shipped)]
    wrong += [f"{wheel.name} has {name}, which does not belong there" for name in sorted(shipped - meant)]
    return wrong
