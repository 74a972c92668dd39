"""Networks in Japanese: layers, boxes, losses and scores."""

SENTENCES = {
    # 数と部品
    "one number": "1 個の数",
    "a list of one number": "1 個の数のリスト",
    "so many numbers": "{count} 個の数",
    "a module without a call": "{kind} の __call__ に、例から何を作るかが書かれていません",
    "list in a Sequential": "Sequential の {part} 番目の部品が {kind} です。Sequential(*layers) と書いてください",
    "no part of a Sequential": "Sequential の {place} 番目の部品 {part!r} は、モジュールでも関数でもありません",
    "residual changes the shape": "残差接続の内側は形状を変えてはいけません。{before}から{after}ができました",
    "batch normalisation of one example": "訓練中のバッチ正規化には、バッチ全体が必要です。"
    "model.batch(examples) か model.eval() を呼んでください",
    "batch normalisation of few examples": "訓練中のバッチ正規化には例が 2 個以上必要ですが、渡されたのは "
    "{count} 個です",
    "batch normalisation of another size": "{features}のバッチ正規化に、{given}が渡されました",
    # 範囲を外れた数についての語句
    "a dropout rate": "ドロップアウト率",
    "the number of features": "特徴の個数",
    "the momentum of batch normalisation": "バッチ正規化の momentum",
    "the epsilon of batch normalisation": "バッチ正規化の epsilon",
    "the size of a window": "ウィンドウの大きさ",
    "a stride": "ストライド",
    "a padding": "パディング",
    "the number of channels": "チャンネル数",
    "the number of filters": "フィルタ数",
    "the number of inputs": "入力の個数",
    "the number of outputs": "出力の個数",
    "the number of outputs of a layer": "層の出力の個数",
    "the number of rows of an embedding": "埋め込みの行数",
    "the size of an embedding": "埋め込みの次元",
    "more than 0 and finite": "0 より大きい有限の数",
    "at least 0 and finite": "0 以上の有限の数",
    "at least 0 and less than 1": "0 以上 1 未満の数",
    "between 0 and 1": "0 以上 1 以下の数",
    "no whole number": "{what}は {least} 以上の整数です。{number!r} は使えません",
    "out of range": "{what}は{within}です。{number!r} は使えません",
    # 層とボックス
    "backward before forward": "backward は直前の forward を逆向きにたどりますが、まだ forward "
    "が呼ばれていません。先に forward を呼んでください",
    "wrong number of inputs of a box": "{kind} の forward の入力は{inputs}ですが、渡されたのは {given} 個です",
    "shapes of an affine": "Affine の W は「入力 × 出力」、b は「出力」の形状です。渡されたのは{weight}と{bias}です",
    "input of an affine": "{weight}の W をもつ Affine の入力は、{many}か、その長さの行を並べたものです。"
    "渡されたのは{given}です",
    "targets of a softmax": "SoftmaxWithLoss には行ごとに正解が一つ、全部で {count} 個必要です。"
    "渡されたのは{given}です",
    "no such class of a softmax": "クラス {target!r} はありません。{count} 個の数は 0 から {last} "
    "までのクラスに対応します",
    "no vectors for a box": "この箱の入力は、ベクトルか、行のリストで表したバッチです。渡されたのは{given}です",
    "shape unlike another": "{name}の形状は{other}と同じ{right}のはずですが、渡されたのは{given}です",
    "the output": "出力",
    "the first": "1 番目の入力",
    "the second input": "2 番目の入力",
    "rows of several lengths": "長さの違う行({first} は{right}、{place} は{given})",
    "ragged image": "{part} が受け取る画像は、どの行も同じ長さで、どのチャンネルも同じ大きさでなければなりません。"
    "渡されたのは{given}です",
    "window larger than image": "{size} × {size} のウィンドウは、{given}の画像より大きいです",
    "padding without anything to pool": "パディングを {padding} にすると、{size} × {size} のウィンドウの中に、"
    "プーリングする数が一つもないところができます",
    "init not called": "{name} は初期値を作る関数で、それ自体は初期値ではありません。init=nn.init.{name}() "
    "と書いてください",
    "no init": "init は nn.init.he() のような、入力と出力の個数を受け取る関数です。{init!r} は使えません",
    "nonlin is no truth": "nonlin は True か False です。{nonlin!r} は使えません。関数は activation=tanh "
    "のように名前を付けて渡してください",
    "input of a neuron": "このニューロンの入力は{many}ですが、渡されたのは{given}です",
    "name of a layer is no text": "層の name は文字列です。関数は activation=tanh のように名前を付けて渡してください",
    "nouts is no list": "nouts は MLP(2, [3, 1]) のような、ニューロンの個数のリストです。{nouts!r} は使えません",
    "no row of an embedding": "埋め込みの入力は 0 から {last} までの行番号です。渡されたのは{given}です",
    "activation of all outputs": "{name} はすべての出力をまとめて受け取ります。Sequential(Layer(2, "
    "3, activation=None), {name}) と書いてください",
    "no activation": "activation は activation=tanh のような一つの数の関数か、None です。{given} は使えません",
    # 損失と評価
    "target of a hinge loss": "ヒンジ損失の正解は 1 か -1 です。{target!r} は使えません",
    "target of another size": "出力は{outputs}なのに、正解は{targets}です。個数を同じにしてください",
    "loss of several classes": "この損失は、クラスごとの出力をリストで受け取りますが、渡されたのは{given}です。"
    "出力が一つのときは、名前に binary_ の付いた同じ損失を使ってください",
    "no such class": "クラス {target!r} はありません。{count} 個の出力は 0 から {last} までのクラスに対応します",
    "no probability": "確率は 0 以上 1 以下の数です。{number} は使えません。ロジットには、名前に _from_logits "
    "の付いた同じ損失を使ってください",
    "target of a binary loss": "2 値の損失の正解は 0 か 1、またはその間の数です。{target!r} は使えません",
    "shares of a target": "正解の割合は、one-hot ベクトルのように、どれも 0 以上で和が 1 でなければなりません。"
    "{numbers} はそうなっていません",
    "no largest output": "{size}の出力 {scores} には、最大のものがありません",
    "empty output": "出力が空です",
    "no threshold": "一つの数 {score:g} を 2 つのクラスに分けるには threshold が必要です。ロジットか、"
    "ヒンジ損失で学習したものなら threshold=0、確率なら threshold=0.5 を渡してください",
    "as many predictions": "予測が {predicted} 個、例が {actual} 個あります。同じ個数で、1 個以上必要です",
    "no label": "クラスは、predicted_class が返すような数か名前です。{label!r} は使えません",
    "score as a class": "{label!r} はスコアのようです。predicted_class(output) でクラスにしてください",
    "names and numbers": "予測のクラスは {predicted!r} のように、実際のクラスは {actual!r} のように書かれています。"
    "両方を数にするか、両方を名前にするか、confusion_matrix(predicted, actual, classes=[…]) を使ってください",
    "class twice": "classes={classes} の中に、同じクラスが 2 回あります",
    "label not among the classes": "クラス {label!r} は、クラス {classes} の中にありません",
    "one feature": "1 個の特徴",
    "so many features": "{count} 個の特徴",
    "one input": "1 個",
    "so many inputs": "{count} 個",
    "no image": "{part} が受け取る画像は「チャンネル × 行 × 列」の数ですが、渡されたのは{given}です",
    "no image of so many channels": "{part} が受け取る画像は {channels} チャンネルの「チャンネル × 行 × "
    "列」の数ですが、渡されたのは{given}です",
    "input of a layer": "この層の入力は{many}ですが、渡されたのは{given}です",
    "input of a named layer": "層 {name} の入力は{many}ですが、渡されたのは{given}です",
    "dout": "dout",
    "in a part of a Sequential": "{i} 番目の部品 ({name}): {error}",
    "nonlin of a network": "MLP に nonlin は渡せません。最後の層だけが線形で、ほかの層の関数は "
    "activation=tanh のように選びます",
}
