"""Named mistakes, and the numbers that they lead to. The sentences for a learner are made in `marking` and `claims`.

- `kinds`: the mistakes by name, and what each does to a row
- `own`: a learner's own numbers, and what is right from them
- `replays`: a whole sheet calculated with a mistake
- `chance`: how likely a number fits by chance
- `fits`: whether a mistake fits the answers
- `reasons`: the mistakes that explain a number
- `mistaken`: the mistakes that explain a claimed gradient
"""
