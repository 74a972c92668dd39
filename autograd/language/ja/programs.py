"""コンパイルされたプログラムとその説明、日本語。"""

SENTENCES = {
    "nodes became groups": "記録されたノードは {nodes} 個です。そのうち {made} 個は {groups} 個のグループで計算されます"
    "(グループごとに 1 つの式)。{inside} 個は和の項になりました。{folded} 個は定数だけから計算される定数です。"
    "与えられた数は {leaves} 個です。",
    "L is the sum": "勾配の L は、すべての出力 {outputs} の和です。",
    "columns are lanes": "レーンは例(X の列)です。勾配はレーンについて足し合わせます。",
    "so many nodes": "ノード {count} 個",
    "one node": "ノード 1 個",
    "lanes": "レーン",
    "local derivatives": "局所微分(演算の表から。z は結果)",
    "names in formulas": "名前",
    "signs in formulas": "記号",
    "tensor": "名前",
    "shape": "形",
    "what it is": "意味",
    "kind parameter": "パラメータ",
    "kind input": "入力",
    "kind constant": "定数",
    "sign entrywise": "A ⊙ B は要素ごとの積、A B は行列の積、Aᵀ は転置行列です。",
    "sign columns": "A 1 は A の列についての和です。",
    "sign sum": "Σ A は A の要素の和です(全体の和、または列ごとの和)。",
    "sign picked": "A[…] は A の要素を別の順序で、または何度も並べたものです(画像の窓など)。",
    "sign scatter": "scatter(A) は A の要素を、A[…] が取り出した元の場所に戻して足し合わせます。",
    "shares add up to 1": "目標 T の各列の和が 1 ならば、Δ は softmax(A) - T です。",
    "no such code": "コードの言語は {languages} です。'{language}' はありません",
    "too many groups": "{count} 個のグループの図は読めません。{most} 個までです",
}
