"""Arguments that a function cannot use."""

SENTENCES = {
    "argument of another kind": "{argument} is {what}, and not {given}",
    "kind function": "a function",
    "kind model": "a model, such as nn.MLP(2, [3, 1])",
    "kind optimizer": "an optimizer, such as nn.optim.SGD(model.parameters(), 0.1)",
    "kind variables": "numbers by their names, such as {{'x': 2}}",
    "kind seed": "a whole number, a random.Random, or None",
    "kind text": "a text",
    "kind numbers": "a list of numbers",
    "kind list": "a list",
    "kind names": "a list of names",
    "kind data": "a data set, such as nn.data.moons(100)",
    "kind plots": "a list of plots, such as [viz.plot(…), viz.losses(…)]",
    "kind points": "points (x, y) by their names, such as {{'loss': [(1, 0.7), (2, 0.5)]}}",
    "kind whole number": "a whole number",
    "kind number": "a number",
    "kind matrix of counts": "what nn.metrics.confusion_matrix gives",
    "kind history": "what nn.train gives",
}
