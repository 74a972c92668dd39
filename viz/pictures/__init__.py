"""Graphs as pictures, laid out by Graphviz: SVG, PNG, PDF.

- `draw`: the picture of a graph
- `paper`: the graph without numbers, for a worksheet on paper
- `programs`: the picture of a compiled program
- `fold`: which nodes of a large graph stand in one box
- `shapes`: boxes and arrows as Graphviz text, and the drawing that shows and saves itself
- `render`: Graphviz text as a file, by the library or by the program `dot`
- `fonts`: letters that no font has
"""
