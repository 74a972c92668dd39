"""A class: what comes back from students is collected, marked, corrected, and given back; a report is for the teacher.

- `students`: the list of a class, and names made safe for files
- `collect`, `feedback`, `report`: rooms
- `corrections`: what a teacher accepts
"""
