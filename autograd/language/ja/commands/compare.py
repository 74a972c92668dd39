"""Comparisons with other engines, in Japanese."""

SENTENCES = {
    # コマンド
    "compare does": """\
式の値と微分を、ほかのエンジンの答えと並べ、違う数になる理由を示します。
インストール済みのエンジンには、それぞれ別のプロセスで今たずねます。
ほかのエンジンの答えは、測定済みの表から引きます。""",
    "help order": "微分の階数。1 か 2",
    "help engine": "比べるエンジン: {engines}。何度でも指定できる。なければ全部",
    "help environments": "エンジンごとの Python 環境を入れたフォルダ。例: FOLDER/jax。なければ、この Python の中を探す",
    "help compare markdown": "比較を Markdown で表示する",
    "no such order": "--order に指定できるのは 1 か 2 で、「{given}」は使えません",
    "no such engine": "「{name}」というエンジンはここにありません。あるのは {engines} です",
    "no environments": "フォルダ {folder} がありません。エンジンごとの環境を入れたフォルダです。例: {folder}/jax",
    "too many to compare": "比べられる入力は {most} 個までですが、{count} 個あります。式の一部を比べてください",
    # 表
    "column engine": "エンジン",
    "column call": "書き方",
    "cell: refused": "拒否",
    "cell: error": "エラー",
    "column from": "出どころ",
    "from: ours": "ここ",
    "from: live": "実行",
    "from: table": "表",
    "call of inputs": "{call}、入力は {made}",
    "sign of another answer": "≠ は、ここの答えと違うという印です。",
    "where live ones are from": "「実行」は、今たずねた答えです。",
    "where others are from": "「表」は、示した版で測定済みの答えです。空欄は測っていません。",
    "ours refuses": "Ringograd は拒否します。{why}。",
    "without rounding": "丸めがなければ、{numbers} です。",
    "no answer": "{title}、{call}: {why}",
    "have no such operation": "{name} がないエンジン: {titles}",
    "does not start": "{title} は{where}起動しません ({why})。そこに {command} でインストールしてください。",
    "in this Python": "この Python では",
    "in an environment": " {folder} では",
    "no answer in time": "{seconds} 秒以内に答えがありません",
    "engine missing": "{title} はインストールされていません。表にも、この問いの答えがありません。専用の環境 (例: "
    "FOLDER/{name}) に {command} でインストールし、--environments FOLDER を加えてください。",
    "no engine installed": "この Python にはほかのエンジンがないので、答えは表から引きました。",
    "nobody answers": "この Python にはほかのエンジンがなく、この式のこの数での答えは表にもありません。表にあるのは、"
    "一つの関数の、折れ目、定義域の端、遠い点での答えです。"
    "pip install torch などで、エンジンをインストールしてください。",
    # 理由
    "no derivative": "{f} は {where} で {name} について微分できません。{left}、{right}。"
    "そこで返す数は、エンジンごとの規約です。",
    "number on the left": "左からの微分は {number}",
    "number on the right": "右からの微分は {number} です",
    "nothing on the left": "左側には関数の値がなく",
    "nothing on the right": "右側には関数の値がありません",
    "no bound on the left": "左からの微分は限りなく大きくなり",
    "no bound on the right": "右からの微分は限りなく大きくなります",
    "unclear on the left": "左からの微分ははっきりせず",
    "unclear on the right": "右からの微分ははっきりしません",
    "kinks on the way": "{f} の {name} による微分は {where} で {number} です。ただし、途中の演算に折れ目があり、"
    "そこでの規約によって、エンジンの返す数が決まります。",
    "an answer": "{number} は{what}: {who}",
    "an answer refused": "数を返さない: {who}。理由: {why}",
    "convention: left": "左からの微分",
    "convention: right": "右からの微分",
    "convention: middle": "左右の中央",
    "convention: between": "左右の間の数",
    "convention: outside": "左右のどちらでもなく、その間でもない数",
    "convention: no bound": "限りなく大きくなる微分",
    "convention: another": "どちら側の微分でもない数",
    "convention: true": "微分の値",
    "convention: nan": "数でないもの",
    "other inputs alike": "ほかの {count} 個の微分もありません。",
    "no second derivative": "1 階の微分がない点には、2 階の微分もありません。表の数は、同じ規約から出てきたものです。",
    "one number is true": "{where} での {what} の値は、折れ目ではないので一つです。",
    "the true number": "正しい値",
    "answer: off": "計算の途中で桁が失われた数で、相対誤差は {off}",
    "answer: nothing left": "計算の途中で桁がすべて失われた数",
    "answer: another": "正しくない値",
    "answer: out of range": "計算の途中で浮動小数点数の範囲を出た結果",
    "at this point": "この点",
    "engine and call": "{title} ({call})",
    "between engines": "、",
}
