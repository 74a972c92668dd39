"""コンパイルされたプログラムとその説明、日本語。"""

SENTENCES = {
    "nodes recorded": "記録されたノード: {count} 個",
    "nodes given": "与えられた数",
    "nodes calculated": "下の式で計算されるもの",
    "nodes inside": "下の式の和の項になったもの",
    "nodes folded": "定数だけから計算され、定数になったもの",
    "L is the output": "勾配の L は、出力 {outputs} です。",
    "L is the sum": "勾配の L は、すべての出力 {outputs} の和です。",
    "columns are lanes": "レーンは、列として並んだ例です。勾配はレーンについて足し合わせます。",
    "layer in pieces": "第 {layer} 層の式は複数あります({results})。パディングした画像の端のように入力の数が異なるか、"
    "層が何度も使われるためです。",
    "so many nodes": "ノード {count} 個",
    "lanes": "レーン",
    "local derivatives": "局所的な微分(演算の表から。z は結果)",
    "names in formulas": "名前",
    "signs in formulas": "記号",
    "tensor": "名前",
    "shape": "形",
    "what it is": "意味",
    "kind parameter": "パラメータ",
    "kind input": "入力",
    "kind constant": "定数",
    "sign delta": "Δ1 は ∂L/∂A1 の略です。Δ2、Δ3、… も同様です。",
    "sign entrywise": "A ⊙ B は要素ごとの積、A B は行列の積、Aᵀ は転置行列です。",
    "sign columns": "A 1 は A の列についての和です。",
    "sign sum": "Σ A は A の要素の和です(全体の和、または列ごとの和)。",
    "sign picked": "A[…] は A の要素を別の順序で、または何度も並べたものです(画像の窓など)。",
    "sign scatter": "scatter(A) は A の要素を、A[…] が取り出した元の場所に戻して足し合わせます。"
    "scatter[i](A) では [i] の場所に戻します。",
    "sign unit": "e0 は 0 番の要素(0 から数える)が 1 で、ほかが 0 の列です。e1、e2、… は 1 番、2 番、… が 1 です。",
    "sign counts": "ν は、各要素が何度出力になっているかを表します。",
    "sign lanes": "lanes はレーンの数です。",
    "sign jacobian": "複数の出力をもつ関数の f′(A) はヤコビ行列です。(j, i) 要素は、出力 j が入力 i でどう変わるかを"
    "表します。A の列ごとに一つの行列があります。",
    "shares add up to 1": "{target} の各列の和が 1 ならば、教科書の Δ{layer} = {share} - {target} と同じです。",
    "no such code": "コードの言語は {languages} です。'{language}' はありません",
    "too many groups": "{count} 個のグループの図は読めません。{most} 個までです",
    # pictures of networks
    "no model to draw": "ネットワークの図に必要なのは、nn のモジュール、学習済みの推定器、forward をもつ箱、"
    "またはそれらのリストです。{given} はそのどれでもありません",
    "model without parts": "描くものがありません。この {kind} には部品がありません",
    "no network in the graph": "モデル {kind} には、この計算グラフで使われたニューロンの層がありません",
    "no number of a line": "ネットワークの線は 'weight' か 'gradient' で描きます。{given} では描けません",
    "lines by weight": "線は重みです。実線は正、破線は負。太いほど大きく、最も太い線は {largest} です。",
    "lines by gradient": "線は勾配です。実線は正、破線は負。太いほど大きく、最も太い線は {largest} です。",
    "lines to parts by weight": "部品への線は、その最大の重みが大きいほど太くなります。最も太い線は {largest} です。",
    "lines to parts by gradient": "部品への線は、その最大の勾配が大きいほど太くなります。最も太い線は {largest} です。",
    "lines without weights": "重みはすべて 0 か、重みがありません。",
    "lines without gradients": "勾配はすべて 0 です。損失の backward() を呼んでから描いてください。",
    # ringo draw: 図の中の語
    "picture gradient": "勾配 {number}",
    "picture local": "局所的な微分 {number}",
    "picture edges": "辺 {count} 本",
    "picture edge": "辺 1 本",
    "picture nodes": "ノード {count} 個",
    "picture given": "入力 {count} 個",
    "picture others": "ほか {count} 個",
    "picture folded": "まとめた箱: {lines}",
    "picture folded edges": "まとめたノードの{edges}",
    "picture product": "{from_} から {to}: 上流の勾配 {upstream} × 局所的な微分 {local} = {product}",
    # viz.network: 図の中の語
    "picture inputs": "入力 {count} 個",
    "picture input": "入力 1 個",
    "picture parameters": "パラメータ {count} 個",
    "picture parameter": "パラメータ 1 個",
    "picture range of weight": "パラメータ {range}",
    "picture range of gradient": "勾配 {range}",
    "picture more neurons": "ほか {count} 個",
    "picture more parts": "ほか {count} 部品",
    # ringo compile
    "shown for a shorter list": " ({n} 個の場合。ここでは {count} 個)",
    "help compiled parameters": "勾配を求めるもの (例 W,b)。指定がなければ名前から判断する。ほかの名前は入力になる",
    "help explanation format": "説明の形式: {formats}",
    "help source": "説明の代わりに、この言語 (numpy や c) のコードを書く",
    "help output": "画面ではなく FILE に書く。名前は内容に合わせて .txt、.md、.tex、.svg、.py、.c のどれかで終わる",
    "source or format": "--source はコードを、--format は説明を書きます。どちらか一方にしてください",
    "no such format here": "--format は {formats} のどれかです。'{format}' はありません",
    "no file to write to": "--output には書き込むファイルが必要です (例: --output neuron.py)",
    "another ending": "{path} に書くのは {what} です。{fitting} で終わる名前にするか、--format か --source で"
    "書くものを選んでください",
    # 描けない図、保存できない図
    "and more characters": "{shown} ほか {count} 文字",
    "Graphviz says": "Graphviz からのメッセージ: {line}",
    "page without .html": "{path!r} の名前は .html で終わらせてください。ページは HTML のファイルです",
    "no points to plot": "グラフには plot({{'loss': [(1, 0.7), (2, 0.4)]}}) のように点が必要ですが、"
    "一つも渡されませんでした",
    "no epochs to plot": "この履歴にはまだエポックがないので、グラフにする損失がありません",
    "point without a place": "{name!r} の点 {point} は、図の中に置けません",
    "no plane for a boundary": "境界は平面に描きます。データのどの x も 2 個の数でなければなりません",
    "no filters": "フィルタは nn.Conv2D のような畳み込みの重みです。{kind} にはありません",
    "no parameters to count": "この {kind} にはパラメータがないので、数えるものがありません",
    "class of a number": "クラス {number}",
    "points with a ring": "誤り: {count}",
    "predicted classes": "予測",
    "actual classes": "実際",
    "filters and their numbers": "{tall} × {wide} のフィルタ {count} 個、黒は {low}、白は {high}",
    "weights of a part": "{part}: 重み {count} 個",
    "gradients of a part": "{part}: 勾配 {count} 個",
    "no moving picture": "動く図は .gif、.webp、.png のどれかで保存します。{name!r} では保存できません",
    "plots of other sizes": "動く図にするグラフは、どれも同じ大きさ(部分の数と列の数が同じ)でなければなりません",
    "no time of a picture": "{name} は 0.02 秒から 60 秒までの時間です。{time!r} は使えません",
    "number of plots": "動く図にできるグラフは 1 個から {most:,} 個までです。渡されたのは {count:,} 個です",
    "no plot in a moving picture": "動く図は viz.plot が返すグラフから作ります。{kind} は使えません",
    "no format of a plot": "グラフは .svg、.png、.pdf のどれかで保存します。{name!r} では保存できません",
    "no columns of plots": "{count} 個のグラフを {columns!r} 列に並べることはできません。どちらも 1 以上です",
    "plots need Matplotlib": 'グラフには Matplotlib が必要です: {pip} install "ringograd[plots]"',
    "PNG too large": "このグラフの PNG は {across:,.0f} × {down:,.0f} ピクセルになり、"
    "安全に描ける大きさを超えます。{smaller_across:,.0f} × {smaller_down:,.0f} ピクセルに縮めたので、"
    "小さな字は読めないかもしれません。どの大きさでも鮮明な SVG か PDF で保存してください。",
    "Graphviz gave no reason": "理由は示されませんでした。",
    "Graphviz is not here": "図を描くには Graphviz が必要ですが、ここにはありません。{pip} install pygraphviz "
    "とするか、できなければ、システムの方法で Graphviz をインストールしてください(Debian なら apt install "
    "graphviz)。",
    "Graphviz gave nothing": "結果が空です。",
    "no format of pictures": "{format!r} は図の形式ではありません。{formats} から選んでください。",
    "character in no picture": "グラフの文字列にある文字 {character!r} は、どの図にも入れられません。",
    "Graphviz cannot draw": "Graphviz はこのグラフを描けません: {reason}",
    "no suffix of a picture": "{path!r} の名前は .svg、.png、.pdf、.dot のどれかで終わらせてください。"
    "それで形式が決まります。",
    "no suffix to save to": "{path!r} の名前は .svg、.png、.pdf、.dot、またはページなら .html で終わらせてください。"
    "それで形式が決まります。",
    "graph kept as text": "{error} グラフは文字列として {path} に残しました",
    "no prefix of ids": "id の接頭辞は、英字で始まり、英字、数字、_ の続くものです(アクセント記号は使えません)。"
    "{prefix!r} は使えません",
    "no font": "ここには {shown} の字形をもつフォントがないので、四角で表します。"
    'フォントをインストールするか(日本語なら {pip} install pygraphviz "ringograd[ja]"、Debian なら apt '
    "install fonts-noto-cjk)、フォントの要らない SVG で保存してください。",
    "Fontconfig says": "Fontconfig からのメッセージ: {line}",
    # コンパイルや実行のできないもの
    "wrt takes Values": "wrt には Value、Value のリスト、モデルのどれかを渡します。{leaf} は Value ではありません",
    "inputs takes Values": "{what} には Value か Value のリストを渡します。{leaf} は Value ではありません",
    "sum of a program": "和",
    "one number of an example": "このプログラムは、例ごとに 1 個の数を、リストか「レーン × "
    "1」の配列で受け取ります。渡されたのは {given} です",
    "numbers of an example": "このプログラムは、例ごとに {count} 個の数を、リストか「レーン × "
    "{count}」の配列で受け取ります。渡されたのは {given} です",
    "one number of a line": "このプログラムが例ごとに受け取る数は 1 個ですが、0 から数えて {line} 行目には {found} "
    "個あります",
    "numbers of a line": "このプログラムが例ごとに受け取る数は {count} 個ですが、0 から数えて {line} 行目には "
    "{found} 個あります",
    "no backend": "バックエンドは {names} です。{backend!r} はありません",
    "compile needs NumPy": 'compile には NumPy が必要です: {pip} install "ringograd[numpy]"',
    "backend needs PyTorch": 'このバックエンドには PyTorch が必要です: {pip} install "ringograd[torch]"',
    "no output to compile": "out は Value か Value のリストです。{given} はどちらでもありません",
    "no outputs to compile": "out が空のリストです。プログラムには 1 つ以上の出力が必要です",
    "parameter and input": "{leaf} が wrt と inputs の両方にあります。葉はパラメータか入力のどちらか一方です",
    "no dtype": "dtype は {names} のどれかです。{dtype} は使えません",
    "no leaf": "{what} の {leaf} は計算された値です。それを計算するもとになった葉を渡してください",
    "leaf twice": "{what}[{first}] と {what}[{second}] が同じ Value {leaf} です。どの Value "
    "も一度だけ渡してください([Value(0.0)] * 2 は一つの Value が 2 回、[Value(0.0) for _ in range(2)] は二つの "
    "Value です)",
    "rule not in C": "{rule} の規則は C では書けません。source('numpy') を使ってください",
    "no program": "プログラムは autograd.compile が返すものです。{given} は使えません",
    "no executor of a batch": "executor は、Dask クライアントの get_executor() のような concurrent.futures "
    "のものか、ここで計算するなら None です。{given} は使えません",
    "no shards": "shards は、バッチをいくつに分けるかを表す 1 以上の整数です。{given} は使えません",
    "program cannot be sent": "プログラムをワーカーに送れません({error})。自分で作った演算は、"
    "モジュールの一番外側で代入してください",
    "no reduction": "reduce は {names} のどれかです。{reduce!r} は使えません",
    "no batch": "バッチは「レーン × {columns}」の配列で、例ごとに 1 行です",
    "size of a block": "このブロックは {size} 個の数ですが、渡されたのは {given} です",
    "no last call": "gradients は直前の呼び出しについての勾配ですが、まだ呼び出していません。"
    "先にプログラムを呼んでください",
    "no number of an output": "output は 0 から {last} までの番号です。{given} は使えません",
    "program without inputs": "このプログラムに入力はありません。入力は compile(out, wrt, inputs=[x]) "
    "のように指定します",
    "inputs are no numbers": "入力は「レーン × {wanted}」の数です。{given} は使えません",
    "block of no numbers": "このブロックに入るのは数です。{given} は使えません",
    "a single number": "1 個の数",
    "not in C": "プログラムを C ではなく NumPy で実行します: {error}",
    "executor takes no more": "executor がもう仕事を受け付けないので、残りをここで計算しました: {why}",
    "worker was lost": "ワーカーが失われたので、その分をここで計算しました: {why}",
    "picture of no Value": "{function} には、計算した結果の Value を渡します。{given} は使えません",
}
