#!/usr/bin/env bash
# playwright 1.65.2 (PyPI): a method of a built-in object cannot be a listener.
#
# Expected: `page.on("console", messages.append)` collects messages. A listener is any callable, as the annotation
# `Callable` says, and so it is with the asyncio and pyee libraries beneath.
#
# Seen:
#   on(event, [].append) raises AttributeError: 'builtin_function_or_method' object has no attribute
#     '_pw_impl_instance_'. Playwright keeps its wrapper as an attribute of the listener, and a built-in method takes none.
#   on(event, lambda x: found.append(x)) works.
#
# Where it matters: collecting events into a list is what most tests do first.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q playwright==1.65.2

venv/bin/python - <<'PYTHON'
from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    found = []
    thing = playwright.request.new_context()  # anything that has events; no browser is needed
    try:
        thing.on("close", found.append)
    except AttributeError as error:
        print(error)
        assert "builtin_function_or_method" in str(error)
    else:
        raise AssertionError("a method of a list is a listener now")
    thing.on("close", lambda x: found.append(x))
    thing.dispose()
PYTHON
echo "as described"
