"""Named mistakes, and what they make of the numbers; what is said to a learner lives in `marking` and `claims`.

- `misconceptions`: what each mistake does to a row
- `table`: all mistakes by name
- `habits`: a mistake made at one node, at every such node, or everywhere
- `replays`: a whole sheet as a mistake leaves it
- `chance`: how likely a number fits by luck
- `reasons`: the mistakes that explain a number
- `mistaken`: the mistakes that explain a claimed gradient
"""
