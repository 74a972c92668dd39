"""A class: each student has numbers of their own; what comes back is collected, marked, corrected and given back; and a
report is for the teacher.

- `students`: the list of a class, and names made safe for files
- `numbers`, `handout`: numbers of one's own, and the sheets with them
- `collect`, `feedback`, `report`: rooms
- `corrections`: what a teacher accepts
"""
