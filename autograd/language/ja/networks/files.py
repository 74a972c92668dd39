"""Networks in Japanese: networks in files, and checkpoints."""

SENTENCES = {
    # どのファイルにも
    "cannot be used": "{path} は使えません: {why}",
    "empty path": 'ファイルには "model.safetensors" のような名前が必要ですが、空の文字列が渡されました',
    "tensor not written": "{name} が {number} なので、{path} には書き込みませんでした。書き込めるのは有限の数だけです",
    "network file too large": "{most} MB 以下の普通のファイルではありません",
    "no safetensors file": "壊れているか、safetensors のファイルではありません",
    "file of another program": "壊れているか、別のプログラムが書いたものです",
    "version of a format": "形式のバージョンが {version} です。この Ringograd が読めるのはバージョン {known} です",
    "checksum damaged": "壊れています。チェックサムが合いません",
    "type of a tensor": "{name} の数の型が F64 ではなく {kind} です",
    "tensor not finite": "{name} に有限でない数があります",
    "files need safetensors": 'ネットワークの保存には safetensors を使います: {pip} install "safetensors>=0.8"',
    # チェックポイント
    "tensor of another model": "別のモデルのものです。{name} の大きさが、ファイルでは{there}、ここでは{here}です",
    "variance damaged": "壊れています。{name} に 0 より小さい分散があります",
    "tied here alone": "別のモデルのものです。{name} は、ここではほかの重みと共有されていますが、"
    "ファイルではそうなっていません",
    "option of another model": "別のモデルのものです。{name}が、ファイルでは {there}、ここでは {here} です",
    "saved without an optimizer": "最適化手法なしで保存されたものです",
    "another optimizer": "最適化手法が、ファイルでは {there}、ここでは {here} です",
    "optimizer of another size": "最適化手法のパラメータが、ファイルでは {there} 個、ここでは {here} 個です",
    "steps damaged": "壊れています。最適化手法のステップ数 {steps} はありえません",
    "square damaged": "壊れています。最適化手法の覚えている 2 乗が 0 より小さくなっています",
    "no tensor": "なし",
    "another run writes": "別の学習が書き込んでいます。それが終わるのを待つか、"
    "この学習には別のファイルを使ってください",
    "no lock here": "{path} はここではロックできません({error})。ほかの学習が同じファイルを使わないようにしてください",
    # ほかのプログラムのためのファイル
    "estimator is no model": "{kind} は推定器で、モデルではありません。fit の後に {call} とすれば、"
    "そのネットワークを渡せます。入力には先に estimator.scaler_.transform を施してください",
    "no model for a file": "モデルは MLP や Sequential などの Module です。{call} のように呼んでください。"
    "{given} は使えません",
    "to_torch needs PyTorch": 'to_torch には PyTorch が必要です: {pip} install "ringograd[torch]"',
    "activations differ": "モデルの部品 {name} には、活性化関数の違うニューロンがあります。ほかのライブラリでは、"
    "一つの層の活性化関数は一つです",
    "no counterpart elsewhere": "{where}は {kind} 型で、ほかのライブラリに対応するものがありません。"
    "対応するものがあるのは、関数と {names} です",
    "part of the model": "モデルの部品「{name}」",
    "the whole model": "モデル",
    "not in double precision": "モデルの部品 {name} には演算子 {operator} が必要ですが、"
    '倍精度のものはランタイムにありません。precision="single" で書くか、モデルを層、最大プーリングと、relu、'
    "sigmoid、silu、tanh だけで作ってください",
    "option beyond single precision": "部品 {name} の {option} が {number} です。ファイルでは単精度の数になります",
    "beyond the precision": "{name} が {number} です。ファイルの精度は {precision} で、{largest:.1e} まで書けます",
    "embedding in a file": "モデルの部品 {name} は Embedding で、入力が行番号です。to_onnx "
    "は単精度の入力を書くので、この部品を外し、その行 embedding(i) をモデルに渡してください",
    "function not for ONNX": "モデルの部品 {name} の関数 {function} は、to_onnx では書けません。"
    "書けるのは {functions} と、部品 {kinds} です",
    "no path for ONNX": "path はファイルのパスです。to_onnx(model, path, shape) のように呼んでください。{given} "
    "は使えません",
    "to_onnx needs onnx": 'to_onnx には onnx が必要です: {pip} install "ringograd[onnx]"',
    "file exists already": "{path} はもうあります。別のパスにするか、overwrite=True で置き換えてください",
    "no shape of an example": "shape は (2,) や (1, 8, 8) のような、一つの例の形状です。{shape!r} は使えません",
    "no such precision": "precision は {known} のどれかです。{given} は使えません",
}
