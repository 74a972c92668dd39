"""The page as a file: whole, small, safe to open, and from the record alone."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given

import viz
from autograd import ChangedDataError, DomainError, Value, dot, sigmoid, sqrt, steps
from autograd.__main__ import main
from autograd.language import LANGUAGES, speaking
from autograd.notation import styles
from autograd.testing.programs import Program
from autograd.testing.strategies import programs
from tests.conftest import PROFILE
from tests.programs import run
from tests.viz.page.conftest import apple, meeting
from viz.page import linked as linking
from viz.page.html import data, whole
from viz.page.linked import linked
from viz.page.live import NO_RULES


def embedded(file: Path) -> Any:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', file.read_text("utf-8"), re.DOTALL)
    assert found
    return json.loads(found[1])


def rows(table: dict[str, list[Any]]) -> list[dict[str, Any]]:
    return [dict(zip(table, row, strict=True)) for row in zip(*table.values(), strict=True)]


def test_the_page_of_the_apple_is_small_and_asks_no_server(tmp_path: Path) -> None:
    file = viz.page(apple(), tmp_path / "new" / "apple.html")
    text = file.read_text("utf-8")
    assert file.stat().st_size < 300_000
    assert not re.search(
        r"<(link|img|iframe|object|embed|base|form)\b|\b(src|href)=[\"']?(?!#)|@import|url\(", outside_scripts(text)
    )
    assert set(re.findall(r"https?://[^\s\"'<>)]+", text)) == {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
        "http://www.w3.org/1998/Math/MathML",
    }


def outside_scripts(text: str) -> str:
    return re.sub(r"<script\b.*?</script>", "", text, flags=re.DOTALL)


def test_the_policy_names_the_script_and_the_style_by_their_hashes(tmp_path: Path) -> None:
    text = viz.page(apple(), tmp_path / "apple.html").read_text("utf-8")
    [policy] = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    parts = dict(part.strip().split(" ", 1) for part in policy.split(";"))
    assert parts["default-src"] == "'none'"
    assert "unsafe" not in policy
    for directive, tag in (("script-src", 'script type="module"'), ("style-src", "style")):
        [inside] = re.findall(f"<{tag}>(.*?)</{tag.split()[0]}>", text, re.DOTALL)
        assert parts[directive] == f"'sha256-{base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()}'"
    assert text.index("Content-Security-Policy") < text.index("<style>") < text.index("<script")


def test_no_name_ends_the_data(tmp_path: Path) -> None:
    name = "</script><!--<script>"
    text = viz.page(Value(1.0, name=name) * 2.0, tmp_path / "x.html").read_text("utf-8")
    assert text.count("</script>") == 2
    assert "<!--<" not in text
    assert embedded(tmp_path / "x.html")["nodes"]["label"][0] == name


@pytest.mark.parametrize("build", [apple, meeting])
def test_the_data_are_those_of_the_record(build: Any, tmp_path: Path) -> None:
    record = steps(build())
    found = embedded(viz.page(record, tmp_path / "x.html"))
    nodes, edges = rows(found["nodes"]), rows(found["edges"])
    assert [float(node["value"]) for node in nodes] == [float(f"{step.value:.6g}") for step in record.forward]
    assert [node["label"] for node in nodes] == [step.label for step in record.forward]
    assert [[nodes[e["from"]]["label"], nodes[e["to"]]["label"], e["slot"]] for e in edges] == [
        [record.label[c.output], record.label[c.input], c.slot] for c in record.backward
    ]
    assert [[float(e[key]) for key in ("upstream", "local", "product", "total")] for e in edges] == [
        [float(f"{x:.6g}") for x in c[3:]] for c in record.backward
    ]


def test_arrivals_are_counted_where_paths_meet(tmp_path: Path) -> None:
    edges = rows(embedded(viz.page(meeting(), tmp_path / "x.html"))["edges"])
    found = [(e["arrival"], e["arrivals"], e["before"], e["total"], e["slotted"]) for e in edges if e["to"] == 0]
    assert found == [(1, 3, "0", "-2", False), (2, 3, "-2", "1", True), (3, 3, "1", "4", True)]


def test_formulas_are_those_of_the_rows(tmp_path: Path) -> None:
    x = Value(0.0, name="x1")
    found = embedded(viz.page(sigmoid(x), tmp_path / "x.html"))
    assert found["nodes"]["name"][0] == ["msub", ["mi", "x"], ["mn", "1"]]
    v, minus, one = ["msub", ["mi", "v"], ["mn", "1"]], ["mo", "−"], ["mn", "1"]
    difference = ["mrow", ["mo", "("], ["mrow", one, minus, v], ["mo", ")"]]
    assert flat(found["edges"]["drawn"][0]) == flat(["mrow", v, ["mo", "·"], difference])


def test_numbers_in_formulas_are_not_calculated_with(tmp_path: Path) -> None:
    w, x = [Value(2.0), Value(-1e-9)], [Value(4.0, name="y"), Value(-5.0, name="z")]
    found = embedded(viz.page(dot(w, x, Value(1.0, name="b")), tmp_path / "x.html"))
    assert flat(found["nodes"]["drawn"][-1][1]) == "2·4+(−1e-09·(−5))+1"


def flat(tree: list[Any]) -> str:
    return "".join(part if isinstance(part, str) else flat(part) for part in tree[1:])


def test_without_latex2mathml_formulas_are_text_and_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "latex2mathml.converter", None)
    styles._parts_in_mathml.cache_clear()
    try:
        with pytest.warns(UserWarning, match=r'pip install "ringograd\[mathml\]"'):
            file = viz.page(apple(), tmp_path / "x.html")
    finally:
        styles._parts_in_mathml.cache_clear()
    assert embedded(file)["nodes"]["drawn"][2] == ["apple * num", "100 * 2"]


def test_changed_data_are_refused_and_the_file_stays(tmp_path: Path) -> None:
    x = Value(3.0, name="x")
    out = x * x
    file = viz.page(out, tmp_path / "x.html")
    before = file.read_bytes()
    x.data = 4.0
    with pytest.raises(ChangedDataError, match="the data of 'x' was set to 4"):
        viz.page(out, file)
    assert file.read_bytes() == before


def test_a_page_replaces_an_older_one_as_a_picture_does(tmp_path: Path) -> None:
    file = viz.page(apple(), tmp_path / "x.html")
    viz.page(meeting(), file)
    assert "<title>v3 = 3</title>" in file.read_text("utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["x.html"]


def test_what_is_no_page_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"should end in \.html"):
        viz.page(apple(), tmp_path / "apple.svg")
    with pytest.raises(TypeError, match="a file is named by a text"):
        viz.page(apple(), None)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"viz\.page draws the Value"):
        viz.page(3.0, tmp_path / "x.html")  # type: ignore[arg-type]
    with pytest.raises(DomainError):
        viz.page(sqrt(Value(0.0)), tmp_path / "x.html")
    assert list(tmp_path.iterdir()) == []


def test_the_same_calculation_gives_the_same_bytes(tmp_path: Path) -> None:
    assert viz.page(apple(), tmp_path / "1.html").read_bytes() == viz.page(apple(), tmp_path / "2.html").read_bytes()


def test_the_language_is_that_of_the_program(tmp_path: Path) -> None:
    for lang in LANGUAGES:
        with speaking(lang):
            file = viz.page(apple(), tmp_path / "x.html")
        assert f'<html lang="{lang}">' in file.read_text("utf-8")
        assert embedded(file)["language"] == lang


def test_the_command_writes_a_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "n.HTML"
    assert main(["w*x", "w=1", "x=2", "--save", str(file), "--save", str(tmp_path / "n.svg")]) == 0
    assert capsys.readouterr().err == f"saved {file}\nsaved {tmp_path / 'n.svg'}\n"
    assert embedded(file)["nodes"]["label"] == ["w", "x", "v1"]
    assert main(["w*x", "w=1", "x=2", "--save", str(tmp_path)]) == 2


def test_a_large_graph_stays_below_5_megabytes() -> None:
    """A network on 18 points: 1,600 nodes and 12,000 edges. The picture of its folded graph adds half a megabyte.

    In the default profile a third of it.
    """
    import random

    import autograd
    import nn

    parts = 3 if PROFILE == "default" else 1
    random.seed(1)
    model = nn.MLP(2, [16, 16, 1], activation=autograd.tanh)
    outputs = [model([Value(i / 20), Value(1.0 - i / 9)]) - 1.0 for i in range(18 // parts)]
    record = steps(autograd.total([each * each for each in outputs]))
    assert len(record.order) > 1_500 / parts
    assert len(whole(data(record), viz.draw(record).svg).encode()) < 4_000_000 / parts


def test_a_calculation_that_is_too_large_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["viz.page.html"], "MOST", 8)  # viz.page is the function
    with pytest.raises(ValueError, match="9 nodes and edges are more than a page holds, 8"):
        viz.page(apple(), tmp_path / "x.html")
    assert list(tmp_path.iterdir()) == []


@given(programs())
def test_paths_are_counted_as_derivations_count_them(program: Program) -> None:
    _, output = run(program)
    assume(output.op is not None)
    record = steps(output)
    found = data(record)["leaves"]
    leaves = [node for node in record.order if node.op is None]
    number = {node: i for i, node in enumerate(record.order)}
    edge = {(c.output, c.slot): i for i, c in enumerate(record.backward)}  # equal ones are not the same
    assert [leaf["node"] for leaf in found] == [number[node] for node in leaves]
    for leaf, node in zip(found, leaves, strict=True):
        derivation = record.derivation(node)
        assert leaf["count"] == f"{derivation.count:,.0f}"
        assert len(leaf["paths"]) == len(derivation.paths)
        for path, edges in zip(leaf["paths"], derivation.paths, strict=True):
            assert path["edges"] == [edge[c.output, c.slot] for c in edges]


# --- the front end's modules ---------------------------------------------------------------------------------------


def test_the_script_ends_nowhere_within_its_element() -> None:
    script = linked("main.js", {"live/kinds.js": NO_RULES})
    assert "</script" not in script.lower()
    assert "<!--" not in script
    assert not re.search(
        r"\beval\(|new Function|innerHTML\s*=|\.on\w+\s*=(?!=)",
        re.sub(r"(?s)modules\[\"vendor.*?\n}\)\(\);", "", script),
    )


def test_what_others_wrote_is_as_they_published_it() -> None:
    folder = Path(viz.__file__).parent / "page" / "assets" / "vendor"
    known = json.loads((folder / "versions.json").read_text("utf-8"))
    assert {path.name for path in folder.iterdir()} == {*known, "versions.json"}
    for name, about in known.items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == about["sha256"], name
        assert re.search(r"\d+\.\d+\.\d+", about["what"])
        assert about["licence"]


MODULES = {
    "a.js": 'import { b, c } from "./deep/b.js";\nexport const a = b + c;\n',
    "deep/b.js": 'import { c } from "../c.js";\nexport const b = c;\nexport { c };\n',
    "c.js": "const own=1;export{own as c,own};\n//# sourceMappingURL=c.js.map\n",
    "circle.js": 'import { x } from "./circle.js";\nexport const x = 1;\n',
    "default.js": "export default 1;\n",
    "star.js": 'import * as all from "./c.js";\n',
    "far.js": 'import { x } from "https://example.org/x.js";\n',
}


def test_modules_are_linked_in_the_order_of_their_imports(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "asset", MODULES.__getitem__)
    script = linked("a.js")
    assert re.findall(r'^modules\["(.*)"\] =', script, re.MULTILINE) == ["c.js", "deep/b.js", "a.js"]
    assert 'const { b, c } = modules["deep/b.js"];' in script
    assert "return { c: own, own };" in script
    assert "sourceMappingURL" not in script


@pytest.mark.parametrize("name", ["circle.js", "default.js", "star.js", "far.js"])
def test_other_forms_of_modules_are_refused(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linking, "asset", MODULES.__getitem__)
    with pytest.raises(ValueError, match="import"):
        linked(name)
