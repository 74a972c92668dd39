"""The files of answers in folders and their sub-folders; what a system or an office program put there is skipped."""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import NamedTuple

from autograd.by_hand.classroom.collect.own import is_own
from autograd.by_hand.classroom.handout import LIST, SOLUTIONS
from autograd.language import say
from autograd.language.text import path_in_a_sentence, printable

ANSWERS = (".xlsx", ".ods", ".xls", ".csv", ".md", ".json", ".txt", ".tsv")
SKIPPED = ("~$*", ".*", "*~", "*.tmp", "*.part", "*.crdownload", "thumbs.db", "desktop.ini", "__macosx")
"""Hidden files, temporary files of office programs and browsers, and what systems leave in folders."""
MOST_NAMED = 5


class Files(NamedTuple):
    """The `paths` of answers, in order; those that cannot hold any, each with the sentence for it (`others`); and the
    `skipped` ones."""

    paths: list[str]
    others: dict[str, str]
    skipped: list[str]

    @property
    def note(self) -> str:
        """The sentence about what was skipped; empty if nothing was."""
        names = [path_in_a_sentence(path) for path in self.skipped[:MOST_NAMED]]
        more = [say("more names", n=len(self.skipped) - MOST_NAMED)] if len(self.skipped) > MOST_NAMED else []
        named = say("between names").join(names + more)
        return say("files skipped", names=named) if named else ""


def files_in(typed: Iterable[str], apart: Collection[Path] = ()) -> Files:
    """The files that were named, and those in the folders that were named, less the files and folders `apart`, which
    are the teacher's own, as are the list and the solutions that `ringo class` makes, and what `ringo mark` wrote."""
    own = {path.resolve() for path in apart}
    found, others, skipped = dict[str, None](), dict[str, str](), dict[str, None]()
    words = list(typed)
    for word in words:
        inside = os.path.isdir(word)
        for path in _walked(word, own, skipped) if inside else [word]:
            ending = Path(path).suffix.lower()
            if is_skipped(Path(path).name) and (inside or not Path(path).name.startswith(".")):
                skipped[path] = None
            elif inside and Path(path).resolve() in own:
                continue
            elif inside and not os.path.isfile(path):  # a pipe, which might be read for ever, or a link to nothing
                skipped[path] = None
            elif (inside or len(words) > 1) and os.path.isfile(path) and is_own(Path(path)):  # words of a pattern
                continue
            elif ending == ".pdf":
                others[path] = say("on paper", path=path_in_a_sentence(path))
            elif inside and ending not in ANSWERS:
                others[path] = say("no format of answers", path=path_in_a_sentence(path))
            else:
                found[path] = None
    return Files(list(found), others, list(skipped))


def _walked(folder: str, own: Collection[Path], skipped: dict[str, None]) -> Iterable[str]:
    for around, folders, names in os.walk(folder):
        if SOLUTIONS in folders and LIST in names:  # which would count for the students whose names they have
            folders.remove(SOLUTIONS)
            names.remove(LIST)
        hidden = [name for name in sorted(folders) if is_skipped(name)]
        skipped |= dict.fromkeys(os.path.join(around, name) for name in hidden)
        kept = [name for name in folders if name not in hidden and (Path(around) / name).resolve() not in own]
        folders[:] = sorted(kept)  # where os.walk goes on
        yield from (os.path.join(around, name) for name in sorted(names))


def is_skipped(name: str) -> bool:
    """Whether a file or folder of this name is none that a student hands in.

    >>> [is_skipped(name) for name in ("~$anna.xlsx", ".~lock.anna.ods#", "Thumbs.db", "anna.xlsx")]
    [True, True, True, False]
    """
    return any(fnmatch.fnmatchcase(name.lower(), pattern) for pattern in SKIPPED)


def shown(paths: Iterable[str]) -> str:
    """The names of files in a sentence."""
    return say("between names").join(printable(Path(path).name) for path in paths)
