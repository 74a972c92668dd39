"""Named mistakes, and what they make of the numbers; what is said to a learner lives in `marking` and `claims`.

- `misconceptions`: what each mistake does to a row
- `table`: all mistakes by name
- `habits`: a mistake made at one node, at every such node, or everywhere
- `own`: a learner's own numbers, and what is right from them
- `replays`: a whole sheet as a mistake leaves it
- `reasons`: the mistakes that explain a number
- `mistaken`: the mistakes that explain a claimed gradient
"""
