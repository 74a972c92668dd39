"""What other engines answer: asked live, or looked up in the table of what they were measured to answer.

- `engine`: an engine: what it is called, and how each operation is typed in it
- `spelled`: a file per engine
- `questions`: what all of them were asked
- `live`: asks an engine now, in a process of its own
- `inside`: the program that runs in that process
- `known`: the measured answers, and lookups for those who show them
"""
