"""Where the pieces of a formula end, and arguments there.

- `borders`: numbers that note where comparisons turn
- `beside`: numbers at borders, beside and between them
- `moved`: arguments there
"""
