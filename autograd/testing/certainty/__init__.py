"""How far a right claim can be trusted: proved, searched by a solver, or tried at points.

- `borders`: numbers that note where comparisons turn
- `beside`: numbers at borders, beside and between them
- `moved`: arguments there, within what a strategy draws
- `assertion`: `assert_gradient`
"""
