"""How a network learns; what it is made of lives in `layers`, where its numbers are kept in `files`.

- `optim`: optimizers and schedules
- `metrics`: how often a classifier is right
- `training`: `train`
- `run`: the parts of a training run
"""
