"""The tutorial: its code prints what it says, its exercises can be solved, and both languages teach the same."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from autograd.__main__ import main as ringo
from docs.tutorial.blocks import CHAPTERS, COMMAND, HERE, NAMES, Block, agrees, at_a_desk, blocks, rewritten, run
from docs.tutorial.pictures import COMMAND as PICTURES_COMMAND
from docs.tutorial.pictures import PICTURES
from tests.conftest import thinned
from tests.docs.test_pictures import shown

ENGLISH, JAPANESE = ({name: (HERE / lang / f"{name}.md").read_text("utf-8") for name in NAMES} for lang in ("en", "ja"))
EACH = pytest.mark.parametrize("name", NAMES)
WORDS = {"りんご": "apple", "個数": "count", "消費税": "tax", "代金": "price", "みかん": "orange", "ここでは": "here"}
FENCE = re.compile(r"^```(.*)\n((?:.*\n)*?)```$", re.MULTILINE)


def in_english(text: str) -> str:
    for japanese, english in WORDS.items():
        text = text.replace(japanese, english)
    return text


@pytest.mark.parametrize("chapter", thinned(CHAPTERS, 2))
def test_the_code_prints_what_the_chapter_says(chapter: str) -> None:
    """Each program runs by itself: a reader may type any of them alone."""
    text = (HERE / chapter).read_text("utf-8")
    assert rewritten(text, chapter[:2]) == text, f"docs/tutorial/{chapter} is out of date: run {COMMAND}"


def test_another_number_is_noticed() -> None:
    text = "```python\nprint(1.5)\n```\n\n```text\n1.6\n```\n\n"
    text += "```console\n$ ringo 'x*x' x=3\n…\n   2  v1    x * x    3 * 3           8\n…\n```\n"
    mended = rewritten(text, "en")
    assert "1.5\n```" in mended
    assert "x * x    3 * 3           9" in mended
    assert not agrees("first\n…\nlast\n", "first\nsecond\nlast but one\n")
    assert not agrees("all … points\n", "all 5 places\n")


def test_a_mistyped_command_is_noticed() -> None:
    for typed in ("ringo 'w*x' w=1", "rm -r ."):
        with pytest.raises(RuntimeError, match=re.escape(typed)):
            run(Block(typed, "", 0, 0, is_command=True))


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_block_of_code_is_run(chapter: str) -> None:
    text = (HERE / chapter).read_text("utf-8")
    kinds = [kind.partition(" ")[0] for kind, _ in FENCE.findall(text)]
    assert set(kinds) <= {"python", "text", "console", "math", "sh", "{ringo}"}
    assert kinds.count("python") == kinds.count("text") == sum(not block.is_command for block in blocks(text))
    commands = "".join(code for kind, code in FENCE.findall(text) if kind == "console")
    assert len(re.findall(r"^\$ ", commands, re.MULTILINE)) == sum(block.is_command for block in blocks(text))
    assert kinds.count("{ringo}") == (not chapter.endswith("index.md"))


# Both languages


@EACH
def test_both_languages_have_the_same_programs(name: str) -> None:
    """They may differ in their texts and comments alone."""
    for english, japanese in zip(blocks(ENGLISH[name]), blocks(JAPANESE[name]), strict=True):
        assert english.is_command == japanese.is_command
        if english.is_command:
            assert in_english(japanese.code) == english.code
        else:
            assert same_program(english.code, japanese.code)


def same_program(english: str, japanese: str) -> bool:
    """Whether the two differ in Japanese texts alone, and in the texts around the numbers of an f-string."""
    trees = ast.parse(english), ast.parse(japanese)
    for tree in trees:
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                node.values = [value for value in node.values if isinstance(value, ast.FormattedValue)]
    for node, same in zip(*map(ast.walk, trees), strict=False):
        if isinstance(node, ast.Constant) and isinstance(same, ast.Constant) and not str(same.value).isascii():
            node.value = same.value
    return ast.dump(trees[0]) == ast.dump(trees[1])


def test_a_program_with_another_number_is_not_the_same() -> None:
    assert same_program("print('price', f'is {x:g}')", "print('代金', f'{x:g} 円')")
    assert not same_program("print('price', 1)", "print('代金', 2)")
    assert not same_program("print(f'{x:g} yen')", "print(f'{y:g} 円')")


@EACH
def test_both_languages_have_the_same_formulas_pages_and_links(name: str) -> None:
    english, japanese = (FENCE.findall(text[name]) for text in (ENGLISH, JAPANESE))
    assert [kind.partition(" ")[0] for kind, _ in english] == [kind.partition(" ")[0] for kind, _ in japanese]
    for (kind, code), (_, same) in zip(english, japanese, strict=True):
        if kind == "math" or kind.startswith("{"):
            assert in_english(same) == code
    links, same_links = (re.findall(r"\]\((.*?)\)", text[name]) for text in (ENGLISH, JAPANESE))
    assert [link.replace("-ja.svg", "-en.svg") for link in same_links] == links


@EACH
def test_both_languages_have_the_same_shape_and_numbers(name: str) -> None:
    english, japanese = (FENCE.sub("", text[name]) for text in (ENGLISH, JAPANESE))
    for mark in (r"^#+ ", r"^\d\. ", r"^- ", r"^\|", r"^!"):
        assert len(re.findall(mark, english, re.MULTILINE)) == len(re.findall(mark, japanese, re.MULTILINE)), mark
    paragraphs, same = (len(re.split(r"\n\n+", text)) for text in (english, japanese))
    assert paragraphs == same
    decimals, same_decimals = (sorted(re.findall(r"\d+\.\d+", text)) for text in (english, japanese))
    assert decimals == same_decimals


# What a reader does


@EACH
def test_a_chapter_can_be_read_in_one_sitting(name: str) -> None:
    for text in (ENGLISH[name], JAPANESE[name]):
        assert 80 <= len(text.splitlines()) <= 200
        for heading in ("Click through it", "Exercises", "Solutions") if text is ENGLISH[name] else ("演習", "解答"):
            assert f"\n## {heading}\n" in text


EXERCISES = sorted(set(re.findall(r"ringo exercise (\w+(?: --seed \d+)?)", "".join(ENGLISH.values()))))


@pytest.mark.parametrize("exercise", thinned(EXERCISES))
@pytest.mark.parametrize("lang", ["en", "ja"])
def test_an_exercise_that_is_answered_as_its_solution_says_gets_all_points(
    exercise: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with at_a_desk(lang):
        assert ringo(["exercise", *exercise.split(), "--answers", "--save", "solution.csv"]) == 0
        capsys.readouterr()
        assert ringo(["mark", "solution.csv"]) == 0
    numbers = re.search(r"(\d+) of (\d+) points|(\d+) 点中 (\d+) 点", capsys.readouterr().out)
    assert numbers
    got, of = filter(None, numbers.groups())
    assert got == of


def test_every_file_and_heading_that_is_linked_exists() -> None:
    for chapter in CHAPTERS:
        path = HERE / chapter
        for link in re.findall(r"\]\(([^)]*)\)", path.read_text("utf-8")):
            target, _, heading = link.partition("#")
            assert (path.parent / target).is_file(), (chapter, link)
            assert not heading


@pytest.mark.parametrize("name", PICTURES)
def test_a_picture_is_up_to_date(name: str) -> None:
    stored = (HERE / name).read_text("utf-8")
    assert shown(stored) == shown(PICTURES[name]().svg), f"docs/tutorial/{name} is old: run {PICTURES_COMMAND}"


def test_no_sentence_of_the_lectures_is_copied(shared: Path) -> None:
    """Facts are free, wording is not: no run of 25 characters of Japanese prose stands in a lecture too."""
    told = re.sub(r"\s", "", "".join(path.read_text("utf-8") for path in (shared / "lectures").glob("*.txt")))
    for name, text in JAPANESE.items():
        prose = re.sub(r"\s", "", FENCE.sub("", text))
        copied = [prose[i : i + 25] for i in range(len(prose) - 25) if prose[i : i + 25] in told]
        assert copied == [], name
