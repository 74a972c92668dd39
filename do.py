#!/usr/bin/env python3
"""Ringograd from a fresh clone, in one command.

    python3 do.py demo            buy the apple, and see the gradients flow back
    python3 do.py test            check the style (ruff), the types (mypy) and the behaviour (pytest)
    python3 do.py test -k relu    only pytest, with these arguments

The first run makes a virtual environment, `.venv`, beside this file and installs what is needed there.
Nothing is installed outside this folder, so the Python that belongs to an operating system will do.
In Japanese: RINGO_LANG=ja python3 do.py demo
"""

import difflib
import hashlib
import io
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NoReturn

# The catalogues of `autograd` cannot be read by an older Python, which must be told so too.
SENTENCES = {
    "en": {
        "help": str(__doc__),
        "old Python": "Ringograd needs Python 3.11 or newer, and this is {version} ({path}).",
        "no such language": "RINGO_LANG may be en or ja, and {word} is neither: this is English.",
        "no such task": "there is no task {word}: there are demo and test.",
        "too many words": "demo takes no further words, and was given {words}.",
        "did you mean": "there is no task {word}: did you mean {task}?",
        "making": "making .venv ...",
        "installing": "installing ringograd with {what} into .venv ... (once, about a minute)",
        "demo": "a Japanese font, formulas and NumPy",
        "test": "a Japanese font and test tools",
        "not installed": "the installation failed; pip's reason is above (the first run needs the network).",
        "not ours": "{path} is not of do.py's making, so it is left alone: move it away, then run this again.",
        "no venv": "the venv module failed; its reason is above. On Debian or Ubuntu: apt install python3-venv",
        "no pip": "{path} has neither pip nor ensurepip. On Debian or Ubuntu: apt install python3-pip",
        "not set up": "cannot set up {path}: {reason}",
    },
    "ja": {
        "help": """clone したばかりの Ringograd を、一つのコマンドで動かします。

    python3 do.py demo            りんごを買い、勾配が流れて戻るのを見る
    python3 do.py test            書き方 (ruff)、型 (mypy)、動作 (pytest) を検査する
    python3 do.py test -k relu    この引数で pytest だけを実行する

初めて実行すると、このファイルの隣に仮想環境 `.venv` を作り、必要なものをその中に入れます。
このフォルダの外には何もインストールしないので、OS に付属する Python でかまいません。
英語にするには、RINGO_LANG を取り除いてください。
""",
        "old Python": "Ringograd には Python 3.11 以降が必要です。これは {version} です ({path})。",
        "no such language": "RINGO_LANG に指定できるのは en か ja です。{word} は使えないので、英語にします。",
        "no such task": "{word} というタスクはありません。あるのは demo と test です。",
        "too many words": "demo の後に言葉は書けません。{words} と書いてあります。",
        "did you mean": "{word} というタスクはありません。{task} のことですか?",
        "making": ".venv を作っています ...",
        "installing": "ringograd と、{what}を .venv に入れています ... (初回だけ、1 分ほど)",
        "demo": "日本語フォント、数式の表示、NumPy ",
        "test": "日本語フォント、テストの道具",
        "not installed": "インストールできませんでした。理由は上の pip の文にあります (初回はネットワークが必要です)。",
        "not ours": "{path} は do.py が作ったものではないので、触れません。移してから、もう一度実行してください。",
        "no venv": "venv モジュールが失敗しました。理由は上にあります。Debian や Ubuntu では: apt install python3-venv",
        "no pip": "{path} には pip も ensurepip もありません。Debian や Ubuntu では: apt install python3-pip",
        "not set up": "{path} を用意できません: {reason}",
    },
}


ASKED = "RINGO_LANG"


def language() -> str:
    """The language that is asked for, as `ringo` takes it: `ja`, or `ja_JP.UTF-8`. Empty if there is none such."""
    start = os.environ.get(ASKED, "").strip().lower().replace("-", "_").replace(".", "_").partition("_")[0]
    return start if start in SENTENCES else ""


def say(key: str, **fields: object) -> str:
    return SENTENCES[language() or "en"][key].format(**fields)


def stop(sentence: str) -> NoReturn:
    print(f"do.py: {sentence}", file=sys.stderr)
    sys.exit(2)


# An older Python must be able to parse this file, so that it gets as far as this sentence.
if sys.version_info < (3, 11):  # noqa: UP036
    stop(say("old Python", version=sys.version.split()[0], path=sys.executable))

HERE = Path(__file__).resolve().parent
VENV = HERE / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

# What .venv holds, a line each: its home (another Python or a moved clone needs another .venv), a hash of the
# requirements, and the extras installed in full. While it is empty, .venv is ours but unfinished.
STAMP = VENV / "made-by-do.py.txt"

EXTRAS = {"demo": ["ja", "mathml", "numpy"], "test": ["ja", "test"]}
TOOLS = ["pip"]  # so that `pip install "ringograd[sheets]"` adds to .venv where that is activated
STYLE, TYPES, BEHAVIOUR, FAILURES = (
    ["-m", "ruff", "check", "."],
    ["-m", "mypy"],
    # On every processor, neighbours together. Only what fails is compiled so that an assertion shows its numbers.
    ["-m", "pytest", "-n", "auto", "--dist", "worksteal", "--assert=plain", "--tb=short"],
    ["-m", "pytest", "-n", "auto", "--last-failed"],
)


# Tests start Python hundreds of times, and each start would compile the code anew.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def run(*command: str | Path) -> int:
    return subprocess.call(command, cwd=HERE)


def tell(*check: str) -> None:
    print("\n==", *check[1:], flush=True)


def check_all() -> int:
    """Every check, and mypy's beside pytest's. The exit status is the first that is not 0."""
    tell(*STYLE)
    status = run(PYTHON, *STYLE)
    if status != 0:
        return status
    with subprocess.Popen([PYTHON, *TYPES], cwd=HERE, stdout=-1, stderr=-2, encoding="utf-8") as mypy:
        tell(*BEHAVIOUR)
        status = run(PYTHON, *BEHAVIOUR)
        if status == 1:  # tests have failed
            tell(*FAILURES)
            run(PYTHON, *FAILURES)
        tell(*TYPES)
        print(mypy.communicate()[0], end="", flush=True)
    return status or mypy.returncode


def works(*command: str | Path) -> bool:
    return subprocess.run(command, cwd=HERE, capture_output=True).returncode == 0


def prepare(task: str) -> None:
    """Make .venv hold the project with the extras of this task, unless the stamp says that it does."""
    extras = EXTRAS[task]
    home = f"Python {sys.version.split()[0]} of {sys.base_prefix}, for {HERE}"
    files = b"".join((HERE / name).read_bytes() for name in ("setup.cfg", "setup.py", "pyproject.toml"))
    requirements = hashlib.sha256(files + " ".join(TOOLS).encode()).hexdigest()
    stamp = STAMP.read_text("utf-8").splitlines() if STAMP.exists() else []
    sound = PYTHON.exists() and stamp[:1] == [home]
    installed = stamp[2:] if sound and stamp[1:2] == [requirements] else []
    if set(extras) <= set(installed):
        return
    if not sound:
        make_venv()
    STAMP.write_text("", "utf-8")  # an interrupted installation starts afresh, and is never taken for done
    print(say("installing", what=say(task)), flush=True)
    install = [*find_pip(), "install", "-qq", "--disable-pip-version-check", "--no-user", *TOOLS, "--editable"]
    if run(*install, f".[{','.join(extras)}]") != 0:
        stop(say("not installed"))
    STAMP.write_text("\n".join([home, requirements, *sorted({*installed, *extras}), ""]), "utf-8")


def make_venv() -> None:
    """Make .venv anew, yet without pip: Debian's Python has none to put there if python3-venv is missing."""
    VENV.mkdir(exist_ok=True)
    old = list(VENV.iterdir())
    if old and STAMP not in old:
        stop(say("not ours", path=VENV))
    print(say("making"), flush=True)
    STAMP.write_text("", "utf-8")
    for entry in old:
        if entry.is_dir() and not entry.is_symlink():
            shutil.rmtree(entry)
        elif entry != STAMP:
            entry.unlink()
    if run(sys.executable, "-m", "venv", "--without-pip", VENV) != 0:
        stop(say("no venv"))


def find_pip() -> list[str | Path]:
    """A pip to install with: that of the Python that runs this, or else the one that Python carries along."""
    borrowed: list[str | Path] = [sys.executable, "-m", "pip", "--python", PYTHON]  # pip 22.3 and newer
    own: list[str | Path] = [PYTHON, "-m", "pip"]
    if works(*borrowed, "--version"):
        return borrowed
    if works(*own, "--version") or works(PYTHON, "-m", "ensurepip"):
        return own
    stop(say("no pip", path=sys.executable))


def main(arguments: list[str]) -> int:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a console that lacks a character shows ? instead
    if os.environ.get(ASKED) and not language():
        print(f"do.py: {say('no such language', word=os.environ[ASKED])}", file=sys.stderr)
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(say("help"))
        return 0 if arguments else 2
    task, *rest = arguments
    if task == "demo" and rest:
        stop(say("too many words", words=" ".join(rest)))
    if task not in EXTRAS:
        near = difflib.get_close_matches(task.lower(), EXTRAS, 1)
        stop(say("did you mean", word=task, task=near[0]) if near else say("no such task", word=task))
    try:
        prepare(task)
    except OSError as error:
        stop(say("not set up", path=VENV, reason=error))
    if task == "demo":
        os.environ.setdefault("PYTHONIOENCODING", ":replace")  # a console that lacks × shows ? instead
        return run(PYTHON, "examples/apple.py", *rest)
    if not rest:
        return check_all()
    tell("-m", "pytest", *rest)
    return run(PYTHON, "-m", "pytest", *rest)


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)  # as shells report Ctrl-C
