"""Grids of cells and ready exercises, in Japanese."""

SENTENCES = {
    # grids
    "asks grid": "{what}、{shape}",
    "asks updated grid": "更新後の {node}、{shape}: {step}",
    "asks grid by number": "{what}、{shape}: {each}",
    "block turned": "行列 '{answer}' は転置されています。求めているのは{needed}で、これは{shape}です",
    "block does not fit": "'{answer}' は{shape}ですが、求めているのは{needed}です",
    "block uneven": "'{answer}' は行ごとに長さが違います。求めているのは{needed}です",
    "matrix turned": "行列が転置されています。行と列を入れ替えれば、数はすべて正しいです",
    "advice matrix turned": "微分する行列と同じ並べ方で書きます。W[i][j] の勾配は i 行 j 列に置きます。",
    # the command ringo exercise
    "no such exercise": "'{name}' という演習はありません{advice}。ringo exercise で一覧が出ます",
    "the exercises are": "。演習は {names} です",
    "help exercise name": "演習の名前。なければすべての一覧を出す",
    "help seed": "出典とは別の数にする。同じ整数なら同じ数になる",
    "no seed": "--seed には 7 のような整数を書きます。'{typed}' は整数ではありません",
    "exercise without a name": "ringo exercise apple のように演習の名前を書いてください。{options} "
    "だけでは何もできません",
    "header exercise": "演習",
    "header about": "内容",
    "header level": "問い",
    "header rate": "η",
    "exercise aim": "ねらい: {aim}",
    "exercise source": "出典: {source}。{numbers}",
    "exercise other numbers": "ここでは数を変えてあります",
    # ready exercises
    "exercise apple": "りんごと消費税",
    "exercise apple: aim": "掛け算では、それぞれの数の勾配は残りの数の積です。",
    "exercise apple: source": "FUNAI 輪読会「ゼロから作るDeepLearning」5章 2/2 (講義 "
    "001)、スライド「りんごの値段の問題を解いてみる」",
    "exercise apple: numbers": "数はスライドのもの: 220 円",
    "exercise chain": "2 変数の連鎖律",
    "exercise chain: aim": "x と y から z へは経路が 2 本ずつあり、勾配は経路ごとの積の和です。",
    "exercise chain: source": "手計算ニューラルネットワーク 第2回 (講義 004)、スライド「偏微分-連鎖律 "
    "2変数」。関数は Karpathy の micrograd の講義のもの",
    "exercise chain: numbers": "数も同じ講義のもの: -6、勾配は -3 と -8",
    "exercise neuron": "シグモイドニューロン",
    "exercise neuron: aim": "シグモイド関数の微分は y(1 - y) で、これに入力を掛けたものが重みの勾配です。",
    "exercise neuron: source": "FUNAI 輪読会 (講義 001)、スライド「Sigmoidレイヤの勾配の簡略化」",
    "exercise neuron: numbers": "数は CS231n の Backpropagation, Intuitions のもの: 0.73",
    "exercise affine": "Affine レイヤ",
    "exercise affine: aim": "重みは入力と出力を 1 つずつ結びます。∂L/∂W = Xᵀ · ∂L/∂Y、∂L/∂X = ∂L/∂Y · Wᵀ です。",
    "exercise affine: source": "FUNAI 輪読会 (講義 001)、スライド「Affineレイヤの逆伝播」",
    "exercise affine: numbers": "数は「ゼロから作るDeep Learning」3.3.3 と 5.6.2 のもの",
    "exercise softmax": "ソフトマックスと交差エントロピー誤差",
    "exercise softmax: aim": "対数とソフトマックスを通る逆伝播は、まとめると y - t になります。",
    "exercise softmax: source": "FUNAI 輪読会 (講義 001)、スライド「Softmax-with-Lossレイヤの逆伝播」",
    "exercise softmax: numbers": "スコアは「ゼロから作るDeep Learning」3.5.3 のもの: 0.018、0.245、0.737",
    "exercise network": "2-2-2 のニューラルネットワークを 1 回学習する",
    "exercise network: aim": "すべてのパラメータを 1 回更新すると、損失が減ります。",
    "exercise network: source": "手計算ニューラルネットワーク 第2回 (講義 004)、"
    "スライド「誤差逆伝播-演習③手計算でNNを学習せよ」。スライドは図だけです",
    "exercise network: numbers": "数は計算の短くなるものにしました",
    "exercise tied": "重みを共有する自己符号化器",
    "exercise tied: aim": "2 回使われる重みの勾配は、符号化側の分と復号側の分の和です。",
    "exercise tied: source": "機械学習 6回目 (講義 003)、スライド「Tied Weight AEの偏微分（5）」。スライドは式だけです",
    "exercise tied: numbers": "数は計算の短くなるものにしました",
    "exercise convolution": "畳み込みと、その出力の最大値",
    "exercise convolution: aim": "フィルタは画像のすべての場所を見ますが、最大プーリングの先では 1 "
    "か所だけが残ります。",
    "exercise convolution: source": "知能プログラミング演習 I 第7回 (講義 002)、スライド「逆伝播: "
    "プーリング層」「パラメータの更新ルール」",
    "exercise convolution: numbers": "数は「ゼロから作るDeep Learning」7.2 のもの: 18、19、9、18",
    "exercise batch": "2 件のデータのバッチ",
    "exercise batch: aim": "データごとの勾配を足し合わせ、平均なので 2 で割ります。",
    "exercise batch: source": "FUNAI 輪読会 (講義 001)、スライド「「バッチ版」 Affineレイヤについて」",
    "exercise batch: numbers": "数は「ゼロから作るDeep Learning」3.3.3 と 5.6.2 のもの: 5、7、9 の半分",
    "exercise sgd": "SGD で 2 歩",
    "exercise sgd: aim": "勾配と逆向きに進むと、急な方向では行き過ぎ、緩やかな方向ではほとんど動きません。",
    "exercise sgd: source": "FUNAI 輪読会 (講義 001)、スライド「次章について」。関数は「ゼロから作るDeep "
    "Learning」6.1.2 と 6.1.7 のもの",
    "exercise sgd: numbers": "数も同じ本のもの",
    "exercise momentum": "Momentum で 2 歩",
    "exercise momentum: aim": "速度は前の速度の 9 割を引き継ぐので、緩やかな方向で速くなります。",
    "exercise momentum: source": "FUNAI 輪読会 (講義 001)、スライド「次章について」。関数は「ゼロから作るDeep "
    "Learning」6.1.4 と 6.1.7 のもの",
    "exercise momentum: numbers": "数も同じ本のもの",
    "exercise adagrad": "AdaGrad で 2 歩",
    "exercise adagrad: aim": "勾配の 2 乗の和の平方根で割るので、急な方向では歩みが小さくなります。",
    "exercise adagrad: source": "FUNAI 輪読会 (講義 001)、スライド「次章について」。関数は「ゼロから作るDeep "
    "Learning」6.1.5 と 6.1.7 のもの",
    "exercise adagrad: numbers": "数も同じ本のもの",
    "exercise adam": "Adam で 2 歩",
    "exercise adam: aim": "勾配とその 2 乗の平均は 0 から始まるので、その分を補正します。",
    "exercise adam: source": "FUNAI 輪読会 (講義 001)、スライド「次章について」。関数は「ゼロから作るDeep "
    "Learning」6.1.6 と 6.1.7 のもの",
    "exercise adam: numbers": "数も同じ本のもの",
    "exercise normalisation": "Batch Normalization (バッチ正規化)",
    "exercise normalisation: aim": "平均と分散はすべてのデータに依存するので、"
    "どの入力からもすべての出力へ経路があります。",
    "exercise normalisation: source": "FUNAI 輪読会 (講義 001)、スライド「次章について」。Ioffe と Szegedy の "
    "Batch Normalization (2015)、Algorithm 1 から ε を除いたもの",
    "exercise normalisation: numbers": "数は計算の短くなるものにしました",
    "exercise decay": "Weight Decay (重み減衰)",
    "exercise decay: aim": "重みの 2 乗和の半分を足すと、重みの勾配には decay × w "
    "が加わり、バイアスの勾配は変わりません。",
    "exercise decay: source": "FUNAI 輪読会 (講義 001)、スライド「次章について」、「ゼロから作るDeep Learning」6.4.2",
    "exercise decay: numbers": "数は計算の短くなるものにしました",
}
