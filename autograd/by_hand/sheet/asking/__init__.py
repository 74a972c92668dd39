"""What a sheet asks of the work, and in which words.

- `layers`: nodes with a role, and names for them
- `levels`: which rows are asked for
- `settings`: what a sheet can be set to
- `questions`: the question for each row, and the lines that are given
- `points`: what a row is worth
- `asked`: one row of a sheet
"""
