#!/usr/bin/env bash
# Playwright 1.65.2 for Python: under a Content-Security-Policy, wait_for_function takes a condition as an expression only
# if it holds at once.
#
# Expected: `wait_for_function("window.ready === 1")` waits, or refuses in every case. `evaluate` runs any expression on
# the same page, even one that calls eval, whatever the policy of the page says.
#
# Seen, on a page with the policy script-src 'none':
#   If the condition holds when it is first asked, the call returns.
#   If it holds 0.3 s later, the call raises an EvalError that names the policy: only the first question is asked as
#     evaluate asks it, and the later ones pass through the page's own eval.
#   The same condition as a function, `() => window.ready === 1`, waits in both cases.
#
# Where it matters: a test of a page with a strict policy passes on a fast machine, and fails on a slow one with an error
# that speaks of the page and not of the test.
set -euo pipefail
command -v chromium > /dev/null || { echo "this needs Debian's package chromium"; exit 2; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q playwright==1.65.2

venv/bin/python - <<'PYTHON'
import pathlib
import shutil

from playwright.sync_api import Error, sync_playwright

page_file = pathlib.Path("page.html").absolute()
policy = '<meta http-equiv="Content-Security-Policy" content="script-src \'none\'">'
page_file.write_text(f"<!DOCTYPE html><meta charset=utf-8>{policy}<title>page</title>")
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
    print("Chromium", browser.version)
    page = browser.new_page()
    page.goto(page_file.as_uri())
    assert page.evaluate("eval('1 + 1')") == 2

    def waits(condition: str, first: int) -> str:
        page.evaluate(f"() => {{ window.ready = {first}; setTimeout(() => {{ window.ready = 1; }}, 300); }}")
        try:
            page.wait_for_function(condition, timeout=5_000)
        except Error as error:
            return str(error).split(".", 2)[1][:120]
        return "it returned"

    for condition in "window.ready === 1", "() => window.ready === 1":
        for first in 1, 0:
            said = waits(condition, first)
            print(f"{condition:26}", "holds at once:" if first else "holds later:  ", said)
            refused = not first and not condition.startswith("()")
            assert ("EvalError" in said) == refused and (refused or said == "it returned")
    browser.close()
PYTHON
echo "as described"
