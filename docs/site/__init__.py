"""The documents as a site: `python -m docs.site` in the project's folder.

- `conf`: what Sphinx is told
- `parts`: what is added to Sphinx
- `links`: whether all links of the built site lead somewhere

The folder `theme` holds templates and a style sheet, beside those of the theme furo. The texts stand in `docs`.
"""
