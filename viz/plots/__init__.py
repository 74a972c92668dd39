"""Pictures of numbers, drawn by Matplotlib: the extra `plots`.

- `picture`: a plot that saves and shows itself, several beside each other, and the fonts
- `lines`: lines and dots against two axes, and the losses of a training run
- `models`: what a model has learned: its boundary, its filters, its weights and gradients, whom it takes for whom
- `moving`: plots one after the other, as a moving picture
"""

from viz.plots.lines import losses, plot
from viz.plots.models import boundary, confusion, filters, histograms
from viz.plots.moving import Animation, animation
from viz.plots.picture import Plot, beside

__all__ = [
    "Animation", "Plot", "animation", "beside", "boundary", "confusion", "filters", "histograms", "losses", "plot",
]  # fmt: skip
