"""A calculation as a page: one file that shows the graph and one step of the chain rule at a time.

- `html`: the page as one file, which a browser opens from disk
- `linked`: the modules of the front end as one script
- `data`: the calculation as plain data
- `live`: the calculation as JavaScript, for other numbers
- `words`: what the page says, in each language

The folder `assets` holds the front end: modules of JavaScript, which take the data, and a style sheet. `assets/vendor`
holds the work of others, with its licence.
"""

from viz.page.html import page

__all__ = ["page"]
