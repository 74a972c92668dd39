"""`examples/` のプログラムの文。"""

SENTENCES = {
    "example: price": "代金 {price}。勾配: {gradients}",
    "example: saved": "{path} に保存しました",
    "example: points": "パラメータ {parameters} 個、学習に使う点 {train} 個、取り置いた点 {test} 個",
    "example: points right": "取り置いた点の {share} を正しく見分けました",
    "example: digits": "パラメータ {parameters} 個、学習に使う数字 {train} 個、テスト用 {test} 個",
    "example: digits of one": "{name}: パラメータ {parameters} 個、学習に使う数字 {train} 個",
    "example: test accuracy": "テストの正解率 {share}",
    "example: taken for": "{actual} を {predicted} と間違えた: {count} 回",
    "example: before": "元の画像",
    "example: after": "通した後、{name}",
    "example: loss falls": "損失は {before} から {after} に、{improvement} だけ下がります",
    "example: from the sine": "{name}: パラメータ {parameters} 個、サインからの距離 {distance}",
    "example: price alone": "代金 {price}",
    "example: gradients": "勾配: {gradients}",
}
