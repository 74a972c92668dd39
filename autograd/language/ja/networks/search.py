"""Networks in Japanese: settings, trials and processes."""

SENTENCES = {
    # 設定と試行
    "nothing to divide": "cross_validated が分けるのは、例と正解をもつ Dataset か Table です。{given} ではなく、"
    "cross_validated(fit_and_score, Dataset(xs, ys)) のように渡してください",
    "too few folds": "交差検証には 2 つ以上の分割が必要ですが、folds({k}, {seed}) は {count} 個でした",
    "fold failed": "{count} 個中 {position} 番目の分割で失敗しました: {error}",
    "the number of settings to draw": "引く設定の個数",
    "no log-uniform": "log_uniform は 0 より大きい 2 つの数の間から引き、小さい方を先に書きます。{low!r} と "
    "{high!r} は使えません",
    "no list of values": "{name} には値のリストが必要です。{values!r} は使えません",
    "no values": "{name} の値がありません",
    "no trial has a score": "スコアの出た試行がありません。最初の試行のエラー: {error}",
    "no trials": "試行がありません",
    "trial not done": "停止したときに終わっていませんでした",
    "no function to search with": "search は search(trial, settings) のように関数を先に受け取ります。{given} "
    "は関数ではありません",
    "no settings": "設定は grid や at_random が作るような、辞書のリストです。search(trial, grid({{...}})) "
    "のように書いてください。{given} は使えません",
    "setting is no dict": "一つの設定は、名前と値の辞書です。{given} は使えません",
    "nothing to try": "試す設定がありません",
    "no score": "スコアは一つの数ですが、{given} が返されました",
    "score not finite": "スコアが {score} なので、ほかとの優劣を決められません",
    "so many done in time": "{what}: {all} 個中 {done} 個終了({failed} 個失敗)、残り約 {seconds:.0f} 秒",
    "no executor": "executor は、Dask クライアントの get_executor() のような concurrent.futures のものか、"
    "プロセスの個数です。{given!r} は使えません",
    "no number of processes": "プロセスを {count} 個にはできません。0 ならすべてここで、None "
    "なら全プロセッサで実行します",
    "executor cancelled": "executor が取り消しました",
    "cannot be sent": "{function!r} は別のプロセスに送れません({error})。モジュールの一番外側で `def` "
    "を使って定義するか、executor=0 でここで実行してください",
    # プロセス
    "put the program in a file": "どのプロセスもプログラムを読み直しますが、ここからは読めません。"
    "プログラムをファイルに入れてください",
    "guard the call": "どのプロセスもスクリプトを読み直すので、プロセスを始める呼び出しを `if __name__ "
    "== '__main__':` の下に置いてください",
    "no process started": "プロセスを始められませんでした。{advice}。executor=0 なら、ここで実行できます",
    "function not found there": "別のプロセスで {function!r} が見つかりません({error})。ファイルから import "
    "するか、executor=0 でここで実行してください",
    "process was ended": "プロセスが終了させられました",
    "process ended early": "プロセスが、結果を返す前に終了しました(終了ステータス {status})",
    "process ended by a signal": "プロセスがシグナル {name} で終了させられました",
    "process killed": "プロセスが {name} で終了させられました。メモリが足りなかったのかもしれません",
    "trials": "試行",
    "folds": "分割",
    "stopped early": "停止しました。{what}: {all} 個中 {done} 個終了",
    "a signal": "番号 {number}",
    "column of scores": "スコア",
    "column of errors": "エラー",
    "score of a failed trial": "失敗",
    "trials and failures": "試行 {count} 回、失敗 {failed} 回",
}
