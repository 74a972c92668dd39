"""A class: what is collected, corrected, reported and given back, in English."""

SENTENCES = {
    # lists of students
    "no column of names": "{path} has no column of names: its first line says name, and then there is "
    "a name in each line",
    "student without a name": "{path}, line {line}: the name is missing",
    "language of a student": "{path}, line {line}: there is no language '{lang}': the languages are {langs}",
    "student twice": "{path}, line {line}: {name} stands in line {before} as well: tell them apart, as in {name} 2",
    "no students": "{path} has no student in it",
    # collecting
    "files skipped": "skipped, as hidden, temporary or no ordinary file: {names}",
    "on paper": "{path} is paper, which is not read: type its answers into the worksheet as .xlsx or .csv",
    "no answers there": "{path} has no file of answers in it",
    "own files alone": "{path} is a list, a report or another file of ringo's own: name what was handed in",
    "no time": "--due takes a time such as 2026-12-01T18:00 or a day such as 2026-12-01, and not '{typed}'",
    "not in the list": "{name} does not stand in the list of students",
    "file of nobody": "this file belongs to nobody on the list, and holds no worksheet: it counts as no student",
    "file without a sheet": "this file holds no worksheet: it counts as no student",
    "sheet of another": "{name} filled in the sheet that was handed to {other}",
    "handed in late": "late: of {time}, and due at {due}",
    "another exercise": "another exercise, or other numbers, than most handed in",
    "former file": "does not count: {name} handed in {other} later",
    "other file": "does not count: {other} of {name} counts, for this one is blank or could not be marked",
    "no file of marks": "{path} holds something else than kept marks: name another file with --keep",
    "marks in use": "{path} is in use: another run marks this class. Wait for its end, or name another "
    "file with --keep",
    "marks not kept": "the marks could not be kept in {path}: {reason}.",
    "earlier marks kept": "What was marked before is kept.",
    "make room for marks": "Make room, and type the same command again",
    "keep marks elsewhere": "Name files and folders that may be written to with --report, --feedback and --keep",
    "marked before": "{n} of {of} {of:file|files} had been marked before",
    # corrections
    "no column of rows": "{path} has no column of rows: its first line says student,row,answer,reason",
    "corrections stand below": "TOML: a correction stands below a line [[correction]]",
    "correction without a row": "{path}, line {line}: the row is missing, such as grad w or 12",
    "correction without a number": "{path}, line {line}: {problem}",
    "correction with other words": "{path}, line {line}: a correction has student, row, answer and reason, "
    "and not {words}",
    "correction fits nothing": "{path}, line {line}: this correction fits nothing that was handed in ({cells})",
    "key stands": "{path}, line {line}: the key of {row} stands, and the row counts by it. A line that accepts "
    "something names a student or an answer",
    "accepted": "accepted by the teacher",
    "accepted because": "accepted by the teacher: {reason}",
    "corrections left": "{n} {n:correction fits|corrections fit} nothing",
    "now": "now {path}: {summary}",
    # the report
    "report title": "The class: what was handed in",
    "report numbers": "{marked} marked, {unread} not readable, {missing} missing.",
    "report missing": "Nothing came from: {names}.",
    "report doubts": "Look at these rows yourself",
    "key in doubt": "Row {row}: {many} of {of} answers are {number}, and the key has {key}. No known mistake explains "
    "this, so the key may be wrong. Until you decide in the corrections, the row counts for nobody.",
    "key times": "Row {row}: {many} of {of} answers are {ratio} times the number of the key. No known mistake explains "
    "this, so the key may be wrong. Until you decide in the corrections, the row counts for nobody.",
    "most make a mistake": "Row {row}: {many} of {of} answers have the same mistake ({mistake}). It explains all of "
    "them, so the row counts; take it up in class. If the key is wrong, accept the number in the corrections.",
    "report scores": "Students by their share of the points",
    "report talks": "Whom to talk to",
    "talk: few points": "{points} of {of} {of:point|points}",
    "talk: many blanks": "{n} of {of} {of:row|rows} {n:is|are} blank",
    "talk: same mistake": "the same mistake in {n} {n:row|rows}: {mistake}",
    "talk: unreadable": "{n} {n:answer is|answers are} unreadable",
    "report mistakes": "Mistakes",
    "report mistakes told": "How many students may have made each. A number may have several explanations.",
    "some other row": "the number of another row was given",
    "report rows": "The hardest rows",
    "report students": "Students and files",
    "column student": "student",
    "column counts": "counts",
    "column mistake": "most likely mistakes",
    "counts yes": "yes",
    "counts no": "no",
    # what a student gets back
    "feedback title": "{name} - {sheet}",
    "feedback first": "Begin here",
    "feedback notes": "Notes",
    "feedback rows": "All rows",
    "row not counted": "Your teacher looks at these rows again, and they do not count: {rows}",
    "row points": " ({points} of {of})",
    "not counted": "does not count",
    "follows": "from your earlier numbers follows {number}",
    "which gives": "which gives {number}",
    "follows explained": "Where an earlier number of yours is wrong, later rows are marked by what follows from it. "
    "So one slip costs one row.",
    "between reasons": "; ",
    "before a hint": ". ",
    "feedback saved": "saved sheets for students in {path}: {n}",
    # the command
    "help students": "the list of the class, CSV with a column name, and if you like lang and id",
    "help due": "tell which files are later than this time, such as 2026-12-01T18:00; a date alone is the end of "
    "the day",
    "help corrections": "apply your corrections: CSV with the columns student, row, answer and reason, or TOML; how a "
    "line is typed stands below",
    "help feedback": "write a sheet for each student into FOLDER, in the language of the student",
    "help pdf": "write these sheets as PDF, and not as HTML",
    "pdf without feedback": "--pdf is about the sheets for students: name the folder for them, as in --feedback back",
    "help keep": "keep the marks in FILE, so that nothing is marked twice; beside the report if not named",
    "help processes": "how many processes mark at once: as many as there are processors, if not named",
}
