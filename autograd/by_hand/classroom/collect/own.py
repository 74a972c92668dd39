"""The files that `ringo mark` writes itself, which may lie among the answers: kept marks, reports, and what is given
back. They are known by their content, for a report may have any name."""

from __future__ import annotations

from pathlib import Path

from autograd.by_hand.classroom.collect.kept import FIRST
from autograd.language import LANGUAGES, catalogue
from autograd.language.text import escaped

KEYWORD = "ringo mark"
"""The word in the head of a page and of a PDF, by which they are known."""
GENERATOR = "Ringograd {version}, " + KEYWORD
REPORT_BEGINS = ("column file", "column score", "column points", "column of")
"""The first columns of a report as CSV."""
FILES = '{\n "files": ['
"""The beginning of a report as JSON."""
ENDS = 8_000
"""The bytes at both ends of a file among which the word stands."""


def is_own(path: Path) -> bool:
    """Whether the file at `path` was written by `ringo mark`."""
    try:
        with path.open("rb") as file:
            head = file.read(ENDS)
            if path.suffix.lower() != ".pdf":
                return _begins_as_own(head, path.suffix.lower())
            file.seek(max(0, path.stat().st_size - ENDS))  # where a PDF keeps what it says of itself
            return f"/Keywords({KEYWORD})".encode() in file.read()
    except OSError:
        return False


def _begins_as_own(head: bytes, ending: str) -> bool:
    text = head.decode("utf-8-sig", "ignore")
    known = [catalogue(lang) for lang in LANGUAGES]
    match ending:
        case ".html":
            before, _, after = GENERATOR.partition("{version}")
            return f'content="{before}' in text and f'{after}">' in text
        case ".md":
            return text.partition("\n")[0].rstrip() in [f"# {escaped(words['report title'])}" for words in known]
        case ".csv":
            return text.startswith(tuple(",".join(words[key] for key in REPORT_BEGINS) + "," for words in known))
        case ".json":
            return text.startswith(FILES)
    return head.startswith(FIRST)
