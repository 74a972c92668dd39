"""Networks in Japanese: examples, tables and their encoding."""

SENTENCES = {
    # 例
    "share of a test": "テスト用の割合は 0 より大きく 1 より小さい数です。{test!r} は使えません",
    "empty part": "{n} 個の例の割合 {test} は {count} 個なので、一方が空になります",
    "number of folds": "{n} 個の例は 2 から {n} 個までに分割できます。{k!r} 個にはできません",
    "order is no random": "順番は random.Random(0) のような random.Random から決めます。{random!r} は使えません",
    "targets of examples": "例が {xs} 個、正解が {ys} 個あります。例ごとに一つの正解が必要です",
    "one target of examples": "例が {xs} 個、正解が {ys} 個あります。例ごとに一つの正解が必要です",
    "targets of one example": "例が {xs} 個、正解が {ys} 個あります。例ごとに一つの正解が必要です",
    "shapes of examples": "最初の例は{first}ですが、xs[{i}] は{size}です。形状を同じにしてください",
    "names of features": "特徴の名前が {count} 個ありますが、例は{size}です",
    "target is no class": "正解 ys[{i}] の {y!r} はクラスではありません。名前のあるクラスは 0 から {last} までです",
    "size of a batch": "バッチの例は 1 個以上です。{size!r} 個にはできません",
    "arms of a spiral": "渦巻きの腕の本数は 1 以上の整数です。{classes!r} は使えません",
    "points of classes": "count は点の個数で、クラスの数 {classes} 以上の整数です。{count!r} は使えません",
    "no noise": "noise は標準偏差で、0 以上の数です。{noise!r} は使えません",
    # 画像
    "digits needs scikit-learn": "digits() は scikit-learn に付属するファイルを読みます: "
    '{pip} install "ringograd[digits]"',
    "digits not there": "scikit-learn はありますが、そのファイル {path} がありません: "
    '{pip} install "ringograd[digits]"',
    "no part of MNIST": "MNIST にあるのは 'train' と 'test' です。{part!r} はありません",
    "no limit": "limit は 1 以上の例の個数です。{limit!r} は使えません",
    "labels do not match": "{images} の画像は {image_count} 個、{labels} のラベルは {label_count} 個で、一致しません",
    "no label of a digit": "{path} で 0 から数えて {place} 番目のラベルが {label} です。ラベルは 0 から 9 までです",
    "no file in the folder": "フォルダ {folder} に、ファイル {names}、{last} のどれもありません",
    "packed too densely": "ヘッダーによれば {told} バイトのはずですが、ファイルは {packed} バイトしかありません。"
    "画像が {most} 分の 1 より小さく圧縮されることはまずありません。本当にそうなら、自分で展開してください",
    "gzip damaged": "{path} は壊れた gzip ファイルです({error})。入手し直してください",
    "file and fault": "{path} は読めません: {error}",
    "bytes missing": "{path}: ヘッダーによれば {told} バイトのはずですが、{found} バイトしかありません。"
    "入手し直してください",
    "bytes left over": "{path}: ヘッダーによれば {told} バイトのはずですが、それより長く続いています。"
    "入手し直してください",
    "no IDX file": "IDX ファイルではありません。00 00 ではなく、バイト {found} で始まっています",
    "header cut off": "ヘッダーが {wanted} バイトのうち {found} バイトで終わっています",
    "IDX of another type": "数の型が {kind} ですが、必要なのはバイト(型 8)です",
    "dimensions of labels": "データが {found} 次元ですが、ラベルは 1 次元です",
    "dimensions of images": "データが {found} 次元ですが、画像は 3 次元です",
    "dimensions of data": "データが {found} 次元ですが、必要なのは {wanted} 次元です",
    "nothing in a file": "ヘッダーによれば {told} バイト、つまり空です",
    "too much in a file": "ヘッダーによれば {told} バイトですが、読み込むのは {most} バイトまでです",
    # オプション
    "no file": "ファイル {path} がありません(フォルダ {folder} から見て)",
    "use names columns": "use には、正解 {target!r} 以外の列の名前を一度ずつ書きます。{columns} は使えません",
    "list of texts": "{what} は {what}=[{given!r}] のような文字列のリストです",
    "list of columns": "{what} は {what}=[{given!r}] のような列の名前のリストです",
    "no text in a list": "{what} には {text!r} のような文字列を書きます。{given!r} は使えません",
    "no separator": "separator は ';'、'\\t'(タブ)、' '(空白)のような 1 文字です。{given!r} は使えません",
    "no encoding": "encoding は 'cp932' や 'latin-1' のような名前です。{given!r} は使えません",
    "comma is no truth": "comma は、小数点がコンマなら True、そうでなければ False です。{given!r} は使えません。"
    "区切り文字なら separator を見てください",
    "names twice": "names には、列ごとに一つずつ、重ならない名前を書きます。{given} は使えません",
    # 行と列
    "empty table": "{path} は空です。最初の行には列の名前が必要です",
    "names given twice": "{path} の {line} 行目: 最初の行に列の名前があるので、names=[…] は要りません",
    "columns of one name": "{path} の {line} 行目: {name!r} という名前の列が二つあります。二つ目を {second!r} "
    "と呼びます",
    "target of two columns": "{told}。一方が正解なので、予測に使う列を use=[…] で指定してください",
    "only the target": "{path} には、正解 {target!r} 以外の列がありません",
    "only the target and unnamed": "{path} には、正解 {target!r} と、名前のない列しかありません。使うなら "
    "use={unnamed} としてください",
    "signs left out": "{path}: 次の列の数は、記号を除いて読み込みます: {which}",
    "left out of the features": "{path}: 次の列は特徴に入れません: {which}。入れるには、use=[…] に、"
    "ほかの列と一緒に書いてください",
    "target missing": "{path} の {line} 行目、列 {target!r}: 正解がありません。正解を書くか、行を取り除くか、"
    "drop_missing_targets=True としてください",
    "all targets missing": "{path} の {line} 行目、列 {target!r}: 正解がありません。ほかのどの行にもありません",
    "rows without a target": "{path}: {all} 行中 {count} 行に正解 {target!r} がないので除きます。"
    "最初のものは {line} 行目です",
    "no rows": "{path} には列の名前はありますが、行がありません",
    "cells of a row": "{path} の {line} 行目: 列は {width} 個ですが、この行のセルは {count} 個です",
    "quotation mark open": "{path} の {line} 行目: この行を読めません。引用符が閉じていません",
    "row cannot be read": "{path} の {line} 行目: この行を読めません: {error}",
    "row with quotation marks": "{path} の {line} 行目: この行を読めません: {error}。引用符で囲んだセルの中では、"
    "引用符を 2 つ続けて書きます",
    "names in all": "{names}, …(全部で {count} 個)",
    "one name less": "{path} の {line} 行目: ヘッダーの名前は {names} 個ですが、どの行のセルも {cells} 個です。"
    "{number} のように小数点がコンマなら、セルの区切りを ';' にして保存するか、数を \"{number}\" "
    "のように引用符で囲んで comma=True としてください。最初のセルが行番号なら、ヘッダーを row,{name} で始めて、"
    "それにも名前を付けてください",
    "names are numbers": "{path} の {line} 行目: 列の名前のほとんどが数です: {names}。"
    "最初の行がヘッダーでないなら、names=['…', …] で {count} 個の列に名前を付けてください。ヘッダーなら、"
    "使う列を use=[{number!r}, …] で指定してください",
    "several separators": "{path} では、区切りを{several}のどれと見ても、各行のセルが {count} 個になります。"
    "separator={separator!r} のように指定してください",
    "and with": "{one}、{other}",
    "no such column": "{path} に列 {name!r} はありません。列は {names} です",
    "no such column between": "{path} に列 {name!r} はありません。区切りを{separator}と見ると、列は {names} です",
    "column with another separator": "{sentence}。区切りを {other!r} と見ればあります。separator={other!r} "
    "としてください",
    "column named below": "{sentence}。{line} 行目にその名前があります。それより前の行を取り除いて、"
    "最初の行にしてください",
    "name the columns": "{sentence}。最初の行がヘッダーでないなら、names=[…] で列に名前を付けてください",
    "tabs": "タブ",
    "blanks": "空白",
    # 列が特徴でない理由
    "empty, without a name": "名前がなく、空",
    "counts the rows": "行番号",
    "counts the rows, without a name": "名前がなく、行番号",
    "a different number": "どの行でも違う番号",
    "a different number, without a name": "名前がなく、どの行でも違う番号",
    "a different date": "どの行でも違う日付で、数ではない",
    "a different date, without a name": "名前がなく、どの行でも違う日付で、数ではない",
    "a different text": "どの行でも違う文字列",
    "a different text, without a name": "名前がなく、どの行でも違う文字列",
    # 文字と数
    "no CSV file": "{path} は CSV ファイルではなく、{what}です。開いて、UTF-8 の CSV として保存してください",
    "a workbook or archive": ".xlsx や .ods のようなワークブックか、別のアーカイブ",
    "a workbook": ".xls のようなワークブック",
    "byte is not": "{path} の {line} 行目: バイト {byte:02x} は {encoding} ではありません。{advice}",
    "say another encoding": "別の encoding を指定するか、UTF-8 なら指定を外してください",
    "encoding unknown": "{path} は encoding={encoding!r} では読めません。encoding は 'utf-8'、'cp932'、"
    "'latin-1' のような名前です",
    "character 0": "{path} の {line} 行目: 表の中に文字 0 があるはずはありません。ファイルが UTF-16 "
    "なら encoding='utf-16-le' としてください",
    "begins as UTF-16": "UTF-16 の始まり方をしています。encoding='utf-16' とするか、ファイルを UTF-8 "
    "で保存してください",
    "one reading": "{near!r} が正しければ encoding={encoding!r}({who})",
    "or another reading": "{one}、{other}",
    "say an encoding": "{readings} とするか、ファイルを UTF-8 で保存してください",
    "encoding of its own": "encoding= にその文字コードの名前",
    "Shift-JIS of Windows": "日本語版 Windows の Shift-JIS",
    "EUC of Unix": "日本語版 Unix の EUC",
    "Latin of Windows": "西欧版 Windows の文字コード",
    "both decimal signs": "{path} の {line} 行目、列 {name!r}: {comma!r} の小数点はコンマ、{point!r} "
    "の小数点はピリオドです。どちらかを直してください",
    "either decimal sign": "{path} の {line} 行目、列 {name!r}: {cell!r} の記号が、小数点か 3 "
    "桁ごとの区切りか分かりません。小数点がコンマなら comma=True、そうでなければ comma=False としてください",
    "sign is missing": "{path} の {line} 行目、列 {name!r}: {cell!r} には {sign!r} がありませんが、{first!r} "
    "にはあります。列のすべての数に同じ記号を付けるか、どれにも付けないでください。"
    "分からない数のセルは空にしてください",
    # エンコーダー
    "cell is no number": "{cell!r} は数ではありませんが、訓練データのこの列は数だけです",
    "most cells are numbers": "{path} の {line} 行目、列 {name!r}: {cell!r} は数ではありませんが、この列の "
    "{count} 個のセルのうち {numbers} 個は数です。直すか、数が分からないならセルを空にするか、"
    "それが分からない数を表すなら csv(…, missing={{{cell!r}}}) としてください。すべてが名前なら、"
    "それぞれの前に文字を付けてください",
    "no table": "Encoder には、nn.data.csv が返す Table か、その一部を渡します。{given} は使えません",
    "nothing to learn from": "{path} の訓練データには行がないので、何も学習できません",
    "other columns": "訓練データは列 {columns} から {target!r} を予測しますが、{path} のこのデータは "
    "{own_columns} から {own_target!r} を予測します",
    "in a cell": "{path} の {line} 行目、列 {name!r}: {error}",
    "comma in training": "{path} の {line} 行目、列 {name!r}: {cell!r} の記号が、小数点か 3 "
    "桁ごとの区切りか分かりません。この列の小数点は訓練データではコンマでしたが、このデータの列 {other!r} "
    "ではピリオドです。このデータの小数点がコンマなら csv(…, comma=True)、そうでなければ comma=False としてください",
    "point in training": "{path} の {line} 行目、列 {name!r}: {cell!r} の記号が、小数点か 3 "
    "桁ごとの区切りか分かりません。この列の小数点は訓練データではピリオドでしたが、このデータの列 {other!r} "
    "ではコンマです。このデータの小数点がコンマなら csv(…, comma=True)、そうでなければ comma=False としてください",
    "target is no number": "正解 {cell!r} は数ではありません",
    "class not in training": "訓練データにクラス {cell!r} はありません。あるのは {classes} です",
    "number is no class": "訓練データにクラス {cell!r} はありません。あるのは {classes} です。"
    "数を予測するなら Encoder(train, regression=True) としてください",
    "a dataset": "Dataset: 例 {count} 個",
    "a dataset of a shape": "{dataset}(それぞれ{size})",
    "a dataset of classes": "{dataset}、{count} クラス",
    "a table in a file": "Table: {path} の {count} 行、正解 {target!r}、列 {columns}",
    "an encoder": "Encoder: {features} から {target!r}",
}
