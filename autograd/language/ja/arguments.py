"""関数が使えない引数。"""

SENTENCES = {
    "argument of another kind": "{argument} に渡すのは{what}です。{given} は使えません",
    "kind function": "関数",
    "kind model": "nn.MLP(2, [3, 1]) のようなモデル",
    "kind optimizer": "nn.optim.SGD(model.parameters(), 0.1) のようなオプティマイザ",
    "kind variables": "{{'x': 2}} のような、名前と数の組",
    "kind seed": "整数か random.Random か None ",
    "kind text": "文字列",
    "kind numbers": "数のリスト",
    "kind list": "リスト",
    "kind names": "名前のリスト",
    "kind data": "nn.data.moons(100) のようなデータ",
    "kind plots": "[viz.plot(…), viz.losses(…)] のような、グラフのリスト",
    "kind points": "{{'loss': [(1, 0.7), (2, 0.5)]}} のような、名前と点 (x, y) の組",
    "kind whole number": "整数",
    "kind number": "数",
    "kind matrix of counts": "nn.metrics.confusion_matrix の結果",
    "kind history": "nn.train の結果",
}
