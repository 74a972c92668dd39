"""Networks in Japanese: networks of other libraries that are read."""

SENTENCES = {
    # 読み込むネットワーク全般
    "sums too deep": "和の中の和が {most} 段より深くなっています",
    "not in a row": "演算が一列に並んでいません。許されるのは、和 x + f(x) がいくつかの演算を飛び越すことだけです",
    "rows out of others": "長さ {width} の行から、{many}の行を作っています",
    "rows without a layer": "{many}の行を作っていますが、それが一つの例であることを示す層がありません。軸 1 "
    "から flatten してください",
    "shape of a tensor": "{name} の形状は {found} ですが、{wanted} でなければなりません",
    "tensor has no finite number": "{name} に、有限でない数 {number} があります",
    "variance below 0": "{name} に {number} がありますが、分散は 0 以上です",
    "of one number": "1 個の数",
    # PyTorch
    "module refused": "{place}は {kind} です。{why}",
    "part of the network": "ネットワークの部品「{name}」",
    "the whole network": "ネットワーク",
    "tensor of a part": "{place}の {name}",
    "parametrized": "{name} がほかのテンソルから計算されています。{remove} で普通のテンソルになります",
    "with a hook": "フックか別の forward があり、数を変えるかもしれません。先に外してください(weight_norm "
    "と spectral_norm にはフックがあり、torch.nn.utils.remove_weight_norm と remove_spectral_norm で外せます)",
    "option of a module": "{name} が {found!r} ですが、ここで使えるのは {known} だけです",
    "option of two sides": "{name} が {found!r} ですが、ここでは行と列に共通の一つの数です",
    "module without weights": "重みがありません",
    "windows of even size": "{size} × {size} のウィンドウは、両側を同じだけパディングすることができません",
    "no running means": "移動平均がありません。ここでは必ず移動平均を保持します",
    "momentum of all batches": "momentum が None で、全バッチの平均になっています。ここでは 0.1 のような割合です",
    "dropout of everything": "何も残しません。ここではドロップアウト率は 1 未満です",
    "softplus with a threshold": "threshold が {threshold} です。20 より小さいと softplus とは別の関数になります",
    "module without a counterpart": "ここに対応するものがありません。対応するのは torch.nn の次のものです: {names}",
    "takes several inputs": "入力が {count} 個ありますが、ここでは 1 個です",
    "forward takes a tensor from elsewhere": "forward が {name} に、"
    "それまでの呼び出しの結果でないテンソルを渡しています",
    "forward works in place": "{error}",
    "output is more than a row": "出力が、入力をモジュールに順に通しただけのものではありません",
    "forward of another form": "forward の形が違います: {error}",
    "forward cannot be followed": "forward を、数を使わずにたどることができません: {error}",
    "forward calls in another way": "forward での {name} の呼び方に対応するものが、ここにはありません",
    "forward calls what is not here": "forward が呼ぶ {name} に対応するものが、ここにはありません",
    "forward gives several tensors": "forward が {name} に {count} 個のテンソルを渡していますが、ここでは 1 個です",
    "forward calls with an option": "forward が {name} を呼ぶときのオプションに対応するものが、"
    "ここにはありません: {error}",
    "forward drops in use": "forward が、訓練時でなくても数を落としています。dropout(x, p, "
    "training=self.training) と書いてください",
    "works in place": "{name} が、後でまた使う数を上書きしています。inplace=False にするか、x = x + y と書いてください",
    "from_torch needs PyTorch": 'from_torch には PyTorch が必要です: {pip} install "ringograd[torch]"',
    "no network of PyTorch": "from_torch には、torch.nn のネットワークか、その state dict と nn "
    "のモデルをこの順に渡します。{given} は使えません",
    "state without a model": "state dict にあるのは数だけで、活性化関数やストライドはありません。"
    "ネットワークを nn.from_torch(network) で渡すか、同じ部品をもつモデルを nn.from_torch(state, model) "
    "で渡してください",
    "no tensor of a state": "{name} は {kind} 型で、テンソルではありません",
    "type of weights": "{name} の数の型が {kind} ですが、重みの型は torch.float32 などです",
    "tensor without numbers": "{name} はデバイス meta にあり、形状だけで数がありません",
    "state lacks": "state dict に {lacks} がありません。名前は部品ごとに nn.to_torch(model) "
    "と同じでなければなりません。部品の名前が違うネットワークは、nn.from_torch(network) で全体を読み込めます",
    "state has more": "state dict に余分な {more} があります。名前は部品ごとに nn.to_torch(model) "
    "と同じでなければなりません。部品の名前が違うネットワークは、nn.from_torch(network) で全体を読み込めます",
    "state has others": "state dict に {lacks} がなく、余分な {more} があります。"
    "名前は部品ごとに nn.to_torch(model) と同じでなければなりません。部品の名前が違うネットワークは、"
    "nn.from_torch(network) で全体を読み込めます",
    "tied in the model": "{name} は、モデルではほかの重みと共有されていますが、state dict では等しくありません",
    # scikit-learn
    "weight of a layer": "第 {layer} 層の重み",
    "bias of a layer": "第 {layer} 層のバイアス",
    "search is no estimator": "{kind} は推定器を探索するものです。search.best_estimator_ を渡してください",
    "no network of scikit-learn": "from_sklearn には、学習済みの MLPClassifier か MLPRegressor(単独か、"
    "パイプラインで StandardScaler の後にあるもの)、または nn.Classifier か nn.Regressor を渡します。{given} "
    "は使えません",
    "not fitted": "{kind} はまだ学習していません。先に fit を呼んでください",
    "step before the network": "ネットワークの前に {kind} がありますが、from_sklearn が扱えるのは "
    "StandardScaler だけです。ネットワークだけを pipeline[-1] で渡し、前の処理は入力に対して行ってください",
    # ファイル
    "from_onnx needs onnx": 'from_onnx には onnx が必要です: {pip} install "ringograd[onnx]"',
    "no name of a result": "output は 'probabilities' のような結果の名前です。{given} は使えません",
    "tensors of one name": "同じ名前のテンソルが二つあるか、演算子が {most} 個より多くあります",
    "graph of several inputs": "入力が {count} 個ありますが、ここのモデルの入力は 1 個です",
    "end not calculated": "{name} は計算されません",
    "ONNX file too large": "{most} MB 以下の普通のファイルではありません",
    "no ONNX file": "壊れているか、ONNX のファイルではありません",
    "operators of another meaning": "独自の関数で、ONNX の演算子に別の意味を与えています",
    "no opset": "opset がありません(扱えるのは 9 から {newest} まで)。壊れているか、ONNX のファイルではありません",
    "another opset": "opset が {found} です(扱えるのは 9 から {newest} まで)。壊れているか、ONNX "
    "のファイルではありません",
    "used before calculated": "{name} が、計算される前に使われています",
    "operator makes nothing": "演算子 {operator} が何も作らないか、もう使われている名前のものを作ります",
    "options of another kind": "別の種類のオプションをもつ {operator}",
    "no output of a graph": "出力がありません",
    "several outputs": "出力が {count} 個あります({several})。output={name!r} のように一つを選んでください",
    # 演算子
    "operator refused": "{output} を作る {operator}: {error}",
    "constant is not calculated": "{name} は定数ですが、ここでは入力から計算されたものでなければなりません",
    "second result": "{name} は演算子の 2 番目の結果ですが、ここでは入力から計算されたものでなければなりません",
    "no softplus": "Where に対応するものがあるのは、PyTorch が softplus を書く形 Where(x > 20, x, Softplus(x)) "
    "だけです",
    "no silu": "積に対応するものがあるのは、x · Sigmoid(x) つまり silu だけです",
    "option without a counterpart": "オプション {name} が {given} ですが、ここに対応するものがありません",
    "inputs of an operator": "入力が {count} 個ありますが、受け取るのは {least} 個です",
    "inputs from to": "入力が {count} 個ありますが、受け取るのは {least} 個から {most} 個です",
    "sides of a window": "{name} が {sides} ですが、ここでは行と列に共通の一つの数です",
    "pads twice": "pads と auto_pad の両方がありますが、必要なのは一方だけです",
    "auto_pad without a counterpart": "auto_pad に対応するものがあるのは、奇数の大きさのウィンドウを 1 行、1 "
    "列ずつ動かすときだけです",
    "dimensions of a tensor": "{name} の形状は {shape} で、{count} 次元ではありません",
    "operator without a counterpart": "この演算子に対応するものが、ここにはありません。対応するのは {names} です",
    "operator after a model": "この演算子に対応するものが、ここにはありません。対応するのは {names} です。"
    "その手前までのモデルは output={name!r} で読み込めます",
    "factor times a tensor": "テンソルの {factor} 倍",
    "its last tensor": "最後のテンソル",
    "windows not square": "ウィンドウが {rows} × {columns} ですが、ここでは行と列の数が同じです",
    "mean without padding": "平均にパディングを含めていません。ここではパディングも 0 として数えます",
    "no flat shape": "数を形状 {sizes} にしていますが、ここでは一つのリストにしかできません",
    "squeeze of another axis": "1 列だけの軸でない軸を取り除いているか、軸が書かれていません",
    "in training for ever": "常に訓練中になっています。ここでは、訓練中かどうかはモデルが決めます",
    "constant of selu": "{name} が {found} ですが、ここでは常に {constant} です",
    # 数
    "kind of numbers": "{name} の数の型が {kind} ですが、重みの型は {known} です",
    "no whole numbers": "{name} は整数のリストではありません",
    "no truth value": "{name} は真偽値ではありません",
    "not constant": "{name} はファイルにあるテンソルではなく、計算されたものです。ここでは定数でなければなりません",
    "shape of nothing": "{name} の形状は {sizes} で、数が一つもありません",
    "too many numbers": "数が {most} 個より多くあります。ここではその一つ一つが Value になります",
    "numbers do not fill": "{name} が壊れています。数の個数が形状に合いません",
    "numbers elsewhere": "{name} は {file} にありますが、読み込むのは同じフォルダのファイルだけです",
    "no place in a file": "{name} は {file} の {start} から始まることになっていますが、そのような位置はありません",
    "numbers not there": "{name} が {file} の中にないか、それが普通のファイルではありません",
    "numbers cannot be read": "{name} のあるファイル {file} を読めません。同じフォルダに置いてください",
}
