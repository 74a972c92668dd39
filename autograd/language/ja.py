"""日本語の文。キーと { } の中の名前は `en.py` と同じ。用語は講義資料のもの。"""

SENTENCES = {
    # 計算の記録
    "forward pass": "順伝播",
    "backward pass": "逆伝播",
    # 微分の導出
    "path": "経路",
    "derivative": "微分",
    "chain rule": "連鎖律",
    "local gradients": "局所的な微分",
    "in numbers": "数値",
    "= product": "= 積",
    "value": "値",
    "sum": "和",
    "many paths": "出力からここまでの経路は{count}本あり、すべては書ききれません。",
    "long paths": "出力からここまでの経路は最長{longest}段あり、すべては書ききれません。",
    "large paths": "経路ごとの積が大きすぎて、浮動小数点数では表せません。",
    "summed by node": "そこでノードごとにまとめます。あるノードでの微分は、それを使う各ノードについて"
    "(先に求めた微分)×(局所的な微分)を足したものです。",
    "no path": "出力はこれに依存しません。つながる経路がないからです。",
    "slots": "名前の後の [0]、[1]、… は何番目の入力かを表し、その入力だけを通る局所的な微分です。"
    "同じものが複数の道筋で入るときに区別します。",
    "nodes left out": "… この間の{count}個のノードは省略 …",
    "terms left out": "和の中の … は、省略した{count}個の項です。",
    "no such node": "このグラフに「{name}」というノードはありません",
    "several nodes": "このグラフに「{name}」というノードは複数あります。Value そのものを渡してください",
    "about": "約 {number}",
    "more than": "{number} 超",
}
