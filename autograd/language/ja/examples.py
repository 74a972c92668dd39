"""`examples/` のプログラムの文。"""

SENTENCES = {
    "example: price": "代金 {price}。勾配: {gradients}",
    "example: saved": "{path} に保存しました",
    "example: points": "パラメータ {parameters} 個、学習に使う点 {train} 個、取り置いた点 {test} 個",
    "example: points right": "取り置いた点の {share} を正しく見分けました",
}
