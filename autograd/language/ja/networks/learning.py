"""Networks in Japanese: optimizers, runs, their checkpoints, and estimators."""

SENTENCES = {
    # 最適化手法とスケジュール
    "no parameters": "最適化手法には SGD(model.parameters(), rate=0.1) のようにパラメータが必要ですが、"
    "一つも渡されませんでした",
    "parameters of another type": "{wanted}。{kind} 型のものは使えません",
    "parameter is no Value": "{wanted}。{parameter!r} の入ったリストは使えません",
    "parameters are a list of Values": "パラメータは SGD(model.parameters(), rate=0.1) のような Value のリストです",
    "option by another name": "{optimizer} に {name} という指定はありません。ここでは {ours} です",
    "option is an optimizer": "{optimizer} に {name} という指定はありません。ここでは別の最適化手法 {ours} です",
    "options are missing": "{optimizer} には {names} が必要です(例: {optimizer}(model.parameters(), rate=0.1))",
    "no option of an optimizer": "{optimizer} に {name} という指定はありません。指定できるのは {known} です",
    "a learning rate": "学習率",
    "the decay of an optimizer": "重み減衰",
    "the rate after some steps": "{steps} ステップ後の学習率",
    "the momentum": "モーメンタム",
    "the strength of weight decay": "重み減衰の強さ",
    "the limit of uniform weights": "一様分布の重みの上限",
    "the deviation of normal weights": "正規分布の重みの標準偏差",
    "the steps between two rates": "学習率を変える間隔のステップ数",
    "the steps of a schedule": "スケジュールのステップ数",
    "the steps of a warm-up": "ウォームアップのステップ数",
    "the least rate": "学習率の下限",
    "the steps made": "進んだステップ数",
    "warm-up longer than a schedule": "ウォームアップはスケジュールの初めの部分ですが、{warm_up} ステップは全体の "
    "{steps} ステップより長いです。warm_up を短くするか、steps を増やしてください",
    "least rate above the rate": "学習率は下限まで下がりますが、least={least!r} は学習率 {rate!r} より大きいです",
    "the factor of a schedule": "スケジュールの係数",
    "the largest length of a gradient": "勾配の長さの上限",
    "no schedule": "スケジュールはステップ数の関数ですが、{name} はそうではありません。"
    "rate=step_decay(0.1, every=100) のように、スケジュールを作る関数を呼んでください",
    # 学習を始める前
    "no model to train": "{called} の model は nn.Module です。{given}は使えません",
    "no examples": "{what} には nn.data.Dataset(xs, ys) のように、リスト .xs と .ys が必要ですが、"
    "{given}にはありません",
    "no loss": "{called} の loss は nn.losses.mean_squared_error のような、出力と正解の関数です。{given}は使えません",
    "no optimizer": "{called} の optimizer は nn.optim.SGD(model.parameters(), rate=0.1) のようなものです。"
    "{given}は使えません",
    "option is no whole number": "{name} は 1 以上の整数です。{number!r} は使えません",
    "no clip": "clip は勾配の長さの上限で、0 より大きい数です。{clip!r} は使えません",
    "patience without validation": "patience は検証データの損失が下がるのを待ちます。"
    "学習に使わない例を validation=examples で渡してください",
    "compiled is no truth": "compiled は True、False、None のどれかです。{given!r} は使えません",
    "parameters of another model": "最適化手法のパラメータが別のモデルのものです。このモデルの "
    "model.parameters() で作ってください",
    "as many targets": "{what} には入力が {inputs} 個、正解が {targets} 個あります。同じ個数で、1 個以上必要です",
    "one output for several classes": "{name} はクラスごとの出力を受け取りますが、モデルの出力は一つです。"
    "クラスと同じ個数の出力を作るか、binary_{name} を使ってください",
    "loss is no Value": "損失が Value ではなく{given}なので、ここから学習することはできません。モデルと損失は、"
    ".data や float() を使わずに Value のまま計算してください",
    "loss of no parameter": "損失が、最適化手法のどのパラメータにも依存しないので、"
    "ここから学習することはできません。モデルが Value ではなく .data や float() を出力しているか、"
    "損失が出力を使っていないのかもしれません",
    "batch normalisation of the only example": "バッチ正規化はバッチの中の例どうしを比べますが、例が 1 "
    "個しかありません。もっと多くの例で学習してください",
    "last batch of one example": "batch_size={batch_size} では、{examples} 個の例の最後のバッチが 1 "
    "個だけになります。バッチ正規化はバッチの中の例どうしを比べるので、batch_size={better} "
    "のように別の大きさにしてください",
    "a class instead": "クラス {name} そのもの(呼び出して使います)",
    "a thing of a type": "{kind} 型の値",
    # 学習の表と進み具合
    "best epoch so far": "最も良かったのはエポック {epoch} です。",
    # 学習の途中
    "no epoch so far": "終わったエポックはまだありません。",
    "no epoch was finished": "{reason}。終わったエポックはありません。",
    "right of each class": "エポック {epoch} の後の、クラスごとの正解率: {shares}",
    "in the loss of an example": "{error}({name} の損失)",
    "progress needs tqdm": "進み具合の表示には tqdm が必要です。{pip} install tqdm とするか、train を "
    "progress=False で呼んでください",
    "gradient too long": "勾配、特に {name} の勾配が大きすぎて、短くできません",
    "memory not finite": "{who} が {name} について覚えている数が、有限でなくなりました",
    "parameter without a name": "名前のないパラメータ",
    "going on from a checkpoint": "{path} から再開します({place} まで終了)",
    "no lower loss": "エポック {best} の後の {count} エポックで検証データの損失が下がらなかったので、停止しました",
    "only epoch done": "1 エポックをすべて終えました",
    "all epochs done": "{count} エポックをすべて終えました",
    "the validation after an epoch": "エポック {epoch} の後の検証",
    "number no longer finite": "{place}で、数が有限でなくなりました",
    "compiled needs NumPy": 'compiled=True には NumPy が必要です: {pip} install "ringograd[numpy]"',
    "log of a probability": "この対数は確率の対数です。モデルの最後を softmax か sigmoid にするか、"
    "出力をそのまま使うなら nn.losses.cross_entropy_from_logits か binary_cross_entropy_from_logits にしてください",
    "no step was made": "まだ 1 ステップも進んでいないので、原因は学習率ではありません。"
    "データの数(スケールを揃えてあるか)、最初のパラメータ、損失を調べてください",
    "smaller rate": "学習率を小さくしてください",
    "rate below": "学習率を {rate:g} より小さくしてください",
    "smaller rate or clip": "学習率を小さくするか、clip=1.0 で勾配を短くしてください",
    "rate below or clip": "学習率を {rate:g} より小さくするか、clip=1.0 で勾配を短くしてください",
    "training error": "{stopped}: {error}。{advice}",
    "stopped by Ctrl-C": "Ctrl-C で停止しました({place} まで終了)",
    "epoch and batch": "エポック {epoch} のバッチ {batch}/{batches}",
    "epoch alone": "エポック {epoch}",
    # 学習のチェックポイント
    "checkpoint not written": "学習は続けますが、{path} には書き込めませんでした: {error}",
    "place of a run damaged": "壊れています。学習がどこまで進んだかを読み取れません",
    "saved outside of a run": "学習の途中で保存されたものではありません。nn.load で読み込めます",
    "was and is": "{name}: 保存時は {there}、今は {here}",
    # 推定器
    "targets of one class": "正解がすべて同じクラス {target!r} です。分類器には 2 つ以上のクラスが必要です",
    "estimators need scikit-learn": "nn.Classifier と nn.Regressor には scikit-learn 1.6 以降が必要です: "
    '{pip} install "ringograd[sklearn]"',
    "no hidden": "hidden は (16,) や (16, 8) のような、隠れ層ごとのニューロンの個数です。{given!r} は使えません",
    "no such activation": "activation は {names} のどれかです。{given!r} は使えません",
    "estimator option is no whole number": "{name} は 1 以上の整数です。{number!r} は使えません",
    "no rate": "rate は 0 より大きい数です。{rate!r} は使えません",
    "no decay": "decay は 0 以上の数です。{decay!r} は使えません",
    "out of the range of floats": "最大で {largest:g} の数から、浮動小数点数の範囲を超える結果になります。"
    "もっと大きな単位で渡してください",
    "a text": "{kind} の {text!r} という値",
    "a None": "None という値",
    "no number at a place": "{where} で 0 から数えて {place} 番目のものが、数ではなく {number} です。数を入れるか、"
    "この例を除いてください",
    "no number of an example": "{where} が、数ではなく {number} です。数を入れるか、この例を除いてください",
    "best epoch": "最も良かったのはエポック {epoch} です。{reason}。",
    "another run": "別の学習のものです({differences})。新しく学習を始めるには、このファイルを移動してください。"
    "nn.load で数を引き継げます",
    "and more differences": "ほか {count} 点",
    "option of a part": "{part}の {option}",
    "its class": "クラス",
    "its checksum": "チェックサム",
    "all of the model": "モデル",
    "its optimizer": "最適化手法",
    "its data": "データ",
    "its validation data": "検証データ",
    "epsilon": "epsilon",
    "rho": "rho",
    "beta_1": "beta_1",
    "beta_2": "beta_2",
    "column epoch": "エポック",
    "column loss": "損失",
    "column accuracy": "正解率",
    "column validation loss": "検証損失",
    "column validation accuracy": "検証正解率",
    "line of an epoch": "エポック {epoch}/{epochs}: {numbers}",
    "time left of a run": "残り {seconds:.0f} 秒",
    "bar of a run": "{{desc}}残り {{remaining}}{{postfix}} |{{bar}}|",
    "epoch of a bar": "エポック {epoch}/{epochs}, ",
    "loss of a bar": "損失 {loss:.4g}",
    "validation of a bar": "検証 {loss:.4g}",
    "accuracy of a bar": " 正解率 {percent:.1f}%",
    "actual and predicted": "実際 \\ 予測",
    "precision": "適合率",
    "recall": "再現率",
    "so many are right": "{examples} 個中 {right} 個正解: {share}",
}
