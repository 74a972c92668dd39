"""What the gallery says in Japanese: of itself, and of each of its graphs."""

SENTENCES = {
    "gallery does": "ギャラリーを作る: 手で計算できる計算グラフを、図と、一手順ずつ進むページと、"
    "英語と日本語のワークシートにして、ブラウザで開く目次を付ける。",
    "gallery examples": """\
例:
  ringo gallery out/gallery
  ringo gallery out/gallery --overwrite

フォルダにあるほかのファイルには触れない。
""",
    "help folder": "ファイルを書くフォルダ。なければ作る",
    "no folder": "ringo gallery out/gallery のように、ギャラリーを書くフォルダを指定してください",
    "gallery saved": "{count} 個のファイルを保存しました。{path} を開いてください",
    "gallery language": "日本語",
    "gallery title": "手で計算する計算グラフ",
    "gallery intro": "図には、すべての値と、grad の後に出力のその値に関する勾配があります。"
    "辺には局所的な微分があり、その下の 上流の勾配 × 局所的な微分 が逆向きに流れる積です。"
    "ワークシートはこれらの数を求める問題で、ringo mark で採点できます。",
    "gallery contents": "計算グラフの一覧",
    "gallery picture": "{formula} の計算グラフ。すべての値、勾配、局所的な微分を示す",
    "gallery example": "プログラムは examples/{file} です。端末では、次のコマンドで同じ計算を一手順ずつ見られます。",
    "gallery file svg": "図 (SVG)",
    "gallery file html": "一手順ずつ (ページ)",
    "gallery file csv": "ワークシート (CSV)",
    "gallery file md": "ワークシート (Markdown)",
    "gallery apple": "りんご 2 個と消費税",
    "gallery apple: why": "積では、それぞれの因数の勾配が、残りの因数の積になります。",
    "gallery shopping": "りんごとみかん",
    "gallery shopping: why": "和は、上流の勾配をそのまま両側に渡します。",
    "gallery chain": "2 変数の連鎖律",
    "gallery chain: why": "x と y は、それぞれ二つの経路で z に届きます。勾配は経路についての和です。",
    "gallery sigmoid": "シグモイド関数を分解する",
    "gallery sigmoid: why": "微分 y(1 - y) が、簡単な四つの計算から出てきます。",
    "gallery neuron": "ニューロン 1 個と誤差",
    "gallery neuron: why": "学習する最小のもの。重みとバイアスと二乗誤差です。",
    "gallery affine": "Affine レイヤ",
    "gallery affine: why": "行列の積を成分ごとに見ます。どの重みも、自分の入力とだけ出会います。",
    "gallery softmax": "Softmax と交差エントロピー誤差",
    "gallery softmax: why": "途中の計算をすべて合わせると y - t になります。",
    "gallery by_hand": "2 層のネットワーク",
    "gallery by_hand: why": "講義の演習です。手計算で NN を一度学習させます。",
    "gallery xor": "XOR のネットワーク",
    "gallery xor: why": "1 層ではできないことが、隠れ層のニューロン 2 個でできます。",
    "gallery three_layers": "3 層ニューラルネットワーク",
    "gallery three_layers: why": "誤差は二つの行列を通って戻ります。δ₂ = y - t から δ₁ が求まります。",
    "gallery tied": "重みを共有する自己符号化器",
    "gallery tied: why": "どの重みも二度使われるので、勾配は二つの部分の和です。",
    "gallery convolution": "畳み込み",
    "gallery convolution: why": "一つのフィルタが画像の 4 か所を見ます。その勾配は場所についての和です。"
    "最大値を通ると、最大の場所だけが残ります。",
    "gallery valley": "Rosenbrock の谷",
    "gallery valley: why": "最適化手法を試すための関数で、x が 3 回現れます。",
    "gallery series": "合成関数",
    "gallery series: why": "exp(sin x)。経路が一つの連鎖律です。",
    "gallery bowl": "お椀",
    "gallery bowl: why": "y 方向は急で、x 方向はほとんど平らです。学習率が 0.95 では、y 方向で行き過ぎます。",
}
