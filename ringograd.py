"""The command `ringo` begins here, under a name that no other package has: where another package has taken the place of
`autograd`, it says so in a sentence, and `ringo doctor` still runs.

`python -m ringograd` is the same command.
"""

from __future__ import annotations

import sys

__all__ = ["main"]


def main() -> int:
    """Run the command `ringo`, and return its exit status."""
    try:
        from autograd.__main__ import main as run
    except (Exception, SystemExit) as error:  # another package called autograd may fail in any way, or end Python
        return _without_ours(error)
    return run()


def _without_ours(error: BaseException) -> int:
    """Run the doctor by our own folder, and refuse all other commands. The exit status is 2 then."""
    from pathlib import Path
    from types import ModuleType

    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="replace")  # a terminal that lacks a character shows ? instead
    words = sys.argv[1:]
    for name in [name for name in sys.modules if name.partition(".")[0] == "autograd"]:
        del sys.modules[name]
    # The rooms of autograd are found, and its first file, which may be another package's, is not read.
    bare = ModuleType("autograd")
    bare.__path__ = [str(Path(__file__).resolve().parent / "autograd")]
    sys.modules["autograd"] = bare
    from autograd.commands.about.doctor import alone
    from autograd.language import language, say, speaking, understood
    from autograd.language.text import printable

    given = [word.removeprefix("--lang=") for word in words] if words[:1] != ["--lang"] else words[1:2]
    with speaking(next(filter(None, map(understood, given)), language())):
        if "doctor" in words:
            return alone("--markdown" in words)
        reason = printable(f"{type(error).__name__}: {error}", 300)
        print(f"ringo: {say('doctor: ringo does not start', reason=reason)}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
