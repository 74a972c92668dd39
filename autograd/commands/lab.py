"""`ringo lab FOLDER --pyodide WHERE`: writes the lab, a static site in which the engine runs in the browser."""

from __future__ import annotations

import argparse

from autograd.commands import UserError
from autograd.language import say
from autograd.language.errors import reason_of

USAGE = "FOLDER --pyodide WHERE"
SEE = ("gallery", "steps")


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", nargs="?", default="", metavar="FOLDER", help=say("help of the folder"))
    parser.add_argument("--pyodide", default="", metavar="WHERE", help=say("help of --pyodide"))


def run(options: argparse.Namespace) -> None:
    from viz.lab.site import LabError, lab  # only when a lab is asked for: it needs more than the standard library

    if not options.folder:
        raise UserError(say("no folder for the lab"))
    if not options.pyodide:
        raise UserError(say("no pyodide"))
    try:
        folder = lab(options.folder, options.pyodide)
    except LabError as error:
        raise UserError(str(error)) from None
    except OSError as error:
        raise UserError(say("lab not written", reason=reason_of(error))) from None
    print(say("lab written", folder=folder))
