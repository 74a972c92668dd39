"""What Sphinx is told. `python -m docs.site` calls it; the texts stand in the folder above this one."""

from pygments.lexers.special import TextLexer
from sphinx.application import Sphinx

from autograd import __version__

project = "Ringograd"
author = "The Ringograd authors"
version = release = __version__
language = "en"  # of all that `languages` does not say otherwise

extensions = [
    "myst_parser",
    "sphinx.ext.autodoc",
    "docs.site.parts.docstrings",
    "docs.site.parts.formulas",
    "docs.site.parts.languages",
    "docs.site.parts.outside",
    "docs.site.parts.pages",
    "docs.site.parts.wide",
    "docs.site.parts.words",
]
source_suffix = {".md": "markdown"}
exclude_patterns = ["site"]

myst_enable_extensions = ["dollarmath", "colon_fence"]
myst_heading_anchors = 4  # as GitHub names them
myst_fence_as_directive = ["math"]

html_theme = "furo"
html_title = "Ringograd"
html_favicon = "theme/static/icon.svg"
html_theme_options: dict[str, list[str]] = {"top_of_page_buttons": []}
html_static_path = ["theme/static"]
html_css_files = ["site.css"]
html_js_files = ["site.js"]
templates_path = ["theme/templates"]
html_sidebars = {
    "**": [
        "sidebar/brand.html",
        "sidebar/language.html",
        "sidebar/search.html",
        "sidebar/scroll-start.html",
        "sidebar/navigation.html",
        "sidebar/scroll-end.html",
    ],
}
html_show_copyright = False
html_copy_source = False
html_math_renderer = "mathml"
html_search_language = "en"

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True, "show-inheritance": True}
python_use_unqualified_type_names = True
# Signatures name types of Python and of inner modules, which have no page here.
nitpick_ignore_regex = [("py:(class|data|obj)", ".*")]


def setup(app: Sphinx) -> None:
    app.add_lexer("csv", TextLexer)
