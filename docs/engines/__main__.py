"""What engines answer: `python -m docs.engines` in the project's folder writes docs/engines.md from the files of
answers, and `python -m docs.engines measure` asks the engines again.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from autograd import __version__
from autograd.checking.engines import known, live
from autograd.checking.engines.engine import engine, places
from autograd.language.whole import write_whole
from docs.engines import environments, file, tails
from docs.engines.measuring import MATHEMATICS, OURS, Entries, differences, mathematics, measured, ringograd
from docs.engines.page import page

PAGE = Path(__file__).parent.parent / "engines.md"


def written() -> str:
    """The page."""
    return page(file.read(known.FILE), file.read(tails.FILE))


def names() -> list[str]:
    """Who can be measured."""
    return [MATHEMATICS, OURS, *places()]


def answered(name: str, folder: Path | None) -> tuple[dict[str, str], Entries]:
    """What is known of an engine, and what it answers to all questions. Raises `EngineMissingError`."""
    questions = {key: question for asked in file.ASKED.values() for key, question in asked.items()}
    if name == MATHEMATICS:
        return {"title": "Mathematics", "version": ""}, mathematics(questions)
    if name == OURS:
        return {"title": "Ringograd", "version": __version__}, ringograd(questions)
    asked = engine(name)
    version = live.version(asked, folder)
    return {"title": asked.title, "version": version}, measured(asked, folder, questions)


def told(name: str, about: dict[str, str], found: Entries, write: bool) -> int:
    """Prints what is out of date, writes it if that is wanted, and tells how much it is."""
    lines: list[str] = []
    for path, questions in file.ASKED.items():
        held, answers = file.read(path), {key: answer for key, answer in found.items() if key in questions}
        lines += differences(file.entries(held, name), answers)
        before = held["engines"].get(name, about)["version"]
        if before != about["version"]:
            lines.append(f"version {before} in {path.name}, {about['version']} measured")
        if write:
            file.put(held, name, about, answers)
            file.write(held, path)
    now = ", now written" if write and lines else ""
    print(f"{about['title']} {about['version']}: {len(found)} questions, {len(lines)} answers out of date{now}")
    print("".join(f"  {line}\n" for line in lines), end="", flush=True)
    return len(lines)


def measure(asked: list[str], folder: Path | None, write: bool) -> int:
    """Asks the engines, tells what is out of date, and gives the exit status: 1 if something is and stays so, 2 if a
    named engine cannot be asked. Engines that were not named and are not installed are passed over."""
    stale = missing = 0
    for name in asked or names():
        try:
            stale += told(name, *answered(name, folder), write)
        except live.EngineMissingError as error:
            missing += bool(asked)
            print(error, file=sys.stderr, flush=True)
    return 2 if missing else int(stale > 0 and not write)


def install(asked: list[str], folder: Path) -> None:
    """Makes the environments that are missing, and tells which could not be made."""
    for name in asked or places():
        if name in places():
            try:
                environments.install(engine(name), folder)
            except environments.InstallationError as error:
                print(error, file=sys.stderr, flush=True)


def refused(options: argparse.Namespace) -> str:
    """What is wrong with the command, in a sentence, or nothing."""
    if unknown := [name for name in options.engines if name not in names()]:
        return f"there is no engine {unknown[0]}: there are {', '.join(names())}"
    if options.install and options.environments is None:
        return "--install needs a folder for the environments: add --environments FOLDER"
    if options.environments is not None and not options.install and not options.environments.is_dir():
        return f"there is no folder {options.environments}: add --install, which makes it and an environment per engine"
    return ""


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m docs.engines", description=__doc__)
    measuring = parser.add_subparsers(dest="command").add_parser(
        "measure", help="ask engines, tell which answers in the files are out of date, and end with 1 if some are"
    )
    there = ", ".join(names())
    measuring.add_argument("engines", nargs="*", metavar="ENGINE", help=f"all that are installed, or some of {there}")
    measuring.add_argument("--environments", type=Path, metavar="FOLDER", help="FOLDER/ENGINE is its environment")
    measuring.add_argument("--install", action="store_true", help="make what FOLDER lacks, by venv and pip, or npm")
    measuring.add_argument("--write", action="store_true", help="write what is measured into the files")
    options = parser.parse_args(arguments)
    if options.command != "measure":
        write_whole(PAGE, written().encode())
        print(PAGE)
        return 0
    if sentence := refused(options):
        print(sentence, file=sys.stderr)
        return 2
    if options.install:
        install(options.engines, options.environments)
    return measure(options.engines, options.environments, options.write)


if __name__ == "__main__":
    sys.exit(main())
