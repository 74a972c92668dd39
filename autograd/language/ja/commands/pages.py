"""The pages of help, in Japanese: what each command does, examples, and what else a page says."""

SENTENCES = {
    "ringo is": "式の値と微分を、連鎖律の一手順ずつで求めます。ワークシートを作り、採点し、導関数の主張を確かめ、図に"
    "することもできます。",
    "overview usage": """\
  ringo "りんご * 個数 * 消費税" りんご=100 個数=2 消費税=1.1
  ringo コマンド ...
""",
    "overview end": """\
ringo help コマンド で、そのコマンドの使い方を表示します。
式に書けるものは ringo help steps にあります。
""",
    "group: calculate": "式:",
    "group: teach": "ワークシートとクラス:",
    "group: show": "ブラウザで見るページ:",
    "group: about": "このプログラム:",
    "summary: steps": "式の値と微分を、一手順ずつ求める",
    "summary: claim": "手で求めた導関数の式を確かめる",
    "summary: compare": "PyTorch や JAX などの答えと並べ、違う理由を見る",
    "summary: compile": "式を、行列の式のプログラムに変える",
    "summary: exercise": "用意された演習の一覧を出し、ワークシートを作る",
    "summary: worksheet": "自分の式のワークシートを作る",
    "summary: class": "学生ごとに数の違うワークシートを作る",
    "summary: mark": "解答を採点し、誤りの理由を示す",
    "summary: gallery": "小さな計算グラフの図、ページ、ワークシートを書き出す",
    "summary: lab": "式やネットワークを試せるサイトを書き出す",
    "summary: doctor": "何が入っていて、何が足りず、どうすればよいかを調べる",
    "summary: completion": "TAB キーでコマンド、オプション、ファイルを補完する",
    "summary: help": "この一覧か、コマンドの説明を表示する",
    "does: steps": "式の値と微分を、順伝播と、連鎖律による逆伝播の一手順ずつで求めます。steps という語は省けます。",
    "does: claim": "手で求めた導関数の式を、定義域全体で確かめます。簡単な数から試します。",
    "does: compare": "式の値と微分を、ほかのエンジンの答えと並べ、違う数になる理由を示します。"
    "インストール済みのエンジンには、それぞれ別のプロセスで今たずねます。"
    "ほかのエンジンの答えは、測定済みの表から引きます。",
    "does: compile": "式を行列の式のプログラム(順伝播と逆伝播)に変えて、説明するか、コードとして書きます。",
    "does: exercise": "用意された演習の一覧を出します。名前を書くとそのワークシートを作ります。数は出典のもの、または"
    "別の数です。",
    "does: worksheet": "ワークシートを作ります。計算とその微分に現れるすべての数を、手で求めるためのものです。",
    "does: class": "名簿の学生ごとに、元のワークシートと同じくらい易しい、別の数のワークシートと、教師用の解答を"
    "作ります。",
    "does: mark": "ワークシートの解答を採点します。各行は正解、前に書いた数からは正しい、誤り、空欄のどれかです。理由も"
    "示します。",
    "does: gallery": "ギャラリーを作ります。手で計算できる計算グラフを、図と、一手順ずつ進むページと、"
    "英語と日本語のワークシートにします。学習するネットワークと、ブラウザで開く目次を付けます。",
    "does: lab": "ラボを書き出します。式、導関数の主張、ネットワークをブラウザで試せる静的なサイトです。計算するのは、"
    "Pyodide(WebAssembly の Python)で動くこのエンジンです。どの Web サーバーでも配れます。例: python -m http.server",
    "does: doctor": "このプログラムに必要なものを調べます。Python、パッケージと追加機能、図を描くもの、フォント、"
    "ブラウザ、コンパイラ、そして邪魔になっている別のパッケージです。何も入れず、何も消しません。",
    "does: completion": "シェル用のスクリプトを表示します。読み込むと、TAB キーでコマンド、オプション、選べる値、"
    "ファイル名を補完できます。",
    "does: help": "コマンドの一覧か、1 つのコマンドの説明を表示します。ringo COMMAND --help でも同じ説明が出ます。",
    "examples: steps": """\
  ringo "りんご * 個数 * 消費税" りんご=100 個数=2 消費税=1.1
  ringo "sigmoid(w*x + b)" w=-3 x=2 b=1/2 --save neuron.svg --save neuron.html
  ringo "h = W @ x; sum(h**2) / 2" "W=[[1, 2], [3, 4]]" "x=[1, -1]"
  ringo "x**2 if x > 0 else |x|" x=-3 --markdown
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
  ringo worksheet "りんご * 個数 * 消費税" りんご=100 個数=2 消費税=1.1
  ringo worksheet "(w*x + b - t)**2" w=0.5 x=2 b=0 t=1 --learning-rate 0.1 \\
      --save sheet.csv
  ringo worksheet "x * y + x" x=2 y=3 --answers --formulas --save answers.md
  ringo worksheet "sum(tanh(W @ x))" "W=[[1, 2], [3, 4]]" "x=[1, -1]" \\
      --grids --save grids.xlsx
""",
    "examples: class": """\
  ringo class students.csv "りんご * 個数 * 税" りんご=100 個数=2 税=1.1 \\
      --seed 2026 --save class
  ringo class students.csv --exercise neuron --seed 2026 --save neurons \\
      --format pdf --format xlsx
  ringo class students.csv "(w*x + b)**2" w=0.5 x=2 b=-0.5 --seed 7 \\
      --save lines --vary "x=2..5" --keep w
  ringo mark class/sheets --students class/class.csv --report report.html
""",
    "notes: class": "students.csv には「名前」の列が必要で、「言語」(en, ja) と「番号」の列があってもかまいません。"
    "同じ seed からは同じワークシートができ、すでにあるものは残るので、中断しても同じコマンドで続けられます。",
    "examples: mark": """\
  ringo mark anna.csv
  ringo mark answers/*.csv --report marks.csv
  ringo mark answers/*.csv --sheet sheet.json --report marks.json --lang ja
  ringo mark answers --students students.csv --due 2026-12-01T18:00 \\
      --report class.html --feedback back
""",
    "notes: mark": "途中で止まったときは、同じコマンドをもう一度実行すると続きから採点します。訂正のファイルでは、"
    "student,row,answer,reason の下に 1 行ずつ書きます。Ben,grad tax,,理由 は、Ben が grad tax の行に書いた答えを"
    "認めます。,grad tax,0.5,理由 は全員についてこの数を、Ben,grad tax,0.5,理由 は Ben についてだけ認めます。"
    ",grad tax,,理由 は、多くの答えと違っていても正解を変えないという意味です。",
    "exit status: mark": "すべて採点できれば 0。採点できないファイルがあれば 2 ですが、ほかのファイルは採点します。"
    "当てはまる解答のない訂正があるときも 2、入力の書き間違いも 2 です。",
    "examples: gallery": """\
  ringo gallery out/gallery
  ringo gallery out/gallery --overwrite
""",
    "notes: gallery": "フォルダにあるほかのファイルには触れません。",
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
    "notes: doctor": "別のパッケージが autograd の場所を取って ringo が動かないときも、python -m ringograd doctor なら"
    "動きます。",
    "exit status: doctor": "妨げるものがなければ 0。なくてもよいものが足りないだけのときも 0 です。対応が必要なもの"
    "(!! の行)があれば 1、入力の書き間違いなら 2 です。",
    "examples: completion": """\
  ringo completion bash > ~/.ringo.bash; echo . ~/.ringo.bash >> ~/.bashrc
  ringo completion zsh > ~/.ringo.zsh; echo . ~/.ringo.zsh >> ~/.zshrc
  ringo completion fish > ~/.config/fish/completions/ringo.fish
""",
    "notes: completion": "その後、新しいシェルで ringo と空白を打って TAB を押してください。Ringograd を更新したら、"
    "ファイルだけをもう一度書き出してください。スクリプトにはその時のコマンドが入っていて、"
    "TAB を押しても Python は動きません。",
    "examples: help": """\
  ringo help
  ringo help claim
  ringo claim --help
""",
    "exit status": "できれば 0、入力の書き間違いなら 2。間違いは 1 文で知らせます。",
    "exit status: claim": "主張がすべて正しければ 0、誤りがあれば 1、入力の書き間違いなら 2 です。",
    "exit status:": "終了ステータス:",
    "see also:": "関連:",
    "options everywhere": "どのコマンドにもあるもの",
    "options asked": "何を求めるか",
    "options files": "ファイル",
    "options given back": "報告と返却",
    "options read": "解答の読み方",
    "options students": "学生とその数",
    "help of a command": "説明を表示するコマンド",
    "no shell": "シェルの名前を書いてください: {shells}",
    "no such shell": "「{name}」のスクリプトはありません。あるのは {shells} です",
    "no command": "「{name}」というコマンドはありません{near}。ringo help で一覧を表示します",
    "nearly a command": "「{word}」というコマンドはありません。ringo {near} のことですか? 式の中の名前なら、{word}=3 "
    "のように数が必要です",
}
