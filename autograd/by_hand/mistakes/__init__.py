"""Named mistakes, and the numbers that they lead to. The sentences for a learner are made in `marking` and `claims`.

- `kinds`: the mistakes by name, and what each does to a row
- `habits`: a mistake made at one node, at every such node, or everywhere
- `replays`: a whole sheet calculated with a mistake
- `chance`: how likely a number fits by chance
- `reasons`: the mistakes that explain a number
- `mistaken`: the mistakes that explain a claimed gradient
"""
