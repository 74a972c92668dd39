"""The lab: a static site in which the engine itself runs in the reader's browser.

- `site`: the site as a folder of files
- `packed`: the packages that the browser's Python needs, as one archive
- `licences`: whose work lies in that folder, and under which licence
- `inside`: what runs in the browser's Python
- `words`: what the lab says, in each language

The folder `assets` holds the front end: modules of JavaScript and a style sheet. `assets/vendor` holds the work of
others, with its licence. The front end of pages shows each calculation, in a frame of its own.
"""

from viz.lab.site import LabError, lab

__all__ = ["LabError", "lab"]
