"""Pictures of computation graphs: `draw(out).save("apple.svg")`."""

from viz.draw import Drawing, draw
from viz.fonts import MissingGlyphWarning
from viz.render import RenderError

__all__ = ["Drawing", "MissingGlyphWarning", "RenderError", "draw"]
