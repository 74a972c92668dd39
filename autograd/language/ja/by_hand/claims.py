"""Claims about derivatives, in Japanese."""

SENTENCES = {
    # 主張された勾配が正しくない理由
    "the claim is wrong": "{name} の勾配の式は正しくありません。最小の反例:",
    "the claim has no value": "{name} には勾配があるのに、その勾配の式に値がない点があります。見つかった最小の入力:",
    "no value there": "そこでは勾配の式に値がありません: {why}。",
    "it gives": "{name} について {number} になります",
    "it raises": "{kind} になります: {error}",
    "f is in doubt": "{name} 自体が疑わしいため、判定できません。見つかった最小の入力:",
    "differences contradict": "「正しい値」は自動微分の結果ですが、{name} の差分商はそれに近くありません。"
    "{name} のどこかで、x.data、float(x)、math.exp(x) のように Value でなくただの数を使っていませんか。",
    "differences confirm": "近くでの {name} の差分商も、正しい値を裏づけています。",
    "gradient of": "勾配",
    "claimed": "主張",
    "true": "正しい値",
    "wrong": "誤り",
    "(none)": "(値なし)",
    "more wrong numbers": "… 正しくない数がほかに {n} 個あります",
    "the reason": "理由: {slip}。",
    "what would explain it": "考えられる理由:",
    "no slip explains it": "単純な間違いでは説明できません: 符号・係数・項の抜け・転置のどれも、"
    "試したすべての入力には当てはまりません。",
    "right for some sizes": "{what}が {right} のときは正しく、{wrong} のときは誤りでした。",
    "the length of": "{name} の長さ",
    "the number of rows of": "{name} の行数",
    "the number of columns of": "{name} の列数",
    "the number of numbers in": "{name} の成分の数",
    "a number": "1つの数",
    "a list of": "長さ {n} のベクトル",
    "a matrix of": "{rows} x {columns} の行列",
    "in the gradient of": "{x} の勾配では、{slip}",
    "transposed": "行と列が入れ替わっています(転置): 主張[i][j] = 正しい値[j][i]{unlike}",
    "transposed and wrong": "行と列が入れ替わっていて(転置)、値も正しくありません{unlike}",
    "unlike shapes": "。主張された勾配は{claimed}、{name} は{shape}です",
    "where n is": "{multiple} (n は{length})",
    "or 1/n": "または、{count}: n = {n} は{length}です",
    "always 0": "中身がありません: 主張された勾配はいつも 0 です",
    "the sign is flipped": "符号が逆です",
    "the sign is flipped in": "{places} の符号だけが逆です",
    "the sign of one term is flipped": "1つの項の符号が逆です: {out} から {x} に流れてくる項",
    "a factor too many": "係数 {factor} が余分です",
    "a factor is missing": "係数 {factor} が抜けています",
    "a factor is one too many": "係数 {factor} が1つ余分です",
    ", and": "、また",
    "a use is left out": "項が抜けています: {x} は {n} 回使われていますが、{out} の中の {x} が数えられていません",
    "only one use is counted": "項が抜けています: {x} は {n} 回使われていますが、"
    "{out} の中の {x} しか数えられていません",
    "a local gradient is missing": "連鎖律の因子が抜けています: {out} の {x} による局所的な微分 (ここでは {local})",
    "the upstream gradient is missing": "上流の勾配が掛けられていません: これは {out} だけの勾配です",
    "the inner derivative is missing": "内側の微分が掛けられていません: これは {out} による勾配で、"
    "まだ {x} による勾配ではありません",
    "and likewise": "。ほかの数についても同様です",
    # 導関数の主張
    "the claim": "主張: ∂{y}/∂{x} = {claim}",
    "of the function": "関数: {function}",
    "refuted": "正しくありません。最小の反例:",
    "refuted at a point": "正しくありません。反例:",
    "without hypothesis": "決まった一覧の {n} 点で試しました。パッケージ Hypothesis がないので、最小の反例は"
    "探していません。",
    "there": "このとき {names}",
    "right everywhere": "関数に勾配がある {n} 点で試して、すべて正しい値でした:",
    "from to": "{name}: {low} から {high} まで",
    "proved": "証明済み: 関数に勾配があるすべての実数で差が 0 になることを SymPy が示しました。"
    "（実数に丸めはなく、0.1 は 1/10 です。）",
    "proved for sizes": "大きさ {letters} が 1 から {most} までは SymPy が証明し、より大きいものは点で試しました。",
    "tried alone": "試しただけで、証明もソルバーの確認もありません。これらの点の間では誤りかもしれません。",
    "searched": "ソルバー CrossHair が各経路の点を {seconds} 秒間探しましたが、誤りになる点は見つかりませんでした。",
    "right for sizes": "この式は {what} = {right} のときは正しく、{what} = {wrong} のときは誤りです",
    "right for shares": "この式が正しいのは {name} の成分の和が 1 のときだけです (そのときだけを試すには、{name} を "
    "onehot か shares と宣言します)",
    "right below": "この式は {name} が {border} より小さいと正しく、大きいと誤りです",
    "right above": "この式は {name} が {border} より大きいと正しく、小さいと誤りです",
    "shapes without names": "「{given}」ではどの入力の形か分かりません。x=n のように、名前とともに書いてください",
    "not a shape": "{name} の形は、1つか2つの大きさです。大きさは文字か 1 から {most} までの数で、n、n,m、3 のように"
    "書きます。これは「{given}」です",
    "no such input": "この関数に {name} という入力はありません: 入力は {inputs} です",
    "no input at all": "この関数に {name} という入力はありません。ほかの入力もない、ただの数です",
    "calculated": "{name} は {inputs} から計算されます: {name} による勾配を"
    "試すには、そこから先を関数として書いてください",
    "a size and more": "{name} は大きさですが、ほかの名前でもあります: 別の文字にしてください",
    "the output is no scalar": "出力 {name} は{shape}ですが、勾配はスカラーの勾配です: 上流の勾配 g を掛けて足してく"
    "ださい。例: sum(g * {name})",
    "no such name": "「{name}」という名前は関数にありません{near}: あるのは {names} です",
    "the shape of a claim": "{name} による勾配の形は {name} と同じ{needed}ですが、主張された式は{shape}です",
    "no vector": "{name} は onehot か shares と宣言されていますが、ベクトルではありません: {name}=n のように形を宣言"
    "してください",
    "defined nowhere": "試した {tried} 点のどこにも、関数の勾配がありません。たとえば: {why}",
    "nothing is claimed": '導関数の式を書いてください。例: --d x "y*(1-y)"',
    "not NAME=SIZES": "「{given}」は 名前=大きさ の形ではありません。例: x=n、W=n,m、x=3",
    "help: function": '関数。例: "sigmoid(x)"、または定義の並び "h = tanh(W @ x); L = sum((h - t)**2)"。名前のない出'
    "力は y (y が入力なら z)",
    "help: --d": "入力、または x[0] のようなその成分による導関数の式。入力の名前と定義した名前を使う。"
    "何度でも指定できる",
    "help: --shape": "ベクトル (x=n)、行列 (W=n,m)、決まった大きさ (x=3)。文字は 1 から 3 か 4 までの大きさを表す",
    "help: --onehot": "1 が一つで残りが 0 のベクトル",
    "no time of a proof": "'{given}' は秒数ではありません。4 のような数を書いてください。"
    "0 なら証明もソルバーも使いません",
    "help: --seconds of a proof": "SymPy による証明と、そのあとのソルバー CrossHair による探索に、それぞれかける秒数 "
    "(インストールされている場合)。指定がなければ 4、0 ならどちらも使わない",
    "help: --shares": "成分の和が 1 のベクトル",
}
