"""What is added to Sphinx: an extension per module, each with `setup(app)`.

- `languages`: the language of a page, its sidebar, and the same page in the other language
- `pages`: blocks of a chapter that hold a page of `viz.page`
- `formulas`: formulas as MathML, which needs no network
- `outside`: links to texts that stand beside the folder of documents
- `docstrings`: docstrings of the project as Sphinx reads them
- `wide`: pictures that are wider than a column of text, to be scrolled
- `words`: the words of a text, for the search
"""
