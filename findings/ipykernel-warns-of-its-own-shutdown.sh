#!/usr/bin/env bash
# ipykernel 7.4.0: a kernel whose warnings are errors never answers the request to shut down.
#
# Expected: a program of one's own that runs with PYTHONWARNINGS=error is told of its own warnings. The kernel starts,
# runs cells, and answers a shutdown_request, as it does without this setting.
#
# Seen: it starts and runs cells. At shutdown_request the kernel warns (PendingDeprecationWarning) that a kernel's
# `do_shutdown` should be a coroutine, and the method that it names is its own: IPythonKernel.do_shutdown. As an error,
# the warning ends the handler before the reply is sent, so none comes.
#
# Where it matters: tests of notebooks with warnings as errors. The setting is inherited by the kernel, nothing fails,
# and each notebook waits in vain for an answer. PYTHONWARNINGS=error:::__main__ makes errors of the warnings of
# the cells alone.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv
venv/bin/python -m pip install --no-cache-dir --no-compile -q ipykernel==7.4.0 jupyter_client==8.10.0 ipython==9.10.0

venv/bin/python - <<'PYTHON'
import os
import queue
import sys
from importlib.metadata import version

from jupyter_client import KernelManager


def seen(setting):
    """What a kernel with this setting prints for a cell, whether it answers a shutdown_request, and its complaint."""
    with open("log.txt", "w+") as log:
        manager = KernelManager(kernel_name="python3")
        manager.start_kernel(env=os.environ | {"PYTHONWARNINGS": setting}, stderr=log)
        client = manager.client()
        client.start_channels()
        client.wait_for_ready(timeout=60)
        printed = []
        client.execute_interactive(
            "print('a cell runs')",
            timeout=60,
            output_hook=lambda message: printed.append(message["content"].get("text", "")),
        )
        try:
            answered = client.shutdown(reply=True, timeout=10)["content"]["status"] == "ok"
        except (TimeoutError, queue.Empty):
            answered = False
        client.stop_channels()
        manager.shutdown_kernel(now=True)
        log.seek(0)
        return "".join(printed).strip(), answered, log.read()


print("ipykernel", version("ipykernel"), "on Python", sys.version.split()[0])
for setting in "error:::__main__", "error":
    printed, answered, complaint = seen(setting)
    print(f"PYTHONWARNINGS={setting}: {printed!r}; the shutdown is answered: {answered}")
    assert printed == "a cell runs"
    assert answered is (setting != "error"), answered
    assert ("IPythonKernel.do_shutdown" in complaint) is (setting == "error"), complaint
PYTHON
echo "as seen"
