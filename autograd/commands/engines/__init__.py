"""The command `compare`: what other engines answer to a formula that was typed.

- `compare`: the command
- `posed`: the formula as a question, in the words of each engine
- `filled`: a call with its inputs in their places
- `answered`: the answers, ours and those of engines that are installed
- `tabled`: the answers that engines were measured to give
- `reasons`: why they differ
- `tables`: what is printed
"""
