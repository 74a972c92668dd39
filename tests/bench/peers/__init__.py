"""Ringograd beside other engines, as the READMEs show it: `python -m tests.bench.peers --environments FOLDER --write`.

Each engine works in an environment of its own, FOLDER/NAME, with the version that `engines` pins; `--install` makes
those that lack. In each of several rounds every engine has its turn, in a process of its own, so that a change in the
machine's speed meets all of them. A number of the table is the ratio of two medians of one run.

What an engine has is asked by running it, `engines.py` beside this: an answer is "yes" if the call gives the right
number or picture. The commands are the engine's own, without another package. `asked.py` is the program that runs in
an environment, and stands on nothing but the engine. `table.py` writes docs/peers.json, and the table of both READMEs;
tests/docs/test_peers.py keeps them equal.
"""
