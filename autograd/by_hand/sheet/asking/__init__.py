"""What a sheet asks of the work, and in which words.

- `layers`: nodes with a role, and names for them
- `levels`: which rows are asked for
- `settings`: what a sheet can be set to
- `names`: the names of rows in sentences
- `questions`: the question for each row, and the lines that are given
"""
