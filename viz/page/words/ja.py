"""The page, in Japanese."""

SENTENCES = {
    # 計算のまわり
    "step by step": "一手順ずつ",
    "no script": "図は計算の全体です。一手順ずつたどるには、ブラウザでスクリプトを許可してください。",
    "language": "言語",
    "English": "English",
    "Japanese": "日本語",
    "graph": "計算グラフ",
    "graph of": "{label} の計算グラフ。ノードは {nodes} 個、辺は {edges} 本で、左が入力、右が出力です。",
    "scroll": "図(スクロールできます)",
    "larger": "拡大",
    "smaller": "縮小",
    "fit": "幅に合わせる",
    "unfold box": "図の箱を開く",
    "nodes of the box": "箱の中のノード",
    "more nodes": "{count} 個のうち {from} 個目から {to} 個目まで。",
    "fold box": "箱をたたむ",
    # ネットワーク
    "network": "ネットワーク",
    "network of": "ネットワーク。{layers}。",
    "network inputs": "入力",
    "so many neurons": "{layer}: {count} 個",
    "lines": "線が表すもの",
    "weights": "重み",
    "gradients": "勾配",
    "layers": "層",
    "unfold layer": "{layer}を開く({count} 個)",
    "fold layer": "{layer}をたたむ",
    "this neuron": "光っているのは {layer} の {number} 番です。",
    "this line": "線は {layer} の {from} 番から {next} の {to} 番への線です。",
    "not in the network": "この手順はネットワークの外にあります。",
    "positive line": "実線は正",
    "negative line": "破線は負",
    "zero line": "点線は 0 か、まだ分からない数",
    "widest of weights": "最も太い線は {largest}(最大の重み)",
    "widest of gradients": "最も太い線は {largest}(最大の勾配)",
    "how to read": "図の読み方",
    "network numbers": "ニューロンの中の数は値です。「勾配」を選ぶと、そこまでに届いた勾配になります。"
    "たたんだ層には最小と最大の数を示し、その層への線はまとめた線のうち最も太いものです。"
    "ニューロンや線をクリックすると履歴を表示し、層をクリックすると開閉します。",
    # リンク
    "link too long": "リンクを開けません。{most} 文字を超えています。",
    "link to no step": "リンクを開けません。手順 {given} は 1 から {steps} までの手順にありません。",
    "link moves what is fixed": "リンクを開けません。{name} を動かすリンクですが、この計算の入力は変えられません。",
    "link to no input": "リンクを開けません。{name} という名前の入力はありません。",
    "link to no number": "リンクを開けません。{name} に指定された {given} は、-1.5 や 2e-3 のような数ではありません。",
    # 操作
    "controls": "手順をたどる",
    "first": "最初の手順へ",
    "back": "一手順戻る",
    "play": "再生",
    "pause": "一時停止",
    "on": "一手順進む",
    "last": "最後の手順へ",
    "step slider": "手順を選ぶ",
    "step of": "手順 {step} / {steps}",
    "speed": "速さ",
    "keys": "キー操作: ← → で一手順、Home と End で最初と最後、スペースで再生と一時停止、Esc でノードの選択を解除。",
    # 各手順で起きること
    "given": "{label} は与えられた値で、{value} です。",
    "a number": "{value} は、式に書かれた数です。",
    "calculate": "{inputs} から {label} を計算します。結果は {value} です。",
    "calculate last": "{inputs} から {label} を計算します。出力は {value} です。順伝播はここで終わります。",
    "seed": "ここから出力を起点に逆向きに進みます。{label} が少し増えれば {label} も同じだけ増えるので、"
    "{label} の {label} 自身による微分は 1 です。",
    "multiply": "勾配が {from} から {to} に戻ります。上流の勾配 {upstream} × 局所的な微分 {local} = {product} です。"
    "{to} から出る辺はほかにないので、{product} がそのまま {to} の勾配です。",
    "multiply one of": "勾配が {from} から {to} に戻ります。上流の勾配 {upstream} × 局所的な微分 {local} = "
    "{product} です。これは {to} に届く {arrivals} 個の勾配のうち {arrival} 個目です。",
    "add first": "{to} は {arrivals} か所で使われているので、届く {arrivals} 個の勾配を足し合わせます。和は 0 から"
    "始め、最初の 1 個を足すと {total} です。",
    "add": "経路が合流します。{to} にはすでに {before} があります。{arrivals} 個のうち {arrival} 個目の {product} は、"
    "上書きではなく、足します。ここまでの和は {total} です。",
    "add last": "経路が合流します。{to} にはすでに {before} があります。{arrivals} 個のうち最後の {product} も、"
    "上書きではなく、足します。{to} の勾配は {total} です。",
    "folded": "{label} は、いま光っている箱に、ほかのノードとまとめられています。",
    # 手順の中の数
    "local": "局所的な微分",
    "product": "積",
    "total before": "それまでの和",
    "arrival": "届いた勾配",
    "total": "和",
    "arrivals at": "{label} に届く勾配",
    "is in": "足しました",
    "arrives": "いま届きました",
    "to come": "まだ届いていません",
    "total of all": "和",
    # ノードと経路
    "node and paths": "ノードと経路",
    "choose": "ノードを選ぶ(図をクリックしても選べます)",
    "none": "なし",
    "inputs": "与えられた値",
    "results": "計算した値",
    "put back": "選択を解除",
    "how to choose": "選んだノードの履歴を表示します。与えられた値を選ぶと、出力からのすべての経路が光り、"
    "それぞれの積が分かります。",
    "history": "{label} の履歴",
    "in step": "手順 {step}",
    "gradient of": "{label} の勾配は {gradient} です。",
    "no gradient": "{label} に届く勾配はありません。勾配は 0 です。",
    "its own gradient": "{label} は出力なので、その勾配は 1 です。",
    "paths to": "{output} から {label} への経路",
    "one path": "{output} から {label} への経路は 1 本です。経路に沿った積が勾配です。",
    "several paths": "{output} から {label} への経路は {count} 本です。経路ごとの積の和が勾配です。",
    "not written": "図では光っていますが、数が多いか長いので、式は書ききれません。",
    "path number": "経路 {number}",
    "all paths": "すべての経路",
    # すべての手順
    # 入力のスライダー
    "change inputs": "入力を変える",
    "number of": "{label} の値",
    "gradient": "勾配 {gradient}",
    "put inputs back": "入力を元に戻す",
    "moved": "{output} はいま {value} です。{label} の勾配は {gradient} です。",
    "refused": "{label} = {numbers} は有限の数になりません。演算の定義域の外か、結果が大きすぎます。"
    "ここから先の数は求まりません。入力を動かすか、元に戻してください。",
    "refused back": "{label} = {numbers} からは有限の勾配が伝わりません。局所的な微分が無限大か、積が大きすぎます。"
    "勾配は求まりません。入力を動かすか、元に戻してください。",
    "other inputs": "ほかに {count} 個あります。ノードとして選んだ入力は、ここで動かせます。",
    "inputs of a choice": "この計算の入力は変えられません。{name} がどちらを選ぶかは記録したときに決まり、"
    "あとから変わらないためです。",
    "inputs of a rule": "この計算の入力は変えられません。{name} の規則をブラウザ用に書き表せないためです。",
    # the calculation with blanks
    "mode": "すること",
    "watch": "見る",
    "try": "解く",
    "how to try": "順伝播、逆伝播の順に手で計算しましょう。"
    "{digits} 桁まで、または 1/3 のような分数や 2*1.1、√(1/4) のような式で答えます。",
    "mark answers": "採点する",
    "download": "CSV で保存",
    "start again": "最初から",
    "bring back": "答えを元に戻す",
    "not kept": "このブラウザには答えが残りません。ページを閉じる前に保存してください。",
    "hint": "ヒント",
    "write a number": "0.25、1/4、2.5e-3、2*1.1 のような数を書いてください",
    "all steps": "すべての手順の表",
}
