"""What is said of classes in Japanese: their numbers and their sheets."""

SENTENCES = {
    "nothing to vary": "このワークシートには変えられる数がありません。どの数も 0 か、クラスか、値が 1 の正解です",
    "no numbers found": "{tries} 回試しても、元のワークシートと同じくらい易しい数が見つかりませんでした。"
    "x=1..9 のように、選べる数を増やしてください",
    "no choice of numbers": "'{text}' は数の選び方として読めません。"
    "tax=1.05,1.08 や apple=100..900 のように、名前と選べる数を書いてください",
}
