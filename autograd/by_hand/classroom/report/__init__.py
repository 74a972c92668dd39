"""What a teacher wants to know of a class: its scores, its hardest rows, its mistakes, and rows whose key may be wrong.

- `findings`: the figures
- `doubts`: rows in which most answers are the same other number
- `written`: the report as a document, and as JSON
"""
