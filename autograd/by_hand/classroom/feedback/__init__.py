"""What a student gets back: the marks, the first wrong line with its reason and a hint, and what follows from it.

- `sheet`: this sheet as a document
- `page`: a document as a page of HTML, and as Markdown
- `saved`: a file for each student
"""
