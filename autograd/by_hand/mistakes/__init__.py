"""Named mistakes, and the numbers that they lead to. The sentences for a learner are made in `marking` and `claims`.

- `misconceptions`: what each mistake does to a row
- `table`: all mistakes by name
- `habits`: a mistake made at one node, at every such node, or everywhere
- `own`: a learner's own numbers, and the numbers that follow from them
- `replays`: a whole sheet calculated with a mistake
- `reasons`: the mistakes that explain a number
- `mistaken`: the mistakes that explain a claimed gradient
"""
