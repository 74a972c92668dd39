"""The pages of help, in English: what each command does, examples, and what else a page says."""

SENTENCES = {
    "ringo is": "Calculate a formula and its derivatives, one step of the chain rule at a time; and make worksheets, "
    "mark answers, check claims, draw pictures.",
    "overview usage": """\
  ringo "apple * num * tax" apple=100 num=2 tax=1.1
  ringo COMMAND ...
""",
    "overview end": """\
ringo help COMMAND tells how a command is used, and ringo help steps what a
formula may have. With --lang ja, everything is in Japanese.
""",
    "group: calculate": "Formulas:",
    "group: teach": "Worksheets and classes:",
    "group: show": "Pages for a browser:",
    "group: about": "This program:",
    "summary: steps": "calculate a formula and its derivatives, step by step",
    "summary: claim": "check a derivative that was worked out by hand",
    "summary: compare": "see what PyTorch, JAX and other engines answer, and why",
    "summary: compile": "turn a formula into a program of matrix formulas",
    "summary: exercise": "list ready exercises, or make the worksheet of one",
    "summary: worksheet": "make a worksheet of a formula of your own",
    "summary: class": "make a worksheet for each student, with numbers of their own",
    "summary: mark": "mark answers, and say why a wrong number is wrong",
    "summary: gallery": "write pictures, pages and worksheets of small graphs",
    "summary: lab": "write a site where formulas and networks can be tried",
    "summary: doctor": "see what is installed, what is missing, and what to do",
    "summary: completion": "let the TAB key complete commands, options and files",
    "summary: help": "show this overview, or the page of a command",
    "does: steps": "Calculate an expression and its derivatives, one step of the chain rule at a time. Without the "
    "word steps it is the same command.",
    "does: claim": "Check a derivative that was worked out by hand: on the whole domain, at clean numbers first.",
    "does: compare": "Show the value and the derivatives of a formula beside what other engines answer, and why some "
    "answer another number. Engines that are installed are asked, each in a process of its own. The others are looked "
    "up in a table of what they were measured to answer.",
    "does: compile": "Turn a formula into a program of matrix formulas, forwards and backwards: explain it, or write "
    "code.",
    "does: exercise": "List the ready exercises, or make the worksheet of one, with its published numbers or with "
    "others.",
    "does: worksheet": "Make a worksheet: every number of a calculation and its derivatives, to be worked out by hand.",
    "does: class": "Make a worksheet for each student of a list, with numbers of their own, as easy as those of the "
    "worksheet itself, and the solutions for the teacher.",
    "does: mark": "Mark answers to worksheets: each row right, right from an earlier number, wrong or blank, and why.",
    "does: gallery": "Write a gallery: graphs to work through by hand, each as a picture, as a page that walks through "
    "it, and as a worksheet in English and in Japanese; networks that learn; and an index for a browser.",
    "does: lab": "Write the lab, a static site: formulas, claims and networks, worked with in a browser. The engine "
    "runs there in Pyodide, Python in WebAssembly. Serve the folder with any web server, such as python "
    "-m http.server.",
    "does: doctor": "Look at what this program needs: Python, its packages and extras, what draws, fonts, a browser, "
    "a compiler, and other packages that stand in the way. Nothing is installed or removed.",
    "does: completion": "Print a script for a shell. With it, the TAB key completes commands, options, their choices "
    "and file names.",
    "does: help": "Show all commands at a glance, or the page of one. ringo COMMAND --help is the same page.",
    "examples: steps": """\
  ringo "apple * num * tax" apple=100 num=2 tax=1.1
  ringo "sigmoid(w*x + b)" w=-3 x=2 b=1/2 --save neuron.svg --save neuron.html
  ringo "h = W @ x; sum(h**2) / 2" "W=[[1, 2], [3, 4]]" "x=[1, -1]"
  ringo "x**2 if x > 0 else |x|" x=-3 --markdown
  ringo "りんご * 個数 * 消費税" りんご=100 個数=2 消費税=1.1
""",
    "examples: claim": """\
  ringo claim "sigmoid(x)" --d x "y*(1-y)"
  ringo claim "w*x + b" --d w x --d x w --d b 1
  ringo claim "L = sum(g * (x @ W))" --shape x=n --shape W=n,m --shape g=m \\
      --d W "outer(x, g)"
  ringo claim "x.T @ A @ x" --shape x=2 --shape A=2,2 --d x "A @ x + A.T @ x"
  ringo claim "x = softmax(a); L = -sum(t*log(x))" --shape a=n --shape t=n \\
      --onehot t --d a "x - t"
""",
    "examples: compare": """\
  ringo compare "abs(x)" x=0
  ringo compare "max(x)" "x=[1, 2, 2]" --engine torch --engine jax
  ringo compare "tanh(x)" x=15 --order 2
  ringo compare "relu(w*x) + |w|" w=0 x=2 --environments engines
""",
    "examples: compile": """\
  ringo compile "(sigmoid(w*x + b) - t)**2 / 2" w=0.5 x=2 b=0 t=1
  ringo compile "sum(tanh(W @ x))" "W=[[1, 2], [3, 4]]" "x=[1, 2]"
  ringo compile "tanh(w*x)" w=0.5 x=2 --source numpy --output neuron.py
  ringo compile "tanh(w*x)" w=0.5 x=2 --format svg --output program.svg
""",
    "examples: exercise": """\
  ringo exercise
  ringo exercise apple
  ringo exercise network --answers --save solution.md
  ringo exercise affine --seed 7 --save sheet.xlsx --lang ja
""",
    "examples: worksheet": """\
  ringo worksheet "apple * num * tax" apple=100 num=2 tax=1.1
  ringo worksheet "(w*x + b - t)**2" w=0.5 x=2 b=0 t=1 --learning-rate 0.1 \\
      --save sheet.csv
  ringo worksheet "x * y + x" x=2 y=3 --answers --formulas --save answers.md
  ringo worksheet "sum(tanh(W @ x))" "W=[[1, 2], [3, 4]]" "x=[1, -1]" \\
      --grids --save grids.xlsx
""",
    "examples: class": """\
  ringo class students.csv "apple * num * tax" apple=100 num=2 tax=1.1 \\
      --seed 2026 --save class
  ringo class students.csv --exercise neuron --seed 2026 --save neurons \\
      --format pdf --format xlsx
  ringo class students.csv "(w*x + b)**2" w=0.5 x=2 b=-0.5 --seed 7 \\
      --save lines --vary "x=2..5" --keep w
  ringo mark class/sheets --students class/class.csv --report report.html
""",
    "notes: class": 'students.csv has a column "name", and may have columns "lang" (en, ja) and "id". The same seed '
    "makes the same sheets again, and what is there is kept, so an interrupted run can be repeated.",
    "examples: mark": """\
  ringo mark anna.csv
  ringo mark answers/*.csv --report marks.csv
  ringo mark answers/*.csv --sheet sheet.json --report marks.json --lang ja
  ringo mark answers --students students.csv --due 2026-12-01T18:00 \\
      --report class.html --feedback back
""",
    "notes: mark": "A run that was stopped goes on where it was, if the same command is typed again. Below the headers "
    "student,row,answer,reason of a file of corrections, the line Ben,grad tax,,why accepts what Ben wrote in the row "
    "grad tax. The line ,grad tax,0.5,why accepts this number from everyone, and Ben,grad tax,0.5,why from Ben. The "
    "line ,grad tax,,why says that the key stands, though most answers differ from it.",
    "exit status: mark": "0 when all files were marked; 2 when some file could not be marked, though the others are, "
    "when a correction fits nothing, or for a mistake in what was typed.",
    "examples: gallery": """\
  ringo gallery out/gallery
  ringo gallery out/gallery --overwrite
""",
    "notes: gallery": "No other file in the folder is touched.",
    "examples: lab": """\
  npm install pyodide@314
  ringo lab site --pyodide node_modules/pyodide
  ringo lab site --pyodide https://cdn.example.org/pyodide/v314.0.7/full/
""",
    "examples: doctor": """\
  ringo doctor
  ringo doctor --markdown
  ringo doctor --lang ja
""",
    "notes: doctor": "Where another package has taken the place of autograd, and ringo itself does not start, python "
    "-m ringograd doctor does.",
    "exit status: doctor": "0 when nothing hinders, even if something optional is missing; 1 when something needs "
    "you, marked !!; 2 for a mistake in what was typed.",
    "examples: completion": """\
  ringo completion bash > ~/.ringo.bash; echo . ~/.ringo.bash >> ~/.bashrc
  ringo completion zsh > ~/.ringo.zsh; echo . ~/.ringo.zsh >> ~/.zshrc
  ringo completion fish > ~/.config/fish/completions/ringo.fish
""",
    "notes: completion": "Then open a new shell, and type ringo, a blank, and TAB. After an update of Ringograd, write "
    "the file again, and only that: it holds the commands of today, and starts no Python when TAB is pressed.",
    "examples: help": """\
  ringo help
  ringo help claim
  ringo claim --help
""",
    "exit status": "0 when it is done; 2 for a mistake in what was typed, told in one sentence.",
    "exit status: claim": "0 if every claim is right; 1 if one is wrong; 2 for a mistake in what was typed.",
    "exit status:": "exit status:",
    "see also:": "see also:",
    "options everywhere": "in every command",
    "options asked": "what is asked",
    "options files": "files",
    "options given back": "reports and feedback",
    "options read": "how answers are read",
    "options students": "students and their numbers",
    "help of a command": "the command whose page is shown",
    "no shell": "name the shell: {shells}",
    "no such shell": "there is no script for '{name}': there are {shells}",
    "no command": "there is no command '{name}'{near}: ringo help lists all of them",
    "nearly a command": "there is no command '{word}': did you mean ringo {near}? As a name in a formula it needs a "
    "number, as in {word}=3",
}
