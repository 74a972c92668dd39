"""Networks in Japanese: why a model is not compiled."""

SENTENCES = {
    # モデルや損失がコンパイルされない理由
    "examples depend on each other": "例が互いに依存しています",
    "draws in its own order": "独自の順番で乱数を引いています",
    "draws other numbers": "例ごとに違う乱数を引いています",
    "graphs of other sizes": "計算グラフが例によって違います。{one} ノードの例と {other} ノードの例があります",
    "other constants": "定数が {one:.6g} の例と {other:.6g} の例があります",
    "graphs of one size": "計算グラフが例によって違います",
    "other outputs": "出力が例によって違います",
    "holds an iterator": "{name} はイテレータで、毎回違うものを返します",
    "holds an optimizer": "{name} は最適化手法で、ステップごとに変わります",
    "examples of several shapes": "例の形状がまちまちか、数でないものが入っています",
    "error where Values stand": "入力と正解を Value にすると {kind} が起きます: {error}",
    "changes with each call": "モデルや損失を呼ぶたびに、{name} が変わります",
    "draws random numbers of its own": "独自に乱数を引いています",
    "looks at a number": "計算グラフの記録中に {place} が Value の数値を見ていますが、"
    "プログラムは例ごとに見直すことができません。.data や float() や比較を使わず、relu、maximum、minimum、clamp、"
    "abs で書いてください",
    "schedule changes": "スケジュールが {name} を変えています",
    "cannot be compiled": "compiled=True にはできません: {error}。compiled=True を外せば、Value "
    "を一つずつ使って学習します",
    "loss is not that of the graph": "プログラムの損失が、計算グラフの損失と一致しません。モデルか損失が、"
    "数と Value を違うやり方で扱っています",
    "gradient is not that of the graph": "プログラムの勾配が、計算グラフの勾配と一致しません。モデルか損失が、"
    "数と Value を違うやり方で扱っています",
    "calculates otherwise than before": "モデルか損失の計算が、前と変わりました: {error}。変わったのは、この "
    "train の呼び出しのステップ {proved} より後、遅くともステップ {steps} までです。"
    "プログラムはそれに気付かないので、その後のステップは誤りかもしれません。パラメータはステップ {proved} "
    "の後のものに戻しました。{advice}",
    "begin anew": "compiled=False で最初からやり直してください",
    "begin anew with another checkpoint": "compiled=False と別のチェックポイントで最初からやり直してください。"
    "今のチェックポイントには、誤ったステップが含まれるかもしれません",
    "default of a function": "{name} の既定値",
    "constant of a graph": "定数 {name}",
    "the loss": "損失",
}
