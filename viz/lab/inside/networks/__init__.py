"""A network that learns in the lab.

- `settings`: the settings of a network, as they are chosen
- `tasks`: what there is to learn, with the network, the loss and the picture for it
- `digits`: 200 digits of 8 × 8 pixels
- `training`: the network that learns, step by step
- `surface`: the path of a network over its loss surface
- `health`: what can go wrong in a network, seen and named
"""
