"""The kinds of mistakes: what each does to the rule that gives a number.

- `misconceptions`: in the chain rule or in a function
- `slopes`: derivatives and steps of optimizers that are misremembered, as formulas
- `layers`: the layers of a calculation
- `matrices`: in the matrix of a layer
- `losses`: in a loss, a batch, a pooling, a normalisation or a step of training
- `sources`: where each is known from
- `table`: all mistakes by name
"""
