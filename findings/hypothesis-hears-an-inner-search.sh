#!/usr/bin/env bash
# Hypothesis 6.170.17 with HypoFuzz 25.11.1: find() within a test led by HypoFuzz's backend fails by an internal assertion.
#
# A test may call hypothesis.find() or another test, with HealthCheck.nested_given suppressed; with the usual backend it
# does. Expected: the same test passes with @settings(backend="hypofuzz"), where the inner search says that it uses the
# backend "hypothesis".
#
# Seen: AssertionError, with no message, out of hypothesis/internal/conjecture/engine.py. A backend may ask for
# observations, and HypoFuzz's does. The engine then hears all observations of the thread, and asserts that each is one of
# a test case. But the inner search ends with an observation of another kind, its statistics. In a thread of its own the
# inner search passes.
#
# Where it matters: whoever tests a checker which itself searches by Hypothesis, and lets HypoFuzz lead the test, is told
# of an error in the test that is none.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q hypothesis==6.170.17 hypofuzz==25.11.1

cat > led.py <<'PYTHON'
import traceback
from threading import Thread

from hypothesis import HealthCheck, find, given, settings
from hypothesis import strategies as st
from hypothesis.database import InMemoryExampleDatabase


def smallest():
    inner = settings(backend="hypothesis", database=None, derandomize=True)
    return find(st.integers(0, 9), lambda k: k > 3, settings=inner)


def in_a_thread():
    found = []
    thread = Thread(target=lambda: found.append(smallest()))
    thread.start()
    thread.join()
    return found[0]


def outcome(backend, search):
    @settings(backend=backend, max_examples=3, database=InMemoryExampleDatabase(), deadline=None,
              suppress_health_check=list(HealthCheck))
    @given(st.integers(0, 9))
    def test(n):
        assert search() == 4

    try:
        test()
    except AssertionError as error:
        return traceback.extract_tb(error.__traceback__)[-1].line
    return "passes"


plain, led, thread = outcome("hypothesis", smallest), outcome("hypofuzz", smallest), outcome("hypofuzz", in_a_thread)
print(f"find() in a test: {plain}\nled by hypofuzz: {led}\nled by hypofuzz, in a thread of its own: {thread}")
assert (plain, thread) == ("passes", "passes")
assert led == 'assert observation.type == "test_case"'
PYTHON
venv/bin/python -W ignore led.py
echo "as described"
