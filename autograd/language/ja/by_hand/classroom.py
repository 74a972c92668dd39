"""クラス: 回収、訂正、報告、返却の文。"""

SENTENCES = {
    # 名簿
    "no column of names": "{path} に名前の列がありません。1 行目に name または 名前 と書き、"
    "その下に 1 行に一人ずつ書いてください",
    "student without a name": "{path} の {line} 行目: 名前がありません",
    "language of a student": "{path} の {line} 行目: '{lang}' という言語はありません。使える言語は {langs} です",
    "student twice": "{path} の {line} 行目: {name} は {before} 行目にもあります。{name} 2 のように区別してください",
    "no students": "{path} には学生が一人もいません",
    # 回収
    "files skipped": "隠しファイル、一時ファイル、または通常のファイルではないので読みませんでした: {names}",
    "on paper": "{path} は紙の解答なので読めません。答えを .xlsx か .csv のワークシートに入力してください",
    "no answers there": "{path} に解答のファイルがありません",
    "own files alone": "{path} は一覧や報告など、ringo 自身のファイルです。提出されたファイルを指定してください",
    "no time": "--due には 2026-12-01T18:00 のような日時か、2026-12-01 のような日付を指定してください。"
    "'{typed}' は日時として読めません",
    "not in the list": "{name} は名簿にありません",
    "file of nobody": "このファイルは名簿の誰のものでもなく、ワークシートも入っていません。学生の数には入れません",
    "file without a sheet": "このファイルにはワークシートが入っていません。学生の数には入れません",
    "sheet of another": "{name} は {other} に配られたシートに記入しています",
    "handed in late": "遅れて提出: {time} (締め切り {due})",
    "another exercise": "ほかの多くの人とは別の問題、または別の数の問題です",
    "former file": "採用しません。{name} はあとから {other} を提出しています",
    "other file": "採用しません。空欄か採点できないファイルなので、{name} の {other} を採用します",
    "no file of marks": "{path} は採点結果のファイルではありません。--keep で別のファイルを指定してください",
    "marks in use": "{path} は使用中です。別の採点が進んでいます。"
    "終わるのを待つか、--keep で別のファイルを指定してください",
    "marks not kept": "採点結果を {path} に保存できませんでした: {reason}。",
    "earlier marks kept": "それまでの結果は残っています。",
    "make room for marks": "空きを作ってから、同じコマンドをもう一度実行してください",
    "keep marks elsewhere": "--report、--feedback、--keep には、書き込める場所を指定してください",
    "marked before": "{of} 個のうち {n} 個のファイルは採点済みでした",
    # 訂正
    "no column of rows": "{path} に行の列がありません。1 行目に student,row,answer,reason と書いてください",
    "corrections stand below": "TOML: 訂正は [[correction]] という行の下に書きます",
    "correction without a row": "{path} の {line} 行目: どの行の訂正かを grad w や 12 のように書いてください",
    "correction without a number": "{path} の {line} 行目: {problem}",
    "correction with other words": "{path} の {line} 行目: 訂正に書けるのは student、row、answer、reason です。"
    "{words} は使えません",
    "correction fits nothing": "{path} の {line} 行目: この訂正に当てはまる解答はありません ({cells})",
    "key stands": "{path} の {line} 行目: {row} の行は、正解をそのままにして採点に入れます。"
    "答えを認める行には、学生か答えを書いてください",
    "accepted": "先生が正解と認めました",
    "accepted because": "先生が正解と認めました: {reason}",
    "corrections left": "当てはまらない訂正が {n} 件あります",
    "now": "訂正後 {path}: {summary}",
    # 報告
    "report title": "クラス全体の結果",
    "report numbers": "採点 {marked} 人、読めない解答 {unread} 人、未提出 {missing} 人。",
    "report missing": "未提出: {names}。",
    "report doubts": "先生が確かめるべき行",
    "key in doubt": "{row} の行: {of} 人のうち {many} 人の答えが {number} で、正解は {key} です。"
    "どの誤りでも説明できないので、"
    "正解のほうが違うかもしれません。訂正のファイルで決めるまで、この行は採点に入れません。",
    "key times": "{row} の行: {of} 人のうち {many} 人の答えが正解の {ratio} 倍です。どの誤りでも説明できないので、"
    "正解のほうが違うかもしれません。訂正のファイルで決めるまで、この行は採点に入れません。",
    "most make a mistake": "{row} の行: {of} 人のうち {many} 人が同じ誤りをしています ({mistake})。"
    "全員の答えがこれで説明できるので、"
    "採点に入れます。授業で取り上げてください。正解のほうが違うときは、訂正のファイルでその数を認めてください。",
    "report scores": "得点率ごとの人数",
    "report talks": "話を聞きたい学生",
    "talk: few points": "{of} 点中 {points} 点",
    "talk: many blanks": "{of} 行のうち {n} 行が空欄",
    "talk: same mistake": "同じ誤りが {n} 行: {mistake}",
    "talk: unreadable": "読めない答えが {n} 個",
    "report mistakes": "よくある誤り",
    "report mistakes told": "それぞれの誤りをした可能性のある人数です。一つの数が複数"
    "の誤りで説明できることもあります。",
    "some other row": "別の行の数を書いた",
    "report rows": "難しかった行",
    "report students": "学生とファイル",
    "column student": "学生",
    "column counts": "採用",
    "column mistake": "考えられる誤り",
    "counts yes": "はい",
    "counts no": "いいえ",
    # 返却
    "feedback title": "{name} さん - {sheet}",
    "feedback first": "まずここから",
    "feedback notes": "お知らせ",
    "feedback rows": "すべての行",
    "row not counted": "先生が確認中のため、次の行は採点に入れていません: {rows}",
    "row points": " ({of} 点中 {points} 点)",
    "not counted": "採点外",
    "follows": "自分の前の数から計算すると {number}",
    "which gives": "計算結果は {number}",
    "follows explained": "前の数が違っていても、そのあとの行はその数から計算した結果で採点します。"
    "一つの誤りで失うのは 1 行だけです。",
    "between reasons": "。",
    "before a hint": "。",
    "feedback saved": "{n} 人分の返却用の紙面を {path} に保存しました",
    # コマンド
    "help students": "名簿。name の列がある CSV。lang と id の列も使える",
    "help due": "この日時より遅いファイルを知らせる。例: 2026-12-01T18:00。日付だけならその日の終わりまで",
    "help corrections": "訂正を適用する。student、row、answer、reason の列がある CSV、または TOML。書き方は下にある",
    "help feedback": "学生一人ひとりに返す紙面を、その学生の言語で FOLDER に書く",
    "help pdf": "返す紙面を HTML ではなく PDF にする",
    "pdf without feedback": "--pdf は学生に返す紙面のためのものです。"
    "--feedback back のようにフォルダを指定してください",
    "help keep": "採点結果を FILE に残し、二度採点しないようにする。指定しなければ報告の隣に置く",
    "help processes": "同時に採点するプロセスの数。指定しなければプロセッサの数",
}
