"""Ringograd as it is installed: its version and folder, its requirements, and each extra of its metadata."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from autograd.commands.about.doctor.finding import Finding, shown
from autograd.commands.about.doctor.requirement import Requirement, plain, requirement
from autograd.language import catalogue, language, say
from autograd.language.names import installing

NAME = "ringograd"


class Package(NamedTuple):
    """A package that is asked for, and the version that is there; empty if there is none."""

    asked: Requirement
    version: str

    @property
    def serves(self) -> bool:
        return bool(self.version) and self.asked.met_by(self.version)


class Known(NamedTuple):
    """A distribution, with its name as indexes write it, and its version. They are read once, which takes time."""

    name: str
    version: str
    record: metadata.Distribution


def distributions(path: list[str] | None = None) -> list[Known]:
    """All that is installed, without those whose metadata cannot be read. `path` is sys.path, or folders for a test."""
    found = metadata.distributions() if path is None else metadata.distributions(path=path)
    return [known for one in found if (known := _known(one))]


def _known(one: metadata.Distribution) -> Known | None:
    try:
        told = one.metadata
        return Known(plain(told["Name"]), told["Version"] or "?", one) if told["Name"] else None
    except (OSError, UnicodeError, TypeError, KeyError):  # a folder that cannot be read, or half a distribution
        return None


def by_name(found: Iterable[Known]) -> dict[str, Known]:
    """The distributions by their names; the first one where there are several, as Python takes it."""
    first: dict[str, Known] = {}
    for one in found:
        first.setdefault(one.name, one)
    return first


def findings(found: list[Known], folder: Path) -> Iterator[Finding]:
    """What there is to say of Ringograd. `folder` is where its package autograd stands."""
    ours = [one for one in found if one.name == NAME]
    if not ours:
        yield Finding("missing", "Ringograd", say("doctor: not installed", folder=shown(folder.parent)),
                      say("doctor: install it", folder=shown(folder.parent)))  # fmt: skip
        return
    yield from _of_itself(ours, folder)
    there = by_name(found)
    texts = ours[0].record.requires or []
    yield from _required(texts, there)
    extras = ours[0].record.metadata.get_all("Provides-Extra") or []
    lists = {extra: packages(texts, there, extra) for extra in extras}
    sentences = catalogue(language())
    yield from (_extra(extra, lists[extra]) for extra in extras if f"extra {extra}" in sentences)
    # An extra without a sentence is for those who change Ringograd: it is told only where it is there.
    whole = [one for one in extras if f"extra {one}" not in sentences and all(each.serves for each in lists[one])]
    if whole:
        yield Finding("fine", say("doctor: to work on it"), say("between names").join(whole))


def _of_itself(ours: list[Known], folder: Path) -> Iterator[Finding]:
    editable = editable_folder(ours[0].record)
    what = say("doctor: ringograd", version=ours[0].version, folder=shown(folder.parent))
    if editable is not None:
        what += say("doctor: editable")
    yield Finding("fine", "Ringograd", what)
    if len(ours) > 1:
        every = say("between names").join(one.version for one in ours)
        yield Finding("trouble", "Ringograd", say("doctor: installed twice", versions=every), say("doctor: once"))
    for one in ours:
        gone = editable_folder(one.record)
        if gone is not None and not gone.is_dir():
            yield Finding("trouble", "Ringograd", say("doctor: editable gone", folder=shown(gone)),
                          say("doctor: install again"))  # fmt: skip


def editable_folder(one: metadata.Distribution) -> Path | None:
    """The folder of an editable install: the package stands there, and is not copied."""
    folder, is_editable = _origin(one)
    return folder if is_editable else None


def again(one: metadata.Distribution) -> str:
    """What follows `pip install` to install it once more: the folder or the file that it came from, or its name."""
    folder, _ = _origin(one)
    return NAME if folder is None else f'"{folder}"' if " " in str(folder) else str(folder)


def _origin(one: metadata.Distribution) -> tuple[Path | None, bool]:
    """The folder or the file that it was installed from, if it came from no index; and whether it is editable."""
    try:
        told = json.loads(one.read_text("direct_url.json") or "{}")
        url, is_editable = urlsplit(told["url"]), bool(told.get("dir_info", {}).get("editable"))
    except (OSError, ValueError, KeyError, AttributeError, TypeError):  # written by another installer, or broken
        return None, False
    return (Path(unquote(url.path)) if url.scheme == "file" else None), is_editable


def packages(texts: Iterable[str], there: Mapping[str, Known], extra: str = "") -> list[Package]:
    """The packages that an extra asks for; without an extra, those that are always asked for."""
    texts, found = list(texts), dict[str, Package]()
    for asked in map(requirement, texts):
        if not asked.holds(extra) or (extra and asked.holds("")):
            continue
        one = there.get(asked.name)
        if asked.name != NAME:
            found[asked.name] = Package(asked, one.version if one else "")
        of_extras = texts if asked.name == NAME else (one.record.requires or []) if one else []
        for name in asked.extras:  # the extras of a package are packages too
            found |= {each.asked.name: each for each in packages(of_extras, there, name)}
    return list(found.values())


def _required(texts: list[str], there: Mapping[str, Known]) -> Iterator[Finding]:
    always = packages(texts, there)
    lacking = [one for one in always if not one.serves]
    if always and not lacking:
        yield Finding("fine", say("doctor: packages"), _versions(always))
    for one in lacking:
        yield Finding("trouble", say("doctor: packages"), _lacks(one), f"{installing.pip()} install {_typed([one])}")


def _extra(extra: str, asked: list[Package]) -> Finding:
    topic, pip = f"[{extra}]", installing.pip()
    advice = f'{say(f"extra {extra}")}: {pip} install "{NAME}[{extra}]"'
    old = [one for one in asked if one.version and not one.serves]
    if old:
        return Finding(
            "trouble", topic, say("between sentences").join(map(_lacks, old)), f"{pip} install -U {_typed(old)}"
        )
    there = [one for one in asked if one.version]
    if len(there) == len(asked):
        return Finding("fine", topic, _versions(asked))
    missing = say("between names").join(one.asked.name for one in asked if not one.version)
    if there:
        return Finding("missing", topic, say("doctor: in part", there=_versions(there), missing=missing), advice)
    return Finding("missing", topic, say("doctor: not there", names=missing), advice)


def _lacks(one: Package) -> str:
    if not one.version:
        return say("doctor: not there", names=one.asked.name)
    return say("doctor: version does not serve", name=one.asked.name, version=one.version,
               asked=",".join(one.asked.versions))  # fmt: skip


def _versions(asked: Iterable[Package]) -> str:
    return say("between names").join(f"{one.asked.name} {one.version}" for one in asked)


def _typed(asked: Iterable[Package]) -> str:
    return " ".join(f'"{one.asked.name}{",".join(one.asked.versions)}"' for one in asked)
