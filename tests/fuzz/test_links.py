"""Links that nobody would write, in Node.js; and a reader of links with a fault."""

import shutil
from pathlib import Path

import pytest

import viz
from tests.conftest import fewer
from tests.fuzz import links

pytestmark = pytest.mark.skipif(links.NODE is None, reason="Node.js is not installed: JavaScript is not run")
HERE = Path(viz.__file__).parent


def test_links_are_read_or_refused(tmp_path: Path) -> None:
    count = fewer(3000)
    found = links.search(tmp_path, count, 60.0)
    assert (found.inputs, found.faults) == (count, {})
    assert found.slowest < 2.0


@pytest.mark.parametrize(
    ("module", "right", "wrong", "said"),
    [
        ("link.js", "Object.hasOwn(FIRST, key)", "key in FIRST", "is not a function"),
        ("address.js", "!NUMBER.test(text) || !Number.isFinite(Number(text))", "false", "a leaf is no number"),
        ("address.js", "Number(text) <= page.steps", "Number(text) <= 99", "step "),
    ],
)
def test_a_planted_fault_is_found(module: str, right: str, wrong: str, said: str, tmp_path: Path) -> None:
    for name in links.MODULES.values():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(HERE / name, tmp_path / name)
        if name.endswith(module):
            text = (HERE / name).read_text("utf-8")
            assert text.count(right) == 1
            (tmp_path / name).write_text(text.replace(right, wrong), "utf-8")
    found = links.search(tmp_path, 3000, 60.0, tmp_path)
    assert any(said in fault for fault in found.faults), found.faults
