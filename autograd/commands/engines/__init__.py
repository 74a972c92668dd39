"""The command `compare`: what other engines answer to a formula that was typed.

- `compare`: the command
- `posed`: the formula as a question, in the words of each engine
- `answered`: the answers, of engines that are installed and of the table
- `reasons`: why they differ
- `tables`: what is printed
"""
