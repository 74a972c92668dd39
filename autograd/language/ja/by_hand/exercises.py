"""Grids of cells and ready exercises, in Japanese."""

SENTENCES = {
    # grids
    "asks grid": "{what}（{shape}）",
    "asks updated grid": "更新後の {node}（{shape}）: {step}",
    "asks grid by number": "{what}（{shape}）: {each}",
    "block turned": "行列 '{answer}' は転置されています。求めているのは{needed}で、これは{shape}です",
    "block does not fit": "'{answer}' は{shape}ですが、求めているのは{needed}です",
    "block uneven": "'{answer}' は行ごとに長さが違います。求めているのは{needed}です",
    "matrix turned": "行列が転置されています。行と列を入れ替えれば、数はすべて正しいです",
    "advice matrix turned": "微分する行列と同じ並べ方で書きます。W[i][j] の勾配は i 行 j 列に置きます。",
}
