"""The commands about `ringo` itself, and the pages of help.

- `parser`: the options of a command
- `help`: all commands at a glance, or the page of one
- `page`: a page of help, from the options of a command
- `wrapped`: text in lines of at most 80 columns
- `completion`: scripts by which a shell completes commands, options and files
- `shells`: these scripts, written for each shell
- `doctor`: what is installed, and what to do about the rest
"""
