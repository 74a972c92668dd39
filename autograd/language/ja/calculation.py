"""Records, derivations and refusals, in Japanese."""

SENTENCES = {
    # 計算の記録
    "forward pass": "順伝播",
    "backward pass": "逆伝播",
    "step": "手順",
    "node": "ノード",
    "formula": "式",
    "in numbers": "数値の式",
    "value": "値",
    "(given)": "(与えられた値)",
    "from output": "出力側",
    "to input": "入力側",
    "slot": "入力番号",
    "upstream": "上流の勾配",
    "× local": "× 局所的な微分",
    "= product": "= 積",
    "total so far": "ここまでの和",
    # 微分の導出
    "path": "経路",
    "derivative": "微分",
    "chain rule": "連鎖律",
    "local gradients": "局所的な微分",
    "sum": "和",
    "many paths": "出力からここまでの経路の数は {count} で、すべては書ききれません。",
    "long paths": "出力からここまでの経路は長いもので {longest} 段あり、すべては書ききれません。",
    "large paths": "経路ごとの積が大きすぎて、浮動小数点数では表せません。",
    "summed by node": "そこでノードごとにまとめます。あるノードでの微分は、それを入力とする各ノードの"
    "「先に求めた微分 × 局所的な微分」を足したものです。",
    "no path": "出力はこれに依存しません。つながる経路がないからです。",
    "slots": "名前の後の [0]、[1]、… は入力番号で、その入力だけを通る局所的な微分を表します"
    "(同じものが複数の経路で入る場合)。",
    "nodes left out": "… この間の {count} 個のノードは省略 …",
    "terms left out": "和の中の … は、省略した {count} 個の項です。",
    "no such node": "このグラフに「{name}」というノードはありません",
    "several nodes": "このグラフに「{name}」というノードは複数あります。Value そのものを渡してください",
    "two operations of one name": "このグラフには {name} という名前の異なる演算が2つあります。"
    "片方を別の名前で作り直してください",
    "about": "約 {number}",
    "more than": "{number} 以上",
    # 計算できないもの
    "too large": "{what} は大きすぎます。浮動小数点数で表せるのは 1.8e308 までです",
    "not defined": "{what} は定義されていません。{formula} に必要な条件は {condition} です",
    "no such index": "{name} = {index} での choose(xs, {name}) は定義されていません。{count} 個の数から選ぶ番号は、"
    "0 から {last} までの整数です",
    "has no value": "{what} は定義されていません",
    "refused with advice": "{sentence}。{advice}",
    "log of sigmoid": "-softplus({minus}) と書いてください。sigmoid は 0 に丸められますが、対数そのものは計算できます",
    "log of 1 - sigmoid": "-softplus({x}) と書いてください。sigmoid は 1 に丸められますが、対数そのものは計算できます",
    "log of softmax": "log_softmax を使ってください。0 に丸められる割合を使わずに計算します",
    "log of exp": "{x} と書いてください。対数は exp を打ち消します",
    "log of zero": "そこで 0 になる {x} * log({x}) なら、{x} * log(where({x} > 0, {x}, 1)) と書いてください",
    "log of 1 + x": "log(1 + {x}) の代わりに log1p({x}) と書いてください。"
    "1 にこれほど小さな数を足すと、丸めて 1 になります",
    "log of 1 - x": "log(1 - {x}) の代わりに log1p({minus}) と書いてください。"
    "1 からこれほど小さな数を引くと、丸めて 1 になります",
    "exp minus 1": "exp({x}) - 1 の代わりに expm1({x}) と書いてください。"
    "これほど小さな数の exp は、丸めて 1 になります",
    "zero over zero": "0 / 0 に値はありません。点ではなく、式の書き方が原因かもしれません。式を簡単にするか、"
    "where({x} != 0, {x}, 1) で割り、この点での値を自分で選んでください",
    "exp too large": "softmax、logsumexp、softplus、sigmoid なら、この exp は要りません",
    "root of squares": "2 つの数なら hypot を使うか (そこでの勾配は 0)、根号の中に小さな数を足してください",
    "root of a square": "abs({x}) と書いてください。そこでの勾配は 0 です",
    "root of variance": "根号の中に小さな数を足してください。すべての数が等しいとき、微分はありません",
    "left the graph": "{function} の結果はただの数で、勾配はそこを通って流れません",
    "float of a dual number": "jvp の数を、微分を失う float に変えようとしています。math.exp(x) ではなく "
    "autograd.exp(x) のように書いてください",
    "compared in place of a node": "{function} は数の一つを返すだけで、ノードを作りません",
    "write instead": "。代わりに {instead} と書いてください",
    "nothing to write instead": "。そのような演算はありませんが、autograd.operation で作れます",
    "not defined with": "{constants} では {formula} は定義されていません。必要な条件は {condition} です",
    "operation at": "{values} での {operation}",
    "derivative too large": "{what} を逆向きに通る微分が大きすぎます。浮動小数点数で表せるのは 1.8e308 までです{made}",
    "local gradient not defined": "{what} の局所的な微分は無限大か、定義されていません。"
    "そこから少し離れた点で微分してください{made}",
    "zero times infinity": "{what} の局所的な微分は無限大か、定義されていません。連鎖律ではそれに 0 を掛けるので、"
    "値がありません。点ではなく、式の書き方が原因かもしれません{made}",
    "write without it": "sqrt(x) ** 2 を x とするように、式を簡単にしてください。where の中にあるなら、"
    "sqrt(where(x > 0, x, 1)) のように、内側にも where を置いてください",
    "where the node was made": "。このノードが作られた場所: {place}",
    "gradient so far not finite": "{name} の .grad はこの逆伝播の前から {number} で、勾配はこれに足されます。"
    "先に .grad を 0 にしてください",
    "sum of gradients too large": "勾配を .grad の前の値に足すと 1.8e308 を超えます。先に .grad を 0 にしてください",
    "decided while recording": "{what} は、グラフを記録したときに決まりました。別の例では逆の選択になるかもしれません。"
    "maximum、minimum、relu、clamp、abs を使うか、inputs なしでコンパイルしてください",
    "in lane": "0 から数えて {lane} 番目のレーンでは、{sentence}",
    "too large in a program": "プログラムの和が途中で大きくなりすぎました。浮動小数点数で表せるのは 1.8e308 までです",
    "sum over lanes too large": "すべてのレーンと出力で足した勾配が 1.8e308 を超えています",
    "not in float32": "float64 では有限なプログラムの数が、float32 では有限になりません(3.4e38 まで、7 桁)。"
    "dtype='float64' でコンパイルしてください",
    "beyond float32": "{what}は float32 ですが、{number} は 3.4e38 を超えています",
    "changed data": "{who}の data が、それを使って計算した後に {number} に変えられました。"
    "先にすべてを計算し直してください",
    "a name": "「{name}」",
    "no name": "名前のない値(Value)",
    "beyond floats": "{what}は浮動小数点数ですが、この {kind} は 1.8e308 を超えています",
    "not finite": "{what}は有限の数でなければならず、{number} は使えません。連鎖律で先に伝えられないからです",
    "input not finite": "入力は有限の数に限りますが、{name} は {number} です。値を補うか、この例を除いてください",
    "a Value": "Value の値",
    "an argument": "引数",
    "a calculation": "計算に使う値",
    "the learning rate": "学習率",
    "the decay": "重み減衰",
    "the variable": "変数 {name} の値",
    "the data": "{name} の data の値",
    "a gradient": "{name} の grad の値",
    "the constant": "{function} の {constant} の値",
    "the result of a rule": "{function} の値",
    "the claimed gradient": "{name} の勾配として示された値",
    # 型や個数の誤り
    "local gradients of an operation": "{name} の入力は {inputs} 個ですが、局所的な微分は {gradients} 個です",
    "arguments of grad": "grad には、出力の Value と、Value のリストを grad(out, [x, y]) のように渡します",
    "no operations": "operations は autograd.operation で作ったもののリストです。{given} は使えません",
    "operations of one name": "{name} という名前の演算が二つあります。一方を別の名前にしてください",
    "expression is no text": "式は文字列です。{kind} は使えません。parse('w * x', {{'w': 2, 'x': 3}}) "
    "のように書いてください",
    "variables without names": "変数は parse('w * x', {{'w': 2, 'x': 3}}) のように、名前とともに渡します",
    "variable without numbers": "変数 {name} が空のリストです。1 個以上の数を渡してください",
    "at and direction": "at と direction は、[2.0] と [1.0] のように、引数ごとに一つの数を並べたリストです",
    "numbers of a direction": "direction の数は引数ごとに一つです。引数は {at} 個ですが、数は {direction} 個あります",
    "numbers of a vector": "ベクトルの数は引数ごとに一つです。引数は {at} 個ですが、数は {vector} 個あります",
    "no list for arguments": "{what} は [{numbers!r}] のように、引数ごとに一つの数を並べたリストです",
    "Hessian of several outputs": "ヘッセ行列は一つの出力についてのものですが、f は {count} 個返しました",
    "weights of a dot": "dot には入力と同じ個数の重みが必要です。重みは {weights} 個、入力は {inputs} 個です",
    "no condition": "条件は x > 0 のような比較か、数です。{condition!r} は使えません",
    "nothing to choose from": "choose は choose([x, y], 0) のように 1 個以上の数から選びますが、"
    "一つも渡されませんでした",
    "operation without a place": "{name} は pickle にできません。別のプロセスはモジュール {module} の中で "
    "{name} を探しますが、その名前がありません。関数の外で {name} = operation({name!r}, …) と書いてください",
    "no name of an operation": "演算の名前は 'cube' のような、Python の名前として使えるものです。{name} は使えません",
    "name of an operation is taken": "{name} は、入力する式の中ですでに意味をもつ名前です。"
    "自分の演算には別の名前を付けてください",
    "name is no text": "名前は 'x' のような文字列です。{kind} ({name!r}) は使えません",
    "derivation of no Value": "derivation には、グラフの Value かその名前を渡します。{kind} は使えません",
    "steps of no Value": "steps には、計算した結果の Value を渡します。{kind} は使えません",
    "variable of another kind": "変数 {name} は、数か、数のリストか、同じ長さの行のリストです。{given} は使えません",
    "rule is no function": "{name} の {what} は {example} のような関数です。{rule} は使えません",
    "template is no text": "{name} の {what} は、引数の前に $ を付けた文字列です。{template} は使えません",
    "rule cannot be read": "{name} の規則を読み取れません。x は普通の数のこともあるので、x.exp() ではなく "
    "exp(x) と書いてください({error})",
    "no name of a file": "{given} という名前のファイルはありえません",
    "no path of a file": "ファイルは文字列か pathlib.Path で指定します。{given} はどちらでもありません",
    "file not written": "このファイルに書けませんでした。{reason}",
    "file not read": "このファイルを読めませんでした。{reason}",
    "no syntax here": "{format} の {line} 行目、{column} 文字目の書き方が正しくありません",
    "no syntax": "{format} の書き方が正しくありません",
    "no such file": "その名前のものはありません",
    "not allowed": "許可されていません",
    "a folder instead": "フォルダです",
    "no folder on the way": "途中にフォルダでないものがあります",
    "disk is full": "ディスクに空きがありません",
    "disk is read-only": "書き込めないディスクです",
    "name too long": "ファイルの名前が長すぎます",
    "no ordinary file": "通常のファイルではないので、書き込みません",
    "no language": "言語 {lang!r} はありません。あるのは {names} です",
    "no real number": "{who}は一つの実数です。{kind} ({given}) は使えません。{advice}",
    "convert a text": "float(text) のように、先に数に変えてください",
    "convert a truth": "int(x) のように、先に数に変えてください",
    "pass the real part": "複素数は使えません。実部 x.real を渡してください",
    "return was forgotten": "return を書き忘れた関数は None を返します",
    "pass one number at a time": "数を一つずつ渡すか、[Value(x) for x in numbers] のように Value "
    "のリストを作ってください",
    "pass numbers of an array": "[Value(x) for x in array.flat] のように、数を一つずつ渡してください",
    "pass a number of a tensor": "tensor.item() のように、数を一つずつ渡してください",
    "a Value already": "すでに Value です。そのまま使うか、数 v.data を使ってください",
    "pass an int or a float": "int か float を渡してください",
    "function without a derivative": "numpy.{name} の微分はここにはないので、グラフに入れられません",
    "function without a derivative, near another": "numpy.{name} の微分はここにはないので、"
    "グラフに入れられません(numpy.{near} のことですか)",
    "power written with ^": "累乗は x ^ 2 ではなく x ** 2 と書きます",
    "matrix product of one Value": "numpy.{name} は Value 一つを受け取りません。np.array([v, w]) @ "
    "np.array([x, y]) か、v * x と書いてください",
    "method of an array": "numpy.{name}.{method} が受け取るのは Value の配列 np.array([v, w]) で、Value "
    "一つではありません",
    "options of a function of NumPy": "Value に対する numpy.{name} では {options} を使えません。"
    "結果は新しいノードになります",
    "constant is no number": "{function} の定数 {name} は数で、勾配をもちません。{given} の数 .data を渡すか、"
    "入力にしてください",
    "constants of an operation": "{name} の定数は {constants} ですが、渡されたのは {given} です",
    "jumps between whole numbers": "{sign} は整数から整数へ飛び、そこには微分がありません。x / y と書くか、"
    "v.data {sign} 2 のように数だけを使ってください",
    "no numbers of a list": "{name} には {name}([x, y]) のように 1 個以上の数を渡しますが、一つも渡されませんでした",
    "keywords of a function": "{call} に名前を付けて渡せるのは {known} だけです。{unknown} は使えません",
    "no keywords of a function": "{call} に名前を付けて渡せるものはありません。{unknown} は使えません",
    "one number of a function": "{call} には数を 1 個渡します。渡されたのは {given} です",
    "numbers of a function": "{call} には数を {most} 個渡します。渡されたのは {given} です",
    "either of two conditions": "または",
    "both of two conditions": "かつ",
    # 演算の規則と式
    "inputs of local gradients": "{name} の局所的な微分の引数は、まず結果の z、次に入力の x"
    "(または x と y、リストなら *xs)、最後に別の名前の定数です。ここでは ({taken}) になっています",
    "value and local gradients": "{name} の値の引数は ({own})、局所的な微分の引数は ({taken}) です。"
    "z の後の入力と定数を同じにしてください",
    "template without an argument": "{name} の {what} には、引数 {slots} がどれも必要です。{template!r} は使えません",
    "condition on symbols": "記号についての条件は、真でも偽でもありません。where(condition, x, y) で選び、"
    "条件は & と | でつないでください",
    "arguments of a row": "{name} の引数は {arguments} です",
    "arguments of a new row": "{name} の引数は x か x, y か xs で始まります。{takes!r} は使えません",
    "row not pickled": "{name} は表にないので、pickle にできません。別のプロセスでは見つかりません",
    "formula too long": "この式は {most:,} 文字を超えます。式の一部か、途中の計算を書いてください",
    "MathML needs latex2mathml": 'MathML にはパッケージ latex2mathml が必要です。{pip} install "ringograd[mathml]" '
    "としてください",
}
