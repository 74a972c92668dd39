"""What students hand in: the files of a folder, whose they are, and their marks, which are kept.

- `folder`: the files of answers in folders, and what else stands there
- `own`: the files that this program wrote itself
- `handed`: whose each file is, which counts, and which is late or belongs to another exercise
- `kept`: marks in a file, so that nothing is marked twice
- `marked`: the files of a class, marked and kept
"""
