"""How a network learns; what it is made of lives in `layers`, where its numbers are kept in `files`.

- `optim`: optimizers
- `schedules`: rates that change from step to step
- `metrics`: how often a classifier is right
- `training`: `train`
- `step`: one step of training
- `run`: the parts of a training run
"""
