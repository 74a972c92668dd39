"""The commands of `ringo`, in Japanese."""

SENTENCES = {
    # コマンドの説明
    "usage: ": "使い方: ",
    "positional arguments": "引数",
    "options": "オプション",
    "what is typed": """\
式に書けるもの:
  数、名前、pi、e、+ - * / **、( )、関数。|x|、√x、ln(x) とも書ける
  場合分け 1 if x > 0 else 0、where(x > 0, 1, 0)
  比較 < <= > >= == != と 0 < x < 1
  ベクトルと行列では x[0]、W[0, 1]、W.T、@、sum(x) か Σ(x)、max(x)、min(x)、
    mean(x)、softmax(x)、dot(u, v)、outer(u, v)、conv(x, 窓)
    ほかの演算は成分ごと
  式の並び "h = w*x + b; sigmoid(h)"
""",
    "functions: ": "関数: ",
    "examples:": "例:",
    "help of the expression": '計算する式。例: "x * sin(y) ** 2"(引用符は、シェルに解釈させないため)',
    "help of the numbers": "名前=数。名前が表す数。例: x=3、y=-0.5、z=1/3、"
    "ベクトル 'v=[1, 2]'、行列 'W=[[1, 2], [3, 4]]'",
    "help of --save": "計算グラフを FILE に描く。末尾は .svg、.png、.pdf、.dot のどれか。"
    ".html なら手順をたどれるページになる。何度でも指定できる。すでにあるファイルは残す",
    "help of --markdown": "計算の手順を Markdown で表示する",
    "help of --help": "この説明を表示して終了する",
    "help of --lang": "en か ja。環境変数 {variable} でも選べる",
    "help of --version": "版の番号を表示して終了する",
    "saved": "{path} に保存しました",
    # コマンドの使い間違い
    "see --help": "{mistake} ({command} --help で使い方を表示)",
    "no option": "{option} というオプションはありません{near}",
    "unrecognized arguments": "知らない引数があります: {words}",
    "option without argument": "{option} の後に値が 1 個必要です",
    "option without arguments": "{option} の後に値が {count} 個必要です",
    "option with argument": "{option} に値は付けられません: {words}",
    "arguments missing": "次の引数が必要です: {words}",
    "no such option": "{option} というオプションはありません。ringo --help で使い方を表示します",
    "no such language": "{where} に指定できるのは {languages} で、「{word}」は使えません",
    "no name and number": "「{word}」は、x=3 のような NAME=NUMBER(名前=数、= の前後に空白なし)の形ではありません。"
    "空白や * を含む式は引用符で囲みます",
    "no name before =": "「{word}」の中の「{name}」は名前ではありません。名前に使えるのは文字、数字、_ です",
    "no number after =": "{name}= の後に数がありません。{name}=3 のように書いてください",
    "several after =": "「{word}」では {name}= の後に {sign} があります。{name}=3 のような 1 個の数か、"
    "{name}=[1, 2] のようにコンマで区切った数を書いてください",
    "groups in a list": "「{word}」のコンマは、桁区切りとも数の区切りとも読めます。1,000 は 1000 と書き、"
    "{name}=[1000, 2500] のように区切りのコンマの後にはすべて空白を入れてください",
    "not a number": "{name}= の後には 3、-0.5、1/3 のような数を書きます。{reason}",
    "no value here": "「{name}」には値がありません",
    "no list of numbers": "「{word}」は数の並びではありません。ベクトルは {name}=[1, 2]、行列は "
    "{name}=[[1, 2], [3, 4]] と書きます",
    "rows of different lengths": "「{word}」の行の長さがそろっていません。行列は {name}=[[1, 2], [3, 4]] と書きます",
    "number given twice": "「{name}」に数が 2 回与えられています。一方を取り除いてください",
    "number without a use": "「{name}」に数が与えられていますが、式にその名前はありません",
    "no file to draw to": "--save の後には、--save picture.svg のように描く先のファイルが必要です",
    "picture not saved": "図を {file} に保存できませんでした: {reason}",
    "formulas as text": 'ページの式は文字だけで表示されます。{pip} install "ringograd[mathml]" で数式になります',
    "too large for a page": "ノードと辺は合わせて {count} 個あり、ページに入る {most} 個を超えています。"
    "計算の一部だけを見せるか、折りたたまれる図にしてください",
    "not printed": "結果を表示できませんでした: {reason}",
    # ワークシートのコマンド
    "help learning rate": "この学習率で重みの更新をして、その後の損失まで求める",
    "no learning rate": "学習率は 0.1 のような数です: {problem}",
    "help parameters": "更新するもの (例 w,b や W[0, 1])。行列の名前は全体を表す。指定がなければ名前から判断する",
    "help level": "何を求めるか: {levels}",
    "help ask": "求める行をキー、'new w*' のようなパターン、delta のような種類で選ぶ。何度でも指定できる",
    "help digits of a sheet": "答えの有効数字の桁数",
    "help decimals of a sheet": "有効数字の桁数の代わりに、答えの小数の桁数",
    "help steps": "続けて行う更新の回数",
    "help optimizer": "パラメータの更新のしかた: {names}",
    "help formulas": "局所的な微分の式を示す",
    "help grids": "ベクトルや行列を、マス目のある 1 つの問いにする",
    "help answers": "空欄の代わりに正しい数を入れる",
    "help save sheet": "FILE に書く。名前は .pdf (印刷用)、.xlsx、.csv、.md、.json、.xml (Moodle 用)、.html で終わる。"
    "何度でも指定できる",
    "help overwrite": "すでにあるファイルを置き換える。指定しなければ残す",
    "help files": "書き込んだワークシート: .xlsx、.ods、.xls、.csv、.md、.json。またはそのフォルダ",
    "help sheet": "このワークシートで採点し、別のものの解答は断る。なければ各ファイルが自分のものを示す",
    "help report": "クラスの報告を FILE.html か FILE.md に、ファイルごとに一行を FILE.csv に、すべてを FILE.json に"
    "書く。何度でも指定できる",
    "help reveal": "ヒントで答えの数も示す",
    "help digits": "正しくなければならない有効数字の桁数。指定がなければワークシートの桁数、それもなければ 3 桁",
    "help decimals": "有効数字の桁数の代わりに、正しくなければならない小数の桁数",
    "help points": "行や誤りの配点のファイル (points.toml など): [rows] の表に delta = 2、"
    '[mistakes] の表に "decimal point" = 0.5 のように書く',
    "help truncation": "四捨五入ではなく切り捨てた数も正解とする",
    "help comma": "小数点がコンマ (0,5 など)。セルを ; で区切った CSV では指定しなくてよい",
    "no digits": "{option} は {least} から {most} までの整数です ({option} 3 など)。'{typed}' は使えません",
    "no files": "answers/*.csv のように、解答のファイルを指定してください (ringo mark --help に説明があります)",
    "no such files": "{pattern} というファイルはありません",
    "no such report": "{path} には書けません。報告の名前は .html、.md、.csv、.json で終わります",
    "report is input": "{path} は読み込むファイルの一つです。報告は別の名前にしてください",
    "not all marked": "{of} 個のうち {n} 個のファイルを採点できませんでした",
    "column file": "ファイル",
    "column score": "得点率",
    "column points": "点",
    "column of": "満点",
    "column first wrong": "最初の誤り",
    "column hint": "ヒント",
    "column remarks": "備考",
    # the lab
    "help of the folder": "サイトを書き出すフォルダ。新しいもの、空のもの、またはラボが入っているもの",
    "help of --pyodide": "Pyodide のファイルの場所。フォルダなら写し、アドレスなら使うときに取りにいく",
    "no folder for the lab": "ラボを書き出すフォルダが要ります。例: ringo lab site --pyodide FOLDER",
    "no pyodide": "ラボには Pyodide が要ります: npm install pyodide@314 をしてから --pyodide node_modules/pyodide",
    "not pyodide": "'{folder}' は Pyodide のフォルダではありません: {file} がありません",
    "not an address": "'{address}' はフォルダのアドレスではありません: https:// とホスト名で始め、文字、数字、"
    ". _ - / : @ だけを使います",
    "folder in use": "'{folder}' にはラボではないものが入っています: 新しいフォルダを選んでください",
    "lab not written": "ラボを書き出せませんでした: {reason}",
    "lab written": "ラボを {folder} に書き出しました: python -m http.server --directory {folder}",
    "no such choice": "{what} は {choices} のどれかです: '{given}' はありません",
    "no such number": "{what} は {low} から {high} までの数です: '{given}' は使えません",
    "no such layers": "隠れ層は 8 8 のように、層ごとのニューロンの数(1 から {neurons})を {layers} 個まで並べます: "
    "'{given}' は使えません",
    "no input is named": "どの入力で微分するのかを書いてください。例: x",
    "no such kind": "ベクトルの大きさの後に書けるのは {choices} です(例: t=n:onehot): '{given}' は使えません",
    "too long": "ここで読めるのは {most} 文字までです",
    "no such inputs": "入力を動かすには、グラフと同じ個数の数が必要です",
    "another graph": "この入力では別のグラフになります: 数を入力して、もう一度表示してください",
    "no network": "訓練中のネットワークがありません: まず作ってください",
}
