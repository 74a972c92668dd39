"""The texts that stand in English and in Japanese, and what is in them: headings, blocks of code, links, tables. What a
text shows is compared with what was printed.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.conftest import ROOT

MANUAL = ("typing", "python", "pages", "by_hand", "class", "derivatives", "networks", "programs", "design")
PAIRS = {"README.md": "README.ja.md"} | {f"docs/guides/en/{name}.md": f"docs/guides/ja/{name}.md" for name in MANUAL}
FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def read(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def prose(text: str) -> str:
    return FENCED.sub("", text)


def sections(text: str) -> list[str]:
    """The prose of each section, with the marks of its heading."""
    return re.split(r"^(?=#+ )", prose(text), flags=re.MULTILINE)[1:]


def headings(text: str) -> list[str]:
    """The anchor of each heading, as GitHub and MyST make it."""
    names = re.findall(r"^#+ (.*)$", prose(text), re.MULTILINE)
    return [re.sub(r"[^\w\- ]", "", name.lower()).replace(" ", "-") for name in names]


def links(path: str) -> list[str]:
    """What the text links to, a heading by its number, and a page by its English name."""
    english = {japanese: english for english, japanese in PAIRS.items()}
    found = []
    for target in re.findall(r"\]\(([^)]*)\)|<(?:a href|img src)=\"([^\"]*)\"", prose(read(path))):
        where, _, heading = "".join(target).partition("#")
        if "://" not in where:
            file = (ROOT / path).parent / where if where else ROOT / path
            where = file.resolve().relative_to(ROOT).as_posix()
            if heading:
                heading = str(headings(read(where)).index(heading))
        found.append(f"{english.get(where, where.replace('/ja/', '/en/'))}#{heading}")
    same = {"README.ja.md#": "README.md#", "docs/tutorial/apple-ja.svg#": "docs/apple.svg#"}  # in words of each
    return [same.get(target, target) for target in found]


def linked(path: str) -> set[str]:
    """The files of the repository that a text links to."""
    targets = [target.partition("#")[0] for target in re.findall(r"\]\(([^)]*)\)", prose(read(path)))]
    files = [((ROOT / path).parent / target).resolve() for target in targets if target and "://" not in target]
    return {file.relative_to(ROOT).as_posix() for file in files if file.is_relative_to(ROOT)}


def tables(text: str) -> list[tuple[int, int]]:
    """The rows and the columns of each table."""
    found = re.findall(r"(?:^\|.*\|\n)+", prose(text), re.MULTILINE)
    return [(len(table.splitlines()), table.splitlines()[1].count("---")) for table in found]


def code(text: str) -> list[tuple[str, str]]:
    """What is typed, in its blocks: without the printed lines, and without the choice of a language."""
    found = []
    for kind, block in FENCED.findall(text):
        lines = block.replace("RINGO_LANG=ja ", "").splitlines()
        if kind == "console" or lines[0].startswith("$ "):
            lines = [line for line in lines if line.startswith("$ ")]
        if kind != "text":
            found.append((kind, "\n".join(lines)))
    return found


def shows(shown: str, printed: str) -> bool:
    """Whether these lines were printed. A line `...` stands for any others."""
    lines = [r"(?:.*\n)*" if line == "..." else re.escape(line) + "\n" for line in shown.splitlines()]
    return re.fullmatch("".join(lines), "".join(f"{line.rstrip()}\n" for line in printed.splitlines())) is not None


def missing(text: str, folder: Path = ROOT) -> list[str]:
    """The files and folders of the repository that a text names or links to, and that are not there."""
    linked = [path for path in re.findall(r"\]\(([^)#]+)[^)]*\)", text) if "://" not in path]
    named = re.findall(r"\b(?<!\.\./)(?:autograd|nn|viz|docs|tests|examples)/[\w./-]*\b", text)
    run = [module.replace(".", "/") for module in re.findall(r"-m ((?:docs|tests)[.\w]*\w)", text)]
    run = [f"{path}/__main__.py" if (ROOT / path).is_dir() else f"{path}.py" for path in run]
    return [path for path in linked if not (folder / path).exists()] + [
        path for path in named + run if not (ROOT / path).exists()
    ]
