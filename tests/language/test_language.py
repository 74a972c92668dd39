"""The two catalogues say the same things, the code asks for nothing else and says nothing past them, and the language
is chosen as promised."""

from __future__ import annotations

import ast
import re
import string
import subprocess
import sys
from collections.abc import Iterable, Iterator
from functools import cache

import pytest

import autograd
from autograd.by_hand.classroom.handout import SHEETS, SOLUTIONS
from autograd.by_hand.exercises.ready import READY
from autograd.by_hand.mistakes.kinds.table import MISTAKES, RARER, ROUNDED
from autograd.by_hand.mistakes.own.elsewhere.ways import SINGLE, WAYS
from autograd.by_hand.sheet.work.rows import STATE
from autograd.commands import GROUPS
from autograd.commands import NAMES as COMMANDS
from autograd.commands.about.parser import ARGPARSE
from autograd.commands.gallery import ENDINGS as OF_GRAPHS
from autograd.commands.gallery.graphs import GRAPHS
from autograd.commands.gallery.trained import ENDINGS as OF_TRAINED
from autograd.commands.gallery.trained import OTHERS, TRAINED
from autograd.language import LANGUAGES, VARIABLE, catalogue, language, say, speaking
from autograd.notation.signs import ADVICE
from tests.conftest import ROOT
from tests.places.requirements import EXTRAS

CATALOGUES = ROOT / "autograd" / "language"
SOURCES = [
    ROOT / "ringograd.py",
    *(path for room in ("autograd", "viz", "nn", "examples") for path in (ROOT / room).rglob("*.py")),
]


def fields(sentence: str) -> set[str | None]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_the_catalogues_have_the_same_sentences() -> None:
    english, japanese = map(catalogue, LANGUAGES)
    assert [*english] == [*japanese]
    for key in english:
        # A row is called by its key in English, and in the words of lectures in Japanese.
        assert fields(english[key]) == fields(japanese[key]) or key.startswith("name of "), key


def test_no_key_stands_twice() -> None:
    """The catalogues of a language are put together, and then one sentence would be said in the place of the other."""
    for lang in LANGUAGES:
        files = [path for path in (CATALOGUES / lang).rglob("*.py") if path.name != "__init__.py"]
        nodes = [node for path in files for node in ast.walk(ast.parse(path.read_text("utf-8")))]
        keys = [ast.literal_eval(key) for node in nodes if isinstance(node, ast.Dict) for key in node.keys if key]
        assert sorted(keys) == sorted(catalogue(lang))


VERBS = {"is", "was", "has", "as"}
MANY = {
    "too many groups", "too large for a page", "too many characters", "too many nodes", "too many inputs",
    "too many learners", "key times", "most make a mistake", "a list of ragged lists", "a use is left out",
    "only one use is counted", "several separators", "most cells are numbers", "takes several inputs",
    "forward gives several tensors", "graph of several inputs", "several outputs", "number of folds", "all epochs done",
    "no number of processes", "key in doubt", "so many features", "so many inputs", "so many numbers",
}  # fmt: skip
"""Sentences that are said of many alone: of one there is nothing to say, or another sentence."""


def test_one_is_no_plural() -> None:
    """What can be 1 has both words: `{n} {n:node|nodes}`."""
    counts = {"count", "n", "of", "at", "inputs", "arguments", "size", "steps", "tried", "points", "weights", "seconds"}
    for key, sentence in catalogue("en").items():
        for field, word in re.findall(r"\{(\w+)[^{}]*\} (?:(?:more|other|local|significant) )?([a-z]+s)\b", sentence):
            assert field not in counts or word in VERBS or key in MANY, (key, field, word)
        for field, form in re.findall(r"\{(\w+):([^{}]*)\}", sentence):
            assert "|" not in form or len(set(form.split("|"))) == 2, (key, field)


def test_a_count_chooses_its_word() -> None:
    assert say("corrections left", n=1) == "1 correction fits nothing"
    assert say("corrections left", n=2) == "2 corrections fit nothing"
    said = say("numbers of a vector", vector=2, at=1)
    assert said.endswith("2 numbers for 1 argument")
    with speaking("ja"):
        assert say("corrections left", n=1) == "当てはまらない訂正が 1 件あります"


@cache
def nodes(tree: ast.Module) -> list[ast.AST]:
    """All nodes of a module. Several tests go through those of all the code."""
    return list(ast.walk(tree))


def calls(tree: ast.AST, *names: str) -> Iterator[ast.Call]:
    for node in nodes(tree) if isinstance(tree, ast.Module) else ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node


def texts(node: ast.AST) -> set[str]:
    return {part.value for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)}


def asked_for(tree: ast.Module) -> list[tuple[set[str], set[str], bool]]:
    """Of every call that says something: the keys it may have, the fields it gives, and whether it may give more.

    A key is written in the call, or kept in a table and looked up there. `real(number, key)` says its key when the
    number is refused.
    """
    found = []
    for call in calls(tree, "say", "real"):
        where = call.args[0] if call.func.id == "say" else (call.args[1] if len(call.args) > 1 else None)  # type: ignore[attr-defined]
        names = {keyword.arg for keyword in call.keywords if keyword.arg}
        advice = isinstance(where, ast.JoinedStr)  # on a mistake, whose name is put in
        more = any(not keyword.arg for keyword in call.keywords)
        found.append((texts(where) if where and not advice else set(), names, more))
    return found


PARSED = {path: ast.parse(path.read_text("utf-8")) for path in sorted(SOURCES)}
"""All the code. It is parsed once, while tests are collected: a tree that is made later slows every collection of
garbage."""

TREES = {
    path: tree for path, tree in PARSED.items() if not any(path.is_relative_to(CATALOGUES / lang) for lang in LANGUAGES)
}
"""The code, without the catalogues."""


def test_no_sentence_is_missing_and_every_field_is_given() -> None:
    english = catalogue("en")
    for path, tree in TREES.items():
        for keys, names, more in asked_for(tree):
            for key in keys:
                assert key in english, (path, key)
                assert more or names >= fields(english[key]) - {"pip"}, (path, key)  # `say` knows it
                assert len(keys) > 1 or names <= fields(english[key]), (path, key)
    for table in (ADVICE.values(), ARGPARSE.keys()):
        assert english.keys() >= set(table)


def words_of(tree: ast.Module) -> set[str]:
    """The texts in a tree that are no docstrings."""
    docstrings = {id(node.value) for node in nodes(tree) if isinstance(node, ast.Expr)}
    return {
        node.value
        for node in nodes(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings
    }


def words_in(*paths: str) -> set[str]:
    return {word for path in paths for word in words_of(TREES[ROOT / path])}


OF_REASONS = {
    *(mistake.name for mistake in (*MISTAKES, *RARER, *ROUNDED)),
    *("decimal point", "digits interchanged", "another row", "matrix turned"),
    *(way.name for way in (*WAYS, SINGLE)),
}

PUT_IN: dict[str, Iterable[str]] = {
    "advice ": OF_REASONS,
    "asks ": STATE,
    "class ": (SHEETS, SOLUTIONS),
    **dict.fromkeys(("does: ", "examples: ", "exit status: ", "notes: ", "summary: "), COMMANDS),
    "exercise ": [exercise.name for exercise in READY],
    "extra ": EXTRAS,
    "from: ": words_in("autograd/commands/engines/answered.py"),
    "gallery ": [of.name for of in (*GRAPHS, *TRAINED)] + [*OTHERS],
    **dict.fromkeys(("gallery file ", "gallery shows "), (*OF_GRAPHS, *OF_TRAINED)),
    "group: ": GROUPS,
    "kind ": words_in("autograd/program/readings/names.py"),
    "picture range of ": words_in("viz/networks/network.py"),
}
"""What is put behind the beginning of a key, where the module that does it has the words from another one."""


def patterns(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Two patterns of each f-string in a tree that begins with a word: with anything in its places, which is quick to
    try, and with nothing but the texts of the module and those of `PUT_IN`."""
    here = words_of(tree)
    for node in nodes(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
            if re.match("[a-z]{2}", str(parts[0] or "")):
                words = [here.union(PUT_IN.get(str(before), ())) for before in ("", *parts)]
                chosen = zip(parts, words, strict=False)
                yield (
                    "".join(".*" if part is None else re.escape(str(part)) for part in parts),
                    "".join(
                        f"(?:{'|'.join(map(re.escape, of))})" if part is None else re.escape(str(part))
                        for part, of in chosen
                    ),
                )


def left_over(keys: set[str], trees: Iterable[ast.Module]) -> set[str]:
    """The keys that nobody asks for."""
    trees = list(trees)
    keys = keys.difference(*map(words_of, trees))
    found = [two for tree in trees for two in patterns(tree)]
    return {key for key in keys if not any(re.fullmatch(p, key) and re.fullmatch(q, key) for p, q in found)}


def test_no_sentence_is_left_over() -> None:
    """A key stands in a call or in a table: what only a docstring has is none."""
    assert left_over({*catalogue("en")}, TREES.values()) == set()


def test_a_sentence_that_is_left_over_is_found_in_each_family() -> None:
    """A key that begins as others, and has a name behind it that nothing has."""
    gone = {f"{before}gone" for before in PUT_IN}
    gone |= {"advice nobody says", "exercise gone: aim", "exercise apple: gone", "gallery gone: why", "log of nothing"}
    gone |= {"convention: gone", "nodes gone", "number on the floor", "right by chance", "side at a loss", "plain gone"}
    assert left_over(gone | {*catalogue("en")}, TREES.values()) == gone


@pytest.mark.parametrize(
    ("code", "used"),
    [
        ('say("right by")', True),
        ('KEYS = {"x": "right by"}', True),
        ('say(f"right {way}")', False),
        ('for way in ("by", "from"):\n    say(f"right {way}")', True),
        ('way = "right"\nsay(f"{way} by")', False),  # it would match what nobody asks for
        ('way = "by"\nsay(f"right {way} at a tie")', False),
        ('def f():\n    "right by"', False),
        ("", False),
    ],
)
def test_a_key_that_is_asked_for_is_known(code: str, used: bool) -> None:
    assert left_over({"right by"}, [ast.parse(code)]) == (set() if used else {"right by"})


REFUSALS = ("ExpressionError", "UserError", "Mistake", "DomainError", "TooLargeError", "ChangedDataError")
"""What a learner meets first, in every room; `test_raises` looks at all errors of most rooms."""


def not_in_a_catalogue(tree: ast.Module) -> list[str]:
    """Words that a refusal or a help text says by itself: in the call, or in a variable that is given to it."""
    variables: dict[str, list[ast.expr]] = {}
    for node in nodes(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                variables.setdefault(ast.unparse(target), []).append(node.value)
    said = []
    for node in nodes(tree):
        if isinstance(node, ast.Raise | ast.Return):
            said += [argument for call in calls(node, *REFUSALS) for argument in call.args]
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "add_argument":
            said += [keyword.value for keyword in node.keywords if keyword.arg == "help"]
    said += [value for argument in said if isinstance(argument, ast.Name) for value in variables.get(argument.id, [])]
    found = []
    for node in said:
        looked_up = {text for call in calls(node, "say") for text in texts(call)}
        found += [text for text in texts(node) - looked_up if re.search("[A-Za-z]{2}", text)]
    return found


def test_no_sentence_is_said_past_the_catalogues() -> None:
    for path, tree in TREES.items():
        if path.parent.name not in ("testing", "examples"):  # for those who test; and options of what is to be read
            assert not_in_a_catalogue(tree) == [], path


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ('raise Mistake(f"{x} is wrong", 3)', [" is wrong"]),
        ('raise UserError("wrong") from None', ["wrong"]),
        ('sentence = "wrong"\nraise DomainError(sentence)', ["wrong"]),
        ('parser.add_argument("--x", help="what x does")', ["what x does"]),
        ('raise Mistake(say("too large", what="x y"), 3)', []),
        ("raise UserError(f\"{say('too large', what=x)}\\n{place}\")", []),
        ('raise TypeError("wrong")', []),
    ],
)
def test_words_past_the_catalogues_are_found(code: str, words: list[str]) -> None:
    assert not_in_a_catalogue(ast.parse(code)) == words


def test_there_is_advice_against_every_mistake() -> None:
    assert catalogue("en").keys() >= OF_REASONS | {f"advice {name}" for name in OF_REASONS}
    assert sum(key.startswith("advice ") for key in catalogue("en")) == len(OF_REASONS)


def test_japanese_is_japanese() -> None:
    for key, sentence in catalogue("ja").items():
        words = [text for text, *_ in string.Formatter().parse(sentence)]
        japanese = any(ord(c) > 0x3000 for c in "".join(words))
        assert japanese or not "".join(words) or sentence == catalogue("en")[key], key


def test_the_language_is_that_of_the_innermost_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert language() == "en"
    for value, chosen in {"ja": "ja", "ja_JP.UTF-8": "ja", "en_US": "en", "fr_FR": "en", "": "en"}.items():
        monkeypatch.setenv(VARIABLE, value)
        assert language() == chosen
    monkeypatch.setenv(VARIABLE, "ja")
    with speaking("en"):
        assert say("backward pass") == "Backward pass"
        with speaking(None):
            assert language() == "en"
    assert say("backward pass") == "逆伝播"
    with pytest.raises(ValueError, match="言語 'fr' はありません"), speaking("fr"):
        pass


def test_the_language_may_be_chosen_for_a_part_of_a_program() -> None:
    x = autograd.Value(2.0, name="x")
    record = autograd.steps(x * x)
    with autograd.speaking("ja"):
        japanese = [str(record), record.markdown(), str(record.derivation(x)), record.derivation(x).markdown()]
    english = [str(record), record.markdown(), str(record.derivation(x)), record.derivation(x).markdown()]
    for ours, theirs in zip(japanese, english, strict=True):
        assert re.search("[ぁ-ん一-龥]", ours)
        assert not re.search("[A-Za-z]{3}", ours)
        assert re.sub(r"[^\d\n]+", " ", ours).split() == re.sub(r"[^\d\n]+", " ", theirs).split()  # the same numbers
    with autograd.speaking("ja"), pytest.raises(autograd.DomainError, match="x = -1 での log"):
        autograd.log(autograd.Value(-1.0, name="x"))
    with autograd.speaking("ja"), pytest.raises(TypeError, match="Value の値は一つの実数です"):
        autograd.Value("3")


def test_no_catalogue_is_loaded_before_a_sentence_is_said() -> None:
    code = "import sys, autograd; print(*[name for name in sys.modules if name[-3:] in ('.en', '.ja')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
