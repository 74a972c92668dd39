"""Distributions that share an import name. pip installs a second one over the first, without a word.

Each distribution records its files with their hashes. Where two record the same file, the hash on the disk tells whose
file it is, and the other distribution is broken.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from autograd.commands.about.doctor import installed
from autograd.commands.about.doctor.finding import Finding, shown
from autograd.commands.about.doctor.installed import NAME, Known
from autograd.language import say


class Owned(NamedTuple):
    """A file that a distribution records: whose it is, its import name, and its hash as it was installed."""

    owner: str
    title: str
    name: str
    digest: str


def findings(found: Iterable[Known]) -> Iterator[Finding]:
    """The import names that several distributions have, and the files of ours that are not ours any more."""
    files, found = defaultdict[str, list[Owned]](list), [*found]
    again = next((installed.again(one.record) for one in found if one.name == NAME), NAME)
    for one in found:
        for path, owned in _recorded(one):
            files[path].append(owned)
    told = set[str]()
    for (name, titles), paths in _shared(files).items():
        told.update(paths)
        ours = any(owned.owner == NAME for path in paths for owned in files[path])
        kept = say("between names").join(
            sorted({each.title for path in paths for each in _standing(path, files[path])})
        )
        text = say("doctor: shared name", name=shown(name), titles=say("between names").join(map(shown, titles)),
                   count=len(paths), kept=shown(kept) or "?")  # fmt: skip
        yield Finding(
            "trouble" if ours else "missing",
            "import " + shown(name),
            text,
            _advice(paths, files, again if ours else ""),
        )
    if not told:
        yield Finding("fine", say("doctor: import names"), say("doctor: no shared name"))
    yield from _of_ours(files, told, again)


def _recorded(one: Known) -> Iterator[tuple[str, Owned]]:
    try:
        lines = (one.record.read_text("RECORD") or "").splitlines()
        root = str(one.record.locate_file(""))
    except (OSError, UnicodeError):  # its folder cannot be read
        return
    title = f"{one.name} {one.version}"
    rows = csv.reader(line for line in lines if line.count(",") >= 2)
    for path, digest, _ in (row for row in rows if len(row) == 3):  # a damaged line may have fewer
        top = path.partition("/")[0]
        if digest and not path.startswith((".", "/")) and not top.endswith((".dist-info", ".data")):
            place = os.path.normcase(os.path.join(root, path))
            yield place, Owned(one.name, title, top.removesuffix(".py"), digest)


def _shared(files: dict[str, list[Owned]]) -> dict[tuple[str, tuple[str, ...]], list[str]]:
    """The files that are some distribution's and not as it wrote them, by their import name and their distributions."""
    shared = defaultdict[tuple[str, tuple[str, ...]], list[str]](list)
    for path, all_owned in files.items():
        if len({owned.owner for owned in all_owned}) > 1 and len(_standing(path, all_owned)) < len(all_owned):
            shared[all_owned[0].name, tuple(sorted({owned.title for owned in all_owned}))].append(path)
    return shared


def _standing(path: str, all_owned: Iterable[Owned]) -> list[Owned]:
    """Those whose file stands there."""
    digest = _digest(path)
    return [owned for owned in all_owned if owned.digest == digest]


def _digest(path: str) -> str:
    """The hash of a file as RECORD writes it; empty where the file is not there, or cannot be read."""
    try:
        content = Path(path).read_bytes()
    except OSError:
        return ""
    return f"sha256={base64.urlsafe_b64encode(hashlib.sha256(content).digest()).decode().rstrip('=')}"


def _advice(paths: list[str], files: dict[str, list[Owned]], again: str) -> str:
    """What to do; `again` is how Ringograd is installed again, if it is one of them."""
    owners = sorted({owned.owner for path in paths for owned in files[path]})
    if again:
        others = " ".join(owner for owner in owners if owner != NAME)
        return say("doctor: one of ours", others=others, again=shown(again))
    return say("doctor: one of them", names=" ".join(owners))


def _of_ours(files: dict[str, list[Owned]], told: set[str], again: str) -> Iterator[Finding]:
    """Files of Ringograd that were changed or removed, and that no other distribution records."""
    own = [(path, owned) for path, every in files.items() for owned in every if owned.owner == NAME]
    changed = [path for path, owned in own if path not in told and owned.digest != _digest(path)]
    if changed:
        text = say("doctor: changed files", count=len(changed), of=len(own), first=shown(sorted(changed)[0]))
        yield Finding("trouble", "Ringograd", text, say("doctor: once more", again=shown(again)))
