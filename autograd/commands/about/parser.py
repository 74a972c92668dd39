"""The options of a command, and how argparse's mistakes are told."""

from __future__ import annotations

import argparse
import re
from importlib import import_module
from keyword import iskeyword
from typing import Any, NoReturn

from autograd.commands import NAMES, ROOMS, UserError
from autograd.language import VARIABLE, say
from autograd.language.text import printable
from autograd.notation.tree import nearest

OPTION = re.compile("--(learning-rate|[a-z]*)(=.*)?|-h", re.DOTALL)
HYPHENS = re.compile("--[a-z]+[-_][a-z]+")
ARGPARSE = {
    "option without argument": re.compile("argument (?P<option>.*): expected one argument", re.DOTALL),
    "option without arguments": re.compile("argument (?P<option>.*): expected (?P<count>[0-9]+) arguments", re.DOTALL),
    "option with argument": re.compile("argument (?P<option>.*): ignored explicit argument (?P<words>.*)", re.DOTALL),
    "arguments missing": re.compile("the following arguments are required: (?P<words>.*)", re.DOTALL),
}
"""The keys of our sentences for argparse's messages, which exist in English only."""


def command(name: str) -> Any:
    """The module of a command; of the first one for an empty name."""
    room = f"autograd.commands.{ROOMS[name]}" if name in ROOMS else "autograd.commands"
    return import_module(f"{room}.{name or NAMES[0]}{'_' * iskeyword(name)}")


class Parser(argparse.ArgumentParser):
    """The options of a command. Its help is a page of ours: argparse takes a Japanese character for a narrow one."""

    name = ""

    def error(self, message: str) -> NoReturn:
        for key, pattern in ARGPARSE.items():
            if match := pattern.fullmatch(message):
                message = say(key, **match.groupdict())
                break
        raise UserError(say("see --help", mistake=printable(message, limit=500), command=self.prog))

    def format_help(self) -> str:
        from autograd.commands.about.page import page  # only when help is asked for

        return page(command(self.name), self.name or NAMES[0], self)

    def options_in(self, words: list[str]) -> argparse.Namespace:
        """What was typed. A blank in front keeps argparse from taking the expression -x for an option; as the value of
        one, it stands behind a sign =."""
        taken = list[str]()
        for word in words:
            if not word.startswith("-") or self._is_option(word):
                taken.append(word)
            elif taken and self._takes_one(taken[-1]):
                taken[-1] += f"={word}"
            else:
                taken.append(f" {word}")
        options, unknown = self.parse_known_intermixed_args(taken)
        for word in unknown:
            if word.startswith("-"):
                name = word.partition("=")[0]
                self.error(say("no option", option=printable(name), near=self._near(name)))
        if unknown:
            self.error(say("unrecognized arguments", words=" ".join(unknown)))
        return options

    def _takes_one(self, word: str) -> bool:
        """Whether it is an option that one value follows."""
        action = self._option_string_actions.get(word)
        return action is not None and action.nargs is None

    def _is_option(self, word: str) -> bool:
        """Whether it looks like one. `--x-y` may be an expression, and is one unless it is nearly an option."""
        return bool(OPTION.fullmatch(word) or (HYPHENS.match(word) and self._near(word.partition("=")[0])))

    def _near(self, name: str) -> str:
        return nearest(name, self._option_string_actions, 0.7)


def parser_of(name: str, version: str) -> Parser:
    """The parser of a command, with its own options and those that all commands have."""
    # Without a usage that is given, argparse would write one in each run.
    parser = Parser(prog=f"ringo {name or NAMES[0]}", usage="", add_help=False, allow_abbrev=False)
    parser.name = name
    parser._positionals.title, parser._optionals.title = say("positional arguments"), say("options")
    command(name).add_options(parser)
    everywhere = parser.add_argument_group(say("options everywhere"))
    everywhere.add_argument("-h", "--help", action="help", help=say("help of --help"))
    everywhere.add_argument("--lang", metavar="LANGUAGE", help=say("help of --lang", variable=VARIABLE))
    everywhere.add_argument("--version", action="version", version=f"ringo {version}", help=say("help of --version"))
    return parser
