"""The lab: a static site in which the engine itself runs in the reader's browser.

- `packed`: the packages that the browser's Python needs, as one archive
"""
