"""Names of any script in the code of a program: words of them, and nothing that ends a comment or turns a line."""

from __future__ import annotations

import re
from pathlib import Path
from unicodedata import bidirectional, category, normalize

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import autograd
from autograd import Value
from autograd.language.text import UNSEEN
from autograd.program import Program
from autograd.program.words import identifier
from tests.program.agreement import NEEDS_COMPILER
from tests.program.readings.written import gradients_of, names, printed, run_code

SIGNS = "xxが重ｘﬁאا١ｱ゙éαʼก็ᅠㅤ² \n\r\t\v\x1b\0\u202e\u2066\u200b\u2028\\*/\"'#;:?()[]._$%{}-+="
NAMES = st.text(st.sampled_from(SIGNS), min_size=1, max_size=6) | st.text(min_size=1, max_size=6)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def product(*given_names: str) -> Program:
    values = [Value(float(i + 2), name=name) for i, name in enumerate(given_names)]
    out = values[0]
    for value in values[1:]:
        out = out * value
    program = autograd.compile(out, wrt=values)
    program()
    return program


@given(NAMES, NAMES)
@example("重み", "りんご")
@example("*/", "a\n")
@example("ㅤ", "א")
def test_code_holds_words_alone(one: str, other: str) -> None:
    program = product(one, other)
    for tensor in names(program).tensors:
        assert tensor.name.isidentifier()
        assert tensor.name == normalize("NFKC", tensor.name)
        assert re.fullmatch(r"\w+", tensor.name)
    code = program.source("numpy")
    assert "\\" not in code.replace("\\n{gradient}", "")
    c = program.source("c")
    assert c.count("/*") == c.count("*/") == len(COMMENT.findall(c))
    assert COMMENT.sub("", c).isascii()
    for sign in {*code, *c} - {"\n"}:
        assert category(sign) not in UNSEEN, ascii(sign)
        assert bidirectional(sign) not in ("R", "AL", "AN"), ascii(sign)
        assert sign not in "\u115f\u1160\u3164\uffa0"  # letters that show nothing
    _, _, gradients = run_code(program)
    assert gradients_of(program, gradients) == pytest.approx(program.gradients())


def test_names_that_python_takes_for_one_are_two() -> None:
    program = product("fi", "ﬁ", "ｆｉ", "d重み", "重み", "𝐢𝐟", "__debug__")
    found = {t.name: t.shown for t in names(program).tensors if t.kind == "parameter"}
    assert found == {
        "fi": "fi", "fi_2": "ﬁ", "fi_3": "ｆｉ", "v_d重み": "d重み", "重み": "重み", "if_2": "𝐢𝐟",
        "__debug___2": "__debug__",
    }  # fmt: skip
    _, _, gradients = run_code(program)
    assert gradients_of(program, gradients) == pytest.approx(program.gradients())
    assert "# fi_2 is named ﬁ in the formula.\n" in program.source("numpy")


@pytest.mark.parametrize("name", ["a" * 25, "重" * 13, "אב", "ก็", "x y", "１x", "", "ㅤ"])
def test_what_is_no_name_in_code(name: str) -> None:
    assert identifier(name) == ""


@NEEDS_COMPILER
def test_c_tells_what_its_names_are_in_the_formula(tmp_path: Path) -> None:
    program = product("重み", "りんご", "int", "double*/")
    assert printed(program, tmp_path) == [120, 60, 40, 30, 24]
    source = (tmp_path / "program.c").read_text("utf-8")
    named = re.findall(r"^       (\w+): (\S+)$", source, re.MULTILINE)
    assert [shown for _, shown in named] == ["重み", "りんご", "int"]
    assert all(f"*const {name} = s + {i};" in source for i, (name, _) in enumerate(named))
