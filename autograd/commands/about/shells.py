"""Scripts of completion for bash, zsh and fish.

No file name passes through these scripts: each shell completes files by itself, and quotes them. The words that the
scripts hold are names of ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

WORD = re.compile(r"[\w.+-]+")


class Taken(NamedTuple):
    """An option by its names, or an argument without names; the names of its values, what it is about, the words that
    may be its value, whether it is a file, and whether it may be given several times."""

    names: tuple[str, ...]
    values: tuple[str, ...]
    about: str
    words: tuple[str, ...]
    is_file: bool
    many: bool


class Command(NamedTuple):
    """A command, a line about it, and what it takes."""

    name: str
    about: str
    takes: Sequence[Taken]


def bash(commands: Sequence[Command]) -> str:
    """The script for bash, from version 3.2 on. Where it has no words, bash completes file names, by `-o default`."""
    followed = [(of.name, name, one.words) for of in commands for one in of.takes if one.values for name in one.names]
    values = [f"        {command}:{name}) words='{_joined(words)}' ;;" for command, name, words in followed if words]
    others = dict.fromkeys(name for _, name, words in followed if not words)
    values.append(f"        {'|'.join(f'*:{name}' for name in others)}) ;;")
    options, arguments = [], []
    for command in commands:
        options.append(f"            {command.name}) words='{_joined(_names(command))}' ;;")
        words = [word for one in command.takes if not one.names for word in one.words]
        if words:
            arguments.append(f"            {command.name}) words='{_joined(words)}' ;;")
    return BASH.format(
        commands="|".join(one.name for one in commands), listed=_joined(one.name for one in commands),
        values="\n".join(values), options="\n".join(options), arguments="\n".join(arguments),
    )  # fmt: skip


BASH = """\
_ringo() {{
    local cur=${{COMP_WORDS[COMP_CWORD]}} prev=${{COMP_WORDS[COMP_CWORD-1]}} command=steps named= words= line i
    COMPREPLY=()
    if [[ $cur == = ]]; then cur=
    elif [[ $prev == = ]]; then prev=${{COMP_WORDS[COMP_CWORD-2]}}; fi
    for ((i = 1; i < COMP_CWORD; i++)); do
        case ${{COMP_WORDS[i]}} in
            --lang) ((i++)); [[ ${{COMP_WORDS[i]}} != = ]] || ((i++)) ;;
            -*) ;;
            {commands}) command=${{COMP_WORDS[i]}} named=1; break ;;
            *) named=1; break ;;
        esac
    done
    case $command:$prev in
{values}
        *)
            if [[ $cur == -* ]]; then case $command in
{options}
            esac; elif [[ ! $named ]]; then words='{listed}'
            else case $command in
{arguments}
            esac; fi ;;
    esac
    while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -W "$words" -- "$cur")
}}
complete -o default -F _ringo ringo
"""


def zsh(commands: Sequence[Command]) -> str:
    """The script for zsh."""
    listed = "\n".join(f"            {_quoted(f'{one.name}:{_plain(one.about)}')}" for one in commands)
    cases = "\n".join(f"        {one.name})\n            _arguments -S {' '.join(_specs(one))} ;;" for one in commands)
    return ZSH.format(listed=listed, cases=cases, commands="|".join(one.name for one in commands))


ZSH = """\
(( $+functions[compdef] )) || {{ autoload -Uz compinit && compinit }}
_ringo() {{
    local command=steps i=2 named=
    while (( i < CURRENT )); do
        case ${{words[i]}} in
            --lang) (( i += 2 )) ;;
            -*) (( i++ )) ;;
            {commands}) command=${{words[i]}} named=1; break ;;
            *) named=1 i=1; break ;;
        esac
    done
    if [[ -z $named && ${{words[CURRENT]}} != -* ]]; then
        local -a commands=(
{listed}
        )
        _describe command commands
        return
    fi
    if [[ -n $named ]]; then
        (( CURRENT -= i - 1 ))
        words=(ringo "${{(@)words[i+1,-1]}}")
    fi
    case $command in
{cases}
    esac
}}
compdef _ringo ringo
"""


def _specs(command: Command) -> Iterator[str]:
    """The options and arguments of a command, as zsh's `_arguments` takes them."""
    for one in command.takes:
        action = f"({_joined(one.words)})" if one.words else "_files" if one.is_file else "()"
        after = "".join(f":{_plain(value)}:{action}" for value in one.values)
        for name in one.names:
            yield _quoted(f"{'*' if one.many else ''}{name}[{_plain(one.about)}]{after}")
        if not one.names:
            yield _quoted(f"{'*' if one.many else ''}{after}")


def fish(commands: Sequence[Command]) -> str:
    """The script for fish."""
    lines = [FISH.format(commands=" ".join(one.name for one in commands))]
    for command in commands:
        is_not_yet = _in_fish("test (__ringo_command) = none")
        lines.append(f"complete -c ringo -n {is_not_yet} -a {command.name} -d {_in_fish(command.about)}")
    for command in commands:
        named = "steps none" if command.name == "steps" else command.name
        when = f"contains (__ringo_command) {named}"
        for one in command.takes:
            line = f"complete -c ringo -n {_in_fish(when)}"
            for name in one.names:
                line += f" -l {name[2:]}" if name.startswith("--") else f" -s {name[1:]}"
            if one.words:
                line += f" {'-x' if one.names else ''} -a {_in_fish(_joined(one.words))}"
            elif one.is_file:
                line += " -r -F" if one.names else " -F"
            elif one.values and one.names:
                line += " -x"
            if one.names or one.words or one.is_file:
                lines.append(f"{line} -d {_in_fish(one.about)}")
    return "\n".join(lines) + "\n"


FISH = """\
function __ringo_command
    set -l words (commandline -opc)
    set -l i 2
    while test $i -le (count $words)
        switch $words[$i]
            case --lang
                set i (math $i + 2)
            case '-*'
                set i (math $i + 1)
            case {commands}
                echo $words[$i]
                return
            case '*'
                echo steps
                return
        end
    end
    echo none
end
complete -c ringo -f"""


def _names(command: Command) -> list[str]:
    return [name for one in command.takes for name in one.names]


def _joined(words: Iterable[str]) -> str:
    """Words of ours, which need no quotes in any shell."""
    found = list(words)
    assert all(map(WORD.fullmatch, found)), found
    return " ".join(found)


def _plain(text: str) -> str:
    """A text in a specification of zsh."""
    return re.sub(r"([\\\[\]:])", r"\\\1", text)


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "'\\''") + "'"


def _in_fish(text: str) -> str:
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"


SCRIPTS: dict[str, Callable[[Sequence[Command]], str]] = {"bash": bash, "zsh": zsh, "fish": fish}
"""The shells that there are scripts for."""
