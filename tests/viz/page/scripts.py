"""JavaScript that runs beside the tests, in Node.js."""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import Any

import pytest

from viz.page.linked import linked
from viz.page.live import Live

NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="Node.js is not installed: JavaScript is not run")

ANSWERS = """
require("readline").createInterface({input: process.stdin}).on("line", (line) => {
  const {code, given} = JSON.parse(line);
  const shown = (key, x) => typeof x === "number" && !Number.isFinite(x) ? String(x) : x;
  console.log(JSON.stringify(new Function("given", code)(given), shown));
});
"""


class Script:
    """JavaScript that runs beside the tests."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process

    def __call__(self, module: str, name: str, arguments: str, given: Any = (), kinds: str = "") -> Any:
        """What a function of a module of the front end gives."""
        code = linked(module, {"live/kinds.js": kinds})
        if kinds:
            code += linked("live/kinds.js", {"live/kinds.js": kinds}).removeprefix("const modules = {};")
            arguments = f'modules["live/kinds.js"].KINDS, {arguments}'
        return self.run(f'{code}\nreturn modules["{module}"].{name}({arguments});', given)

    def run(self, code: str, given: Any) -> Any:
        """What the code returns."""
        line = json.dumps({"code": code, "given": given})
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def calculate(self, parts: Live, leaves: list[float | None]) -> Any:
        data = {"nodes": parts.nodes, "edges": parts.edges}
        return self("live/tape.js", "calculate", "given[0], given[1]", [data, leaves], parts.script)
