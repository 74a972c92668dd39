"""How a network learns. Its parts are in `layers`, its files in `files`.

- `optim`: optimizers
- `schedules`: rates that change from step to step
- `metrics`: how often a classifier is right
- `training`: `train`
- `step`: one step of training
- `run`: the parts of a training run
- `compiled`: a run in compiled programs
"""
