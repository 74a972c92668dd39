"""Pictures of computation graphs, `draw(out).save("apple.svg")`, pages that walk through them,
`page(out, "apple.html")`, pictures of networks, `network(model)`, and of numbers, `plot({"loss": points})`."""

from autograd.language.names.former import answer_to
from viz.networks.network import network
from viz.page.html import page
from viz.pictures.draw import draw
from viz.pictures.fonts import MissingGlyphWarning
from viz.pictures.render import RenderError
from viz.pictures.shapes import Drawing
from viz.plots import Animation, Plot, animation, beside, boundary, confusion, filters, histograms, losses, plot

__all__ = [
    "Animation",
    "Drawing",
    "MissingGlyphWarning",
    "Plot",
    "RenderError",
    "animation",
    "beside",
    "boundary",
    "confusion",
    "draw",
    "filters",
    "histograms",
    "losses",
    "network",
    "page",
    "plot",
]

answer_to("viz", {"pictures": "draw fold fonts render shapes"})
