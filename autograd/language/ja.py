"""日本語の文。キーと { } の中の名前は `en.py` と同じ。用語は講義資料のもの。"""

SENTENCES = {
    # 計算の記録
    "forward pass": "順伝播",
    "backward pass": "逆伝播",
}
