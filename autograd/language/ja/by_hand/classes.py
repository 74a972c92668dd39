"""What is said of classes in Japanese: their numbers and their sheets."""

SENTENCES = {
    "nothing to vary": "このワークシートには変えられる数がありません。どの数も 0 か、クラスか、値が 1 の正解です",
    "all numbers kept": "変えられる数が残っていません。--keep か、数が一つだけの --vary で、"
    "どれも変えないことになっています: {names}",
    "no such number to vary": "このワークシートに '{name}' という数はありません。あるのは {names} です",
    "no numbers found": "{tries} 回試しても、元のワークシートと同じくらい易しい数が見つかりませんでした。"
    "x=1..9 のように、選べる数を増やしてください",
    "no numbers in the domain": "選べる数では計算できません: {reason}。"
    "x=1..9 のように、ほかの数も選べるようにしてください",
    "no choice of numbers": "'{text}' は数の選び方として読めません。"
    "tax=1.05,1.08 や apple=100..900 のように、名前と選べる数を書いてください",
    # the command ringo class
    "help class list": "名前の列がある学生の名簿",
    "help class exercise": "式の代わりに使う演習。ringo exercise で一覧が出る",
    "help class seed": "(必須) 数を決める言葉か数。同じワークシートをもう一度作れるように控えておく",
    "help class folder": "(必須) フォルダ。sheets/ を配り、solutions/ は教師用、class.csv は名簿",
    "help class format": "pdf、xlsx、csv、md、json などの拡張子。html と xml (Moodle) は答えを含むので教師用になる。"
    "何度でも指定できる "
    "(指定しなければ xlsx)",
    "help vary": "tax=1.05,1.08 や apple=100..900 のように、選べる数。何度でも指定できる",
    "help class keep": "変えない数の名前。コンマで区切る",
    "no class list": "ringo class students.csv --exercise apple のように、学生の名簿を指定してください",
    "no class folder": "--save class のように、ワークシートを書くフォルダを指定してください",
    "no class seed": "--seed 2026 のように、数を決める言葉か数を指定してください",
    "no class format": "{ending} で終わるワークシートはありません。使えるのは {endings} です",
    "exercise and expression": "演習には式が付いています。--exercise か '{expression}' のどちらかを省いてください",
    "exercise and settings": "演習には設定も付いています。--exercise か {settings} のどちらかを省いてください",
    "class sheets": "配るワークシート {n} 人分: {path}",
    "class solutions": "教師用の解答 {n} 人分: {path}",
    "class kept": "{n} 個のファイルはすでにあり、そのまま残しました",
    "class alike": "数の組が足りないため、{n} 人の数はほかの学生と同じです。--vary で増やせます",
    "class marks": "提出されたら: ringo mark {path}",
}
