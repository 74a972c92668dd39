"""Names of packages and modules beside those that their files give them.

- `later`: names that are loaded when they are first used
- `former`: modules by their former names
- `installing`: pip, as it is typed for the Python that runs this
"""
