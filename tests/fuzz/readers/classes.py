"""What a teacher writes: lists of students, corrections and points; and the marks that a program keeps."""

from __future__ import annotations

import hashlib
import json

from autograd import Value, worksheet
from autograd.by_hand import WorksheetError
from autograd.by_hand.answers.answer import USUAL
from autograd.by_hand.classroom.collect.kept import FIRST, Kept, _check, packed, settings_of
from autograd.by_hand.classroom.corrections import corrections_in
from autograd.by_hand.classroom.students import file_names, students_in
from autograd.by_hand.marking.many import Outcome, Which
from autograd.by_hand.marking.marking import mark
from autograd.by_hand.sheet.asking.points import points_in
from tests.fuzz.target import Target, file_of, lines

REFUSALS = (WorksheetError,)
WORDS = [
    "name",
    "lang",
    "code",
    "id",
    "学籍番号",
    "名前",
    "row",
    "student",
    "answer",
    "reason",
    ",",
    ";",
    '"',
    "\n",
    "\t",
]
TOML = [
    "[[correction]]\n",
    "[rows]\n",
    "[verdicts]\n",
    "[mistakes]\n",
    " = ",
    '"""',
    "'",
    "{",
    "}",
    "inf",
    "nan",
    "true",
]


def students() -> Target:
    def read(content: bytes) -> None:
        names = file_names(student.name for student in students_in(file_of(content, "students.csv")))
        assert len({*map(str.casefold, names)}) == len(names)
        assert not any("/" in name or "\\" in name for name in names)

    seeds = [
        "name,lang,id\nAnna Berg,en,a1\n山田　花子,ja,a2\n",
        "name;code\nAnna;x\n",
        "名前\n花子\n../x\nCON\n=cmd()\n",
    ]
    return Target("students", read, REFUSALS, lines(seeds), WORDS, 1024)


def corrections() -> Target:
    seeds = ["row,student,answer,reason\nv1,Anna,2,meant\nv2,,3.5,\n1,,,\n", "行;解答\nv1;1/2\n"]
    return Target(
        "corrections", lambda c: corrections_in(file_of(c, "c.csv")), REFUSALS, lines(seeds), [*WORDS, "1/2"], 1024
    )


def corrections_toml() -> Target:
    seeds = [
        '[[correction]]\nrow = "v1"\nstudent = "Anna"\nanswer = 2\n[[correction]]\nrow="v2"\n',
        "correction=[{row=1}]",
    ]
    return Target(
        "corrections-toml",
        lambda c: corrections_in(file_of(c, "c.toml")),
        REFUSALS,
        lines(seeds),
        [*WORDS, *TOML],
        1024,
    )


def points() -> Target:
    seeds = ['[rows]\ndelta = 2\n[verdicts]\ncarried = 1\n[mistakes]\n"decimal point" = 0.5\n', "rows = {value = 1e3}"]
    return Target("points", lambda c: points_in(file_of(c, "p.toml")), REFUSALS, lines(seeds), TOML, 1024)


def marks() -> Target:
    """What stands in a line of kept marks, of a file and of settings that fit."""
    sheet = worksheet(Value(2.0, name="a") * Value(3.0, name="b"))
    which = Which(sheet.code, (), ("en",), False, USUAL)
    handed = file_of(b"key,answer\nv1,7\n", "anna.csv")
    outcome = Outcome(str(handed), mark(sheet, {"v1": "7"}), name="Anna", code=sheet.code, key=(6.0,))
    told = {"settings": settings_of(which), "digest": hashlib.sha256(handed.read_bytes()).hexdigest()}
    right = [packed(outcome)]
    begin = json.dumps(told | {"check": _check(right)}).encode()[:-1] + b', "outcomes": '

    def read(content: bytes) -> None:
        handed.write_bytes(b"key,answer\nv1,7\n")
        line = begin + content.replace(b"\n", b" ") + b"}\n"
        with Kept(file_of(FIRST + line, "marks.jsonl"), which) as kept:
            for one in kept.of(str(handed)) or ():
                str(one.marks)  # whatever is believed can be told

    seeds = [json.dumps(right).encode(), b"[]", b"[{}]"]
    return Target("marks", read, REFUSALS, seeds, ['"marks"', '"key"', '"how"', "null", "{}", "[]"], 4096)


TARGETS = {
    "students": students, "corrections": corrections, "corrections-toml": corrections_toml, "points": points,
    "marks": marks,
}  # fmt: skip
