"""Pictures of computation graphs, `draw(out).save("apple.svg")`, and of numbers, `plot({"loss": points})`."""

from viz.draw import draw
from viz.fonts import MissingGlyphWarning
from viz.plots import Plot, beside, plot
from viz.render import RenderError
from viz.shapes import Drawing

__all__ = ["Drawing", "MissingGlyphWarning", "Plot", "RenderError", "beside", "draw", "plot"]
