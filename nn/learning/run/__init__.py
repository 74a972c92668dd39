"""The parts of one training run; what a user calls lives in `training`.

- `settings`: what `train` was asked for
- `history`: a row per epoch
- `measure`: the mean loss and the accuracy
- `preconditions`: what must hold before the first step
- `progress`: how far the run is
- `interrupt`: Ctrl-C as a wish to stop soon
- `resume`: the run in a file
"""
